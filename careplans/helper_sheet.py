"""What someone who helps at home may help with: apart from the patient's sheet, and only what was agreed.

A caregiver's own plan belongs to the caregiver and never stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from patients.models import Caregiver, CaregiverAgreement, Patient
from patients.models.people import MayKnow

from .dose_words import dose_words
from .models import CarePlan
from .models.dose import Responsible
from .sheet import ended


@dataclass(frozen=True)
class HelperSheet:
    """`items`: title and how of each thing they help with, as it stands in the patient's plan."""

    name: str
    items: tuple[tuple[str, str], ...]


def helper_sheets(plan: CarePlan, patient: Patient) -> list[HelperSheet]:
    """One for everyone who helps now and may know the plan; none where nothing is theirs to do. One query."""
    items = things_to_help_with(plan)
    if not items:
        return []
    agreed = CaregiverAgreement.objects.of(patient).standing().filter(may_know=MayKnow.PLAN)
    today = patient.clinic.today()
    helping = (each.caregiver for each in agreed.select_related("caregiver").order_by("caregiver_id"))
    return [HelperSheet(who.name, items) for who in helping if _helps_on(who, today)]


def _helps_on(caregiver: Caregiver, today: date) -> bool:
    return caregiver.entered_in_error_at is None and not caregiver.is_over_on(today)


def things_to_help_with(plan: CarePlan) -> tuple[tuple[str, str], ...]:
    """What the plan gives to the caregiver."""
    rows = [row for part in plan.parts.all() for row in (part, *part.interventions.all())]
    theirs = (row for row in rows if row.responsible == Responsible.CAREGIVER)
    return tuple(
        (row.title, " ".join(filter(None, (ended(row.how), ended(_capital(dose_words(row)))))))
        for row in theirs
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
