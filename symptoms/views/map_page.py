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
from symptoms.completeness import State
from symptoms.conflicts import Conflict
from symptoms.forms import (
    FORMS,
    SectionForm,
    StartMapForm,
)
from symptoms.goals_watch import goals_watch
from symptoms.measures import measure_of
from symptoms.models import Consultation, Section, Verdict
from symptoms.note import note_of
from symptoms.pain_page import PainBackdrop
from symptoms.presence import come_by
from symptoms.progress import SectionLine, done_of, last_save, progress
from symptoms.queries import (
    answers_of,
    drafts_of_others,
    open_draft_of,
    previous_scores,
    products_when_signed,
    signed_maps,
    symptoms_first,
)
from symptoms.screening import ListScreen
from symptoms.services.signing import signing_obstacles
from symptoms.treatment_on_record import lines_beside

from .last_time import LastTime, last_times
from .product_cards import product_context
from .red_flags import flag_cards


@dataclass(frozen=True)
class SectionPart:
    """A section as the page shows it: where it stands, its form, what it adds up to, and its template."""

    line: SectionLine
    form: SectionForm
    measure: str
    last_time: LastTime | None

    @property
    def is_folded(self) -> bool:
        """Whether it may lie folded when the page opens: done, and nothing in it to put right."""
        return self.line.state is State.DONE and not self.form.is_bound

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
        options = options if "asked_first" in options else options | _rows_of_symptoms(patient, user)
    if section is Section.PAIN:
        on = draft.visit_on if draft else patient.clinic.today()
        options["backdrop"] = PainBackdrop(patient, user, on)
    return FORMS[section](**options)


def _rows_of_symptoms(patient: Patient, user: User) -> dict[str, Any]:
    """Which come first, and how they were."""
    return {
        "asked_first": symptoms_first(patient=patient, user=user),
        "previous": previous_scores(patient=patient, user=user),
    }


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
    context |= product_context(patient, user) | {"may_write": may_write, "conflict": conflict}
    if draft:
        context["on_record"] = lines_beside(context["storyboard"])
        context |= _writing(draft, patient, user, refused, context["screen"])
        template = "symptoms/map.html"
    else:
        context |= _reading(patient, user, refused)
        template = "symptoms/map_read.html"
    return page(request, template, context, *([refused] if refused else []))


def _writing(
    draft: Consultation, patient: Patient, user: User, refused: ChartForm | None, screen: ListScreen
) -> dict[str, Any]:
    forms = {section: section_form(section, patient, user, draft=draft) for section in draft.sections}
    asked_first = forms[Section.SYMPTOMS].first_ids
    if isinstance(refused, SectionForm):
        forms[refused.section] = refused
    stops = [row.product for row in screen.undecided if row.verdict is Verdict.STOP]
    blocking = {obstacle.section for obstacle in signing_obstacles(draft, stops)}
    products = [str(row.product) for row in screen.products]
    lines = progress(draft, asked_first=asked_first, products=products, blocking=blocking)
    empty = [line.section for line in lines if line.is_empty]
    before = last_times(draft, empty, patient, user)
    return {
        "draft": draft,
        "lines": lines,
        "done": done_of(lines),
        "parts": [
            SectionPart(line, forms[line.section], _measure(line.section, draft), before.get(line.section))
            for line in lines
        ],
        "last_save": last_save(draft),
        "flags": flag_cards(patient, user, back="map"),
        "goals_watch": goals_watch(patient, user),
        "also_here": come_by(patient, user),
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
