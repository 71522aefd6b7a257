from django.db.models import Model

from integrative.accounts.models import User
from integrative.audit.services import record

from .models import Patient


def record_about(patient: Patient, *, by: User | None, verb: str, subject: Model | None = None) -> None:
    """Write down that `by` did `verb` to this person's record; see `audit.services.record`."""
    record(by=by, clinic_id=patient.clinic_id, patient_id=patient.pk, verb=verb, subject=subject)
