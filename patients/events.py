from django.db.models import Model

from integrative.accounts.models import User
from integrative.audit.services import record

from .models import Fact, Patient


def record_about(
    patient: Patient, *, by: User | None, verb: str, subject: Model | None = None, note: str = ""
) -> None:
    """Write down that `by` did `verb` to this person's record; see `audit.services.record`."""
    is_theirs = not (isinstance(subject, Fact) and subject.OFF_THE_PERSONS_HISTORY)
    record(
        by=by,
        clinic_id=patient.clinic_id,
        patient_id=patient.pk if is_theirs else None,
        verb=verb,
        subject=subject,
        note=note,
    )
