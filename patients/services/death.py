"""What stops when a person has died, and goes on when that was entered by mistake."""

from __future__ import annotations

from integrative.messaging.models import OutboundMessage
from integrative.messaging.services import cancel_for_person, take_up_again
from patients.models import Patient

DIED = "The person has died"


def follow_life(patient: Patient) -> None:
    """Call off what was to be sent, or take it up again. Call inside the transaction that sets the day."""
    if patient.deceased_on:
        cancel_for_person(patient_id=patient.pk, reason=DIED)
    else:
        take_up_again(patient_id=patient.pk, reason=DIED)


def why_not_to_write(message: OutboundMessage) -> str:
    """Asked before every letter, whatever its kind, however the day of death came into the record."""
    if message.patient_id is None:
        return ""
    died = Patient.objects.filter(pk=message.patient_id).exclude(deceased_on=None).exists()
    return DIED if died else ""
