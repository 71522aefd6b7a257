"""What the list of products needs, on the map and on its own page, and the answers that show it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page
from integrative.ui.chart_form import ChartForm, sign_chart
from patients.chart import chart_context
from patients.models import Patient
from symptoms.forms.decisions import AnswerForm, ConfirmForm, DecideForm
from symptoms.forms.products import (
    NAMES,
    SCHEDULES,
    USUAL_TIMES,
    EditProductForm,
    LabelForm,
    ProductForm,
    StopProductForm,
)
from symptoms.models import Section
from symptoms.product_cards import cards_of, rail_of
from symptoms.product_queries import labels_and_answers
from symptoms.services.screening import screen_list

MAP, TAB = "map", "tab"


def product_context(
    patient: Patient, user: User, *, opened: ChartForm | None = None, place: str = MAP
) -> dict[str, Any]:
    """The cards, the rail and the box to add one. `opened`: a form that stands open, empty or as typed."""
    screen = screen_list(patient, user)
    labels, answers = labels_and_answers(patient=patient, user=user)
    may_add = may(user, Permission.ADD_PRODUCT, patient)
    adding = opened if isinstance(opened, ProductForm) else ProductForm(patient_id=patient.pk)
    return {
        "screen": screen,
        "products": cards_of(screen, labels, answers),
        "rail": rail_of(screen),
        "product_form": adding if may_add else None,
        **_opened(opened),
        "chart_token": sign_chart(patient.pk),
        "may_decide": may(user, Permission.DECIDE_ON_PRODUCTS, patient),
        "may_advise": may(user, Permission.ADVISE_ON_PRODUCTS, patient),
        "may_correct": may(user, Permission.WRITE_MAP, patient),
        "may_add_label": may_add or may(user, Permission.ADVISE_ON_PRODUCTS, patient),
        "place": place,
        "usual_times": USUAL_TIMES,
        "lists": {"names": NAMES, "times": SCHEDULES},
    }


OPENED: dict[type[ChartForm], str] = {
    AnswerForm: "answer",
    ConfirmForm: "confirm",
    DecideForm: "decide",
    EditProductForm: "edit",
    LabelForm: "label",
    StopProductForm: "stop",
}
"""The template of each form that opens at a row."""


def _opened(form: ChartForm | None) -> dict[str, Any]:
    name = OPENED.get(type(form))
    if name is None:
        return {"opened": None, "opened_product": None}
    template = f"symptoms/products/{name}.html"
    return {"opened": form, "opened_product": form.product_id, "opened_template": template}


def products_page(
    request: HttpRequest,
    patient: Patient,
    *,
    opened: ChartForm | None = None,
    said: str = "",
    **more: Any,
) -> HttpResponse:
    """The list with a form standing open in it; for a request out of the page, the list alone.

    `said` is read out; `more` is what the open form needs beside itself.
    """
    place = place_of(request)
    context = product_context(patient, request.user, opened=opened, place=place) | {
        "patient": patient,
        "said": said,
        **more,
    }
    if "HX-Request" in request.headers:
        return page(request, "symptoms/products/fragment.html", context, *filter(None, [opened]))
    context = chart_context(request, patient, tab="symptoms:products") | context
    return page(request, "symptoms/products/page.html", context, *filter(None, [opened]))


def done(
    request: HttpRequest, patient: Patient, said: str, *, product_id: UUID | None = None
) -> HttpResponse:
    """After a write: the list as it stands now, or back to where the person was."""
    if "HX-Request" in request.headers:
        return products_page(request, patient, said=said)
    return redirect(address(patient, place_of(request), product_id))


def place_of(request: HttpRequest) -> str:
    """Whether the form stood on the map or on the page of the products."""
    asked = request.POST.get("place") or request.GET.get("place")
    return MAP if asked == MAP else TAB


def address(patient: Patient, place: str, product_id: UUID | None = None) -> str:
    where = f"product-{product_id}" if product_id else "product_name_as_typed"
    if place == MAP:
        where = f"product-{product_id}" if product_id else Section.SUPPLEMENTS.value
    page_name = "symptoms:map" if place == MAP else "symptoms:products"
    return f"{reverse(page_name, kwargs={'patient_id': patient.pk})}#{where}"
