"""The photograph of a product's label, kept with the product."""

from __future__ import annotations

from django.db import transaction

from integrative.accounts.models import User
from patients.events import record_about
from symptoms.models import ProductLabel, ProductUse
from symptoms.pictures import Picture


@transaction.atomic
def add_label(*, product: ProductUse, picture: Picture, by: User) -> ProductLabel:
    """One more picture of this product's label."""
    label = ProductLabel.objects.create(
        product=product, image=picture.content, width=picture.width, height=picture.height, added_by=by
    )
    record_about(product.patient, by=by, verb="added label of product", subject=product)
    return label
