from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.events import record_about
from patients.models import Patient
from symptoms.models import GoalsOfCareEntry, Lean

NO_CHANGE = "asked, no change"


@transaction.atomic
def add_goals_entry(
    *,
    patient: Patient,
    by: User,
    hope: str,
    worry: str,
    lean: str,
    prompted_by: str = "",
    present: str = "",
    changes: str = "",
    once: UUID | None = None,
) -> GoalsOfCareEntry:
    """Today's answers to the three questions, what prompted them, who was there and what changed.

    Raises Refused when nothing was answered, AlreadySaved.
    """
    spend(once)
    if not hope and not worry and lean == Lean.NOT_NOW:
        raise Refused("Write at least one answer.")
    entry = GoalsOfCareEntry.objects.create(
        patient=patient,
        asked_on=patient.clinic.today(),
        asked_by=by,
        hope=hope,
        worry=worry,
        lean=lean,
        prompted_by=prompted_by,
        present=present,
        changes=changes,
    )
    record_about(patient, by=by, verb="asked goals of care", subject=entry)
    return entry


@transaction.atomic
def repeat_goals_entry(
    *, patient: Patient, by: User, last_id: UUID, once: UUID | None = None
) -> GoalsOfCareEntry:
    """Asked today, and the answers of `last_id` still hold: a new dated entry with the same words.

    Raises Stale when a newer entry stands, AlreadySaved.
    """
    spend(once)
    Patient.objects.select_for_update().get(pk=patient.pk)
    last = GoalsOfCareEntry.objects.of(patient).newest_first().first()
    if last is None or last.pk != last_id:
        raise Stale("The log")
    return add_goals_entry(
        patient=patient,
        by=by,
        hope=last.hope,
        worry=last.worry,
        lean=last.lean,
        prompted_by=NO_CHANGE,
    )
