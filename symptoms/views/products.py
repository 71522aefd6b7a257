"""Supplements and herbs: rows of the person, added and stopped with or without an open map."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from integrative.ui.answers import refuse
from patients.chart import open_chart
from symptoms.forms import ProductForm, StopProductForm
from symptoms.models import ProductUse, Section
from symptoms.services import add_product, stop_product

from .map_page import map_page, section_address


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.ADD_PRODUCT)
    back = redirect(section_address(patient, Section.SUPPLEMENTS))
    if request.method != "POST":
        return back
    form = ProductForm(request.POST, patient_id=patient.pk)
    if form.is_valid():
        try:
            product = add_product(patient=patient, by=request.user, once=form.once_key, **form.entered())
        except AlreadySaved:
            return back
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{product} is on the list. It has not been screened.")
            return back
    return map_page(request, patient, refused=form)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, patient_id: UUID, product_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    products = ProductUse.objects.visible_to(request.user).of(patient)
    product = get_object_or_404(products, pk=product_id)
    # Pressed twice, or stopped by a colleague a moment ago: the list already says so.
    if request.method != "POST" or product.stopped_on:
        return redirect(section_address(patient, Section.SUPPLEMENTS))
    form = StopProductForm(request.POST, patient_id=patient.pk, product_id=product.pk)
    if form.is_valid():
        try:
            stop_product(product_id=product.pk, by=request.user, stopped_on=patient.clinic.today())
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{product} is off the list from today.")
            return redirect(section_address(patient, Section.SUPPLEMENTS))
    return map_page(request, patient, refused=form)
