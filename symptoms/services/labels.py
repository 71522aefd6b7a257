"""The photograph of a product's label, kept with the product."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.events import record_about
from patients.models import Patient
from symptoms.models import ProductLabel, ProductUse
from symptoms.pictures import Picture

from .products import add_product


@transaction.atomic
def add_product_with_label(*, patient: Patient, by: User, picture: Picture | None, **told: Any) -> ProductUse:
    """Both or neither. In: what `add_product` takes. Raises Refused, AlreadySaved."""
    product = add_product(patient=patient, by=by, **told)
    if picture:
        add_label(product=product, picture=picture, by=by)
    return product


@transaction.atomic
def add_label(*, product: ProductUse, picture: Picture, by: User, once: UUID | None = None) -> ProductLabel:
    """One more picture of this product's label. Raises AlreadySaved."""
    spend(once)
    label = ProductLabel.objects.create(
        product=product, image=picture.content, width=picture.width, height=picture.height, added_by=by
    )
    record_about(product.patient, by=by, verb="added label of product", subject=product)
    return label
