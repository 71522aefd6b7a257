"""What caregivers may know, and their own strain: asked of them, and kept off the patient's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.instruments.facts import table_version
from integrative.knowledge.instruments.scoring import band_of, score
from patients.models import Caregiver, CaregiverAgreement, CaregiverStrain, Source

from .facts import record_fact

# Of the two that the library scores, the one whose license lets a clinic use it: free once registered with
# its owners, the form kept unchanged. The Modified Caregiver Strain Index is for education only.
STRAIN = "bsfc_s"


@transaction.atomic
def agree(
    *,
    caregiver: Caregiver,
    may_know: Iterable[str],
    agreed_on: date,
    by: User,
    source: str = Source.PATIENT,
    once: UUID | None = None,
) -> list[CaregiverAgreement]:
    """The person agrees that a caregiver may know about these subjects; what was agreed before stands.

    Returns what is new. Raises Refused when nothing is, AlreadySaved.
    """
    spend(once)
    before = (
        CaregiverAgreement.objects.standing().filter(caregiver=caregiver).values_list("may_know", flat=True)
    )
    new = sorted(set(may_know) - set(before))
    if not new:
        raise Refused("All of this is agreed already.", field="may_know")
    return [
        record_fact(
            CaregiverAgreement, patient=caregiver.patient, by=by, source=source,
            caregiver=caregiver, may_know=subject, agreed_on=agreed_on,
        )
        for subject in new
    ]  # fmt: skip


def record_strain(
    *,
    caregiver: Caregiver,
    answers: Mapping[str, int | None],
    by: User,
    asked_on: date,
    once: UUID | None = None,
) -> CaregiverStrain:
    """What a caregiver answered. In: answers by key of the item; None or absent is not answered, never 0.

    With an answer missing it is kept without a score. Raises Refused when nothing was answered or an
    answer can't be one, AlreadySaved.
    """
    given = {key: answer for key, answer in answers.items() if answer is not None}
    if not given:
        raise Refused("Enter at least one answer. Nothing was saved.")
    scored = score(STRAIN, given)
    if scored.status == "invalid":
        raise Refused("One of the answers is not one of its form. Nothing was saved.")
    return record_fact(
        CaregiverStrain,
        patient=caregiver.patient,
        by=by,
        once=once,
        caregiver=caregiver,
        answers={"instrument": STRAIN, "tables": table_version(), "items": given},
        score=scored.scores["total"],
        band=band_of(STRAIN, scored) or "",
        asked_on=asked_on,
    )
