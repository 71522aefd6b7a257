"""Two records of one person: an unfinished map can't say "takes nothing" beside products of the other."""

from __future__ import annotations

from collections.abc import Iterator

from patients.merging import Settlement
from patients.models import Patient

from .models import Consultation, ProductUse


def products_answer_drafts(kept: Patient, merged: Patient) -> Iterator[Settlement]:
    for one, other in ((kept, merged), (merged, kept)):
        if ProductUse.objects.of(other).current().exists():
            for draft in Consultation.objects.of(one).drafts().filter(takes_no_products=True):
                yield Settlement(
                    draft,
                    {"takes_no_products": None},
                    "An unfinished map says that nothing is taken; the other record has products.",
                )
