"""Supplements and herbs: rows of the person, written down, corrected and stopped with or without a map."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from integrative.ui.answers import refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_of, open_chart
from patients.models import Patient
from symptoms.forms.products import EditProductForm, ProductForm, StopProductForm
from symptoms.models import ProductUse, Verdict
from symptoms.product_names import suggestions
from symptoms.services import add_product_with_label, change_product, stop_product
from symptoms.services.screening import screen_list

from .product_cards import address, done, place_of, products_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def products(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    return products_page(request, open_chart(request, patient_id))


@require_safe
def names(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Names that begin with `q`, for the box."""
    chart_of(request, patient_id, Permission.ADD_PRODUCT)
    return JsonResponse({"names": suggestions(request.GET.get("q", ""))})


@get_or_post
def add(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.ADD_PRODUCT)
    if request.method != "POST":
        return redirect(address(patient, place_of(request)))
    form = ProductForm(request.POST, request.FILES, patient_id=patient.pk)
    if form.is_valid():
        try:
            product = add_product_with_label(
                patient=patient,
                by=request.user,
                once=form.once_key,
                picture=form.picture_taken,
                **form.told(),
            )
        except AlreadySaved:
            return done(request, patient, "It is on the list.")
        except Refused as refusal:
            refuse(form, refusal)
        else:
            said = _added(request, patient, product)
            if "HX-Request" not in request.headers:
                messages.success(request, said)
            return done(request, patient, said)
    return products_page(request, patient, opened=form)


def _added(request: HttpRequest, patient: Patient, product: ProductUse) -> str:
    screened = screen_list(patient, request.user).of(product)
    verdict = Verdict(screened.verdict) if screened else Verdict.NOT_SCREENED
    return f"{product} is on the list: {verdict.label}."


@get_or_post
def edit(request: HttpRequest, patient_id: UUID, product_id: UUID) -> HttpResponse:
    """Correct what was written of it."""
    patient, product = opened_product(request, patient_id, product_id, Permission.WRITE_MAP)
    if request.method != "POST":
        return products_page(request, patient, opened=EditProductForm(product=product, patient_id=patient.pk))
    form = EditProductForm(request.POST, product=product, patient_id=patient.pk)

    def save() -> str:
        change_product(
            product_id=product.pk, expected_version=form.expected_version, by=request.user,
            once=form.once_key, **form.told(),
        )  # fmt: skip
        return f"{form.cleaned_data['name_as_typed']} is corrected."

    return write(request, patient, form, save, product_id=product.pk)


@get_or_post
def stop(request: HttpRequest, patient_id: UUID, product_id: UUID) -> HttpResponse:
    """They no longer take it, since today or a day before."""
    patient, product = opened_product(request, patient_id, product_id, Permission.WRITE_MAP)
    # Pressed twice, or stopped by a colleague a moment ago: the list already says so.
    if product.stopped_on:
        return done(request, patient, f"{product} is off the list.")
    if request.method != "POST":
        form = StopProductForm(
            initial={"stopped_on": patient.clinic.today()}, patient_id=patient.pk, product_id=product.pk
        )
        return products_page(request, patient, opened=form)
    form = StopProductForm(request.POST, patient_id=patient.pk, product_id=product.pk)

    def save() -> str:
        last_day = form.cleaned_data["stopped_on"] or patient.clinic.today()
        stop_product(product_id=product.pk, by=request.user, stopped_on=last_day)
        return f"{product} is off the list."

    return write(request, patient, form, save)


def opened_product(
    request: HttpRequest, patient_id: UUID, product_id: UUID, permission: Permission
) -> tuple[Patient, ProductUse]:
    """The chart and one product of it. 404 for another person's."""
    patient = open_chart(request, patient_id, permission)
    found = ProductUse.objects.visible_to(request.user).of(patient)
    product = get_object_or_404(found, pk=product_id)
    product.patient = patient
    return patient, product


def write(
    request: HttpRequest,
    patient: Patient,
    form: ChartForm,
    save: Callable[[], str],
    *,
    product_id: UUID | None = None,
) -> HttpResponse:
    """Save and show the list again; or the form as it was typed, with what is wrong.

    `save` writes, and says in a sentence what it wrote.
    """
    if form.is_valid():
        try:
            said = save()
        except AlreadySaved:
            return done(request, patient, "Saved already.", product_id=product_id)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            if "HX-Request" not in request.headers:
                messages.success(request, said)
            return done(request, patient, said, product_id=product_id)
    return products_page(request, patient, opened=form)
