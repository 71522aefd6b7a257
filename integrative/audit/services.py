from uuid import UUID

from django.db.models import Model

from integrative.accounts.models import User

from .models import Event


def record(
    *,
    by: User | None,
    clinic_id: UUID,
    verb: str,
    patient_id: UUID | None = None,
    subject: Model | None = None,
    note: str = "",
) -> Event:
    """Write down that `by` (None: the clinic's own clockwork, or the patient) did `verb`.

    Called inside the transaction of what it records, so that neither stands without the other.
    """
    return Event.objects.create(
        by=by,
        clinic_id=clinic_id,
        patient_id=patient_id,
        verb=verb,
        subject_type=subject._meta.label if subject else "",
        subject_id=subject.pk if subject else None,
        note=note,
    )
