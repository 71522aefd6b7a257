"""Supplements and herbs: what the person takes, as they say it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.events import record_about
from patients.models import Patient
from patients.services.facts import hold
from symptoms.models import Consultation, ProductScreen, ProductUse

from .screening import store_screen
from .standings import no_longer_taken


@transaction.atomic
def add_product(
    *,
    patient: Patient,
    by: User,
    name_as_typed: str,
    once: UUID | None = None,
    **told: Any,
) -> ProductUse:
    """A product on the person's list; an open draft no longer says "takes nothing".

    `told`: what was said of it, by the names of the columns: dose_amount with dose_unit, schedule,
    as_needed, route, suggested_by, reason. Raises Refused when it is on the list already, AlreadySaved.
    """
    spend(once)
    hold(patient)
    if ProductUse.objects.of(patient).current().filter(name_as_typed__iexact=name_as_typed).exists():
        raise Refused(f"{name_as_typed} is on the list already.", field="name_as_typed")
    product = ProductUse.objects.create(
        patient=patient,
        recorded_by=by,
        name_as_typed=name_as_typed,
        **told,
    )
    Consultation.objects.of(patient).drafts().filter(takes_no_products=True).update(takes_no_products=None)
    record_about(patient, by=by, verb="added product", subject=product)
    store_screen(patient, by=by, why=ProductScreen.Why.PRODUCTS)
    return product


@transaction.atomic
def stop_product(*, product_id: UUID, by: User, stopped_on: date) -> ProductUse:
    """The person no longer takes it. Raises Refused when it was stopped before."""
    product = hold_product(product_id)
    if product.stopped_on:
        raise Refused(f"{product} was stopped on {product.stopped_on:%d %b %Y}.")
    product.stopped_on = stopped_on
    product.save(update_fields=["stopped_on"])
    record_about(product.patient, by=by, verb="stopped product", subject=product)
    no_longer_taken(product)
    store_screen(product.patient, by=by, why=ProductScreen.Why.PRODUCTS)
    return product


def hold_product(product_id: UUID) -> ProductUse:
    """The row, locked after its person: whoever screens them locks in this order too."""
    hold(Patient.objects.get(productuses=product_id))
    locked = ProductUse.objects.select_for_update(of=("self",)).select_related("patient__clinic")
    return locked.get(pk=product_id)
