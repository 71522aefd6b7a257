"""A later word on a signed map. What was signed is never changed; the amendment stands beside it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.ui.chart_form import WRONG_CHART
from patients.events import record_about
from patients.models import Patient
from symptoms.models import Amendment, Consultation


@transaction.atomic
def amend_map(
    *,
    consultation_id: UUID,
    patient: Patient,
    by: User,
    section: str,
    words: str,
    reason: str,
    once: UUID | None = None,
) -> Amendment:
    """Add `words` to a section of a signed map; whoever may write maps may, and is named.

    Raises Refused for a map of another chart, one that is not signed, a section it does not have, and
    without words or a reason; AlreadySaved.
    """
    spend(once)
    consultation = Consultation.objects.get(pk=consultation_id)
    _refuse(consultation, patient, section, words, reason)
    amendment = Amendment.objects.create(
        consultation=consultation, section=section, words=words, reason=reason, written_by=by
    )
    record_about(patient, by=by, verb="amended consultation map", subject=consultation)
    return amendment


def _refuse(consultation: Consultation, patient: Patient, section: str, words: str, reason: str) -> None:
    if consultation.patient_id != patient.pk:
        raise Refused(WRONG_CHART)
    if not consultation.is_signed:
        raise Refused("This map is not signed yet. Write on the map itself.")
    if section not in consultation.sections:
        raise Refused("This map has no such section.", field="section")
    if not words.strip():
        raise Refused("Write what is to be added.", field="words")
    if not reason.strip():
        raise Refused("Write why.", field="reason")
