"""The map's page: the person's own draft to write on, or what was signed to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context
from patients.models import Patient
from symptoms.conflicts import Conflict
from symptoms.forms import (
    FORMS,
    ProductForm,
    SectionForm,
    StartMapForm,
    StopProductForm,
)
from symptoms.goals_watch import goals_watch
from symptoms.measures import measure_of
from symptoms.models import Consultation, ProductUse, Section
from symptoms.note import note_of
from symptoms.pain_page import PainBackdrop
from symptoms.presenters import SectionLine, last_save, progress
from symptoms.queries import (
    answers_of,
    current_products,
    drafts_of_others,
    open_draft_of,
    previous_scores,
    products_when_signed,
    signed_maps,
    symptoms_first,
)
from symptoms.treatment_on_record import lines_beside


@dataclass(frozen=True)
class SectionPart:
    """A section as the page shows it: where it stands, its form, what it adds up to, and its template."""

    line: SectionLine
    form: SectionForm
    measure: str

    @property
    def template(self) -> str:
        return f"symptoms/sections/{self.line.section.value}.html"


def section_form(
    section: Section, patient: Patient, user: User, *, draft: Consultation | None = None, **options: Any
) -> SectionForm:
    """The section's form: filled from `draft`, or bound when `data` is among the options."""
    options["patient_id"] = patient.pk
    if draft:
        versions = {each.section: each.version for each in draft.section_versions.all()}
        options = {"version": versions[section], **options}
        options |= {"draft_id": draft.pk, "initial": FORMS[section].typed(answers_of(section, draft))}
    if section is Section.SYMPTOMS:
        options["asked_first"] = symptoms_first(patient=patient, user=user)
        options["previous"] = previous_scores(patient=patient, user=user)
    if section is Section.PAIN:
        on = draft.visit_on if draft else patient.clinic.today()
        options["backdrop"] = PainBackdrop(patient, user, on)
    return FORMS[section](**options)


def section_address(patient: Patient, section: Section) -> str:
    return f"{reverse('symptoms:map', kwargs={'patient_id': patient.pk})}#{section.value}"


def map_page(
    request: HttpRequest,
    patient: Patient,
    *,
    refused: ChartForm | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """The page as this person may see it; a `refused` form stands where its empty one would, as typed."""
    user = request.user
    may_write = may(user, Permission.WRITE_MAP, patient)
    draft = open_draft_of(patient=patient, user=user) if may_write else None
    context = chart_context(request, patient, tab="symptoms:map")
    context |= _products(patient, user, refused) | {"may_write": may_write, "conflict": conflict}
    if draft:
        context["on_record"] = lines_beside(context["storyboard"])
        context |= _writing(draft, patient, user, refused, has_products=bool(context["products"]))
        template = "symptoms/map.html"
    else:
        context |= _reading(patient, user, refused)
        template = "symptoms/map_read.html"
    return page(request, template, context, *([refused] if refused else []))


def _writing(
    draft: Consultation, patient: Patient, user: User, refused: ChartForm | None, *, has_products: bool
) -> dict[str, Any]:
    forms = {section: section_form(section, patient, user, draft=draft) for section in draft.sections}
    asked_first = forms[Section.SYMPTOMS].first_ids
    if isinstance(refused, SectionForm):
        forms[refused.section] = refused
    lines = progress(draft, asked_first=asked_first, has_products=has_products)
    return {
        "draft": draft,
        "lines": lines,
        "parts": [SectionPart(line, forms[line.section], _measure(line.section, draft)) for line in lines],
        "last_save": last_save(draft),
        "goals_watch": goals_watch(patient, user),
    }


def _measure(section: Section, draft: Consultation) -> str:
    return measure_of(section, answers_of(section, draft), draft.patient.clinic.zone, draft.visit_on)


def _reading(patient: Patient, user: User, refused: ChartForm | None) -> dict[str, Any]:
    maps = list(signed_maps(patient=patient, user=user))
    latest = maps[0] if maps else None
    return {
        "note": note_of(latest, products_when_signed(consultation=latest, user=user)) if latest else None,
        "earlier_maps": maps[1:],
        "colleagues_drafts": drafts_of_others(patient=patient, user=user),
        "start_form": refused if isinstance(refused, StartMapForm) else StartMapForm(patient_id=patient.pk),
    }


def _products(patient: Patient, user: User, refused: ChartForm | None) -> dict[str, Any]:
    may_add = may(user, Permission.ADD_PRODUCT, patient)
    may_stop = may(user, Permission.WRITE_MAP, patient)
    products = current_products(patient=patient, user=user)
    return {
        "products": [
            (product, _stop_form(product, patient, refused) if may_stop else None) for product in products
        ],
        "product_form": _add_form(patient, refused) if may_add else None,
    }


def _add_form(patient: Patient, refused: ChartForm | None) -> ProductForm:
    return refused if isinstance(refused, ProductForm) else ProductForm(patient_id=patient.pk)


def _stop_form(product: ProductUse, patient: Patient, refused: ChartForm | None) -> StopProductForm:
    if isinstance(refused, StopProductForm) and refused.product_id == product.pk:
        return refused
    return StopProductForm(patient_id=patient.pk, product_id=product.pk)
