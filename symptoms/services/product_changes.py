"""Corrections to a product on the list, and what a person says it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.supplements import all_composites, all_supplements
from patients.events import record_about
from patients.models import Patient
from symptoms.models import PharmacistQuestion, ProductScreen, ProductUse

from .decisions import answer_question
from .products import hold_product
from .screening import store_screen


@transaction.atomic
def change_product(
    *, product_id: UUID, expected_version: int | None, by: User, once: UUID | None = None, **told: Any
) -> ProductUse:
    """What was said of a product, as it should have been written. In: the columns of `add_product`.

    Under another name it is another product: what it was confirmed as is asked again. Raises Stale, and
    Refused when it was stopped or the name is on the list already, AlreadySaved.
    """
    spend(once)
    product = _standing(product_id, expected_version)
    name = told.get("name_as_typed", product.name_as_typed)
    others = ProductUse.objects.of(product.patient).current().exclude(pk=product.pk)
    if others.filter(name_as_typed__iexact=name).exists():
        raise Refused(f"{name} is on the list already.", field="name_as_typed")
    if name != product.name_as_typed:
        product.confirmed_as, product.confirmed_by, product.confirmed_at = [], None, None
    for column, value in told.items():
        setattr(product, column, value)
    return _next_version(product, by, "changed product")


@transaction.atomic
def confirm_product(
    *, product_id: UUID, expected_version: int | None, by: User, ingredients: Collection[str]
) -> ProductUse:
    """Somebody looked, and says which supplements or mixtures this is. Raises Stale, Refused."""
    if not ingredients or not set(ingredients) <= all_supplements().keys() | all_composites().keys():
        raise Refused("Choose what it is from the list.", field="ingredients")
    product = _standing(product_id, expected_version)
    product.confirmed_as = list(dict.fromkeys(ingredients))
    product.confirmed_by, product.confirmed_at = by, clock.now()
    return _next_version(product, by, "confirmed product")


@transaction.atomic
def answer_and_identify(
    *,
    question: PharmacistQuestion,
    patient: Patient,
    by: User,
    answer: str,
    ingredients: Collection[str],
    expected_version: int | None,
    once: UUID | None = None,
) -> PharmacistQuestion:
    """The pharmacist's answer, and what the product is where they can say it.

    Raises Stale, Refused, AlreadySaved.
    """
    spend(once)
    answered = answer_question(
        question_id=question.pk, patient=patient, by=by, answer=answer, expected_version=expected_version
    )
    if ingredients:
        product = answered.product
        confirm_product(
            product_id=product.pk, expected_version=product.version, by=by, ingredients=ingredients
        )
    return answered


def _standing(product_id: UUID, expected_version: int | None) -> ProductUse:
    product = hold_product(product_id)
    if product.version != expected_version:
        raise Stale("This product")
    if product.stopped_on:
        raise Refused(f"{product} was stopped on {product.stopped_on:%d %b %Y}.")
    return product


def _next_version(product: ProductUse, by: User, verb: str) -> ProductUse:
    product.version += 1
    product.save()
    record_about(product.patient, by=by, verb=verb, subject=product)
    store_screen(product.patient, by=by, why=ProductScreen.Why.PRODUCTS)
    return product
