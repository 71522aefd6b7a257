"""The letter to the oncologist: kept as a draft of its map from the first save on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.ui.chart_form import WRONG_CHART
from patients.events import record_about
from patients.models import Patient
from symptoms.models import Consultation, LetterDraft


class LetterChanged(Stale):
    """Someone else saved the letter since; `theirs` is the one that stands."""

    def __init__(self, theirs: LetterDraft) -> None:
        super().__init__("This letter")
        self.theirs = theirs


@transaction.atomic
def save_letter(
    *,
    consultation_id: UUID,
    patient: Patient,
    by: User,
    body: str,
    question: str = "",
    expected_version: int | None = None,
    once: UUID | None = None,
) -> LetterDraft:
    """The letter as it is written now; `expected_version` is None before the first save.

    Raises LetterChanged when someone else was first, Refused when the map is not signed or not one of
    `patient`, AlreadySaved.
    """
    spend(once)
    consultation = Consultation.objects.select_for_update().get(pk=consultation_id)
    if consultation.patient_id != patient.pk:
        raise Refused(WRONG_CHART)
    if not consultation.is_signed:
        raise Refused("Sign the map first. The letter is made from what was signed.")
    draft = LetterDraft.objects.select_related("saved_by").filter(consultation=consultation).first()
    if draft and draft.version != expected_version:
        raise LetterChanged(draft)
    is_new = draft is None
    draft = draft or LetterDraft(consultation=consultation, version=0)
    draft.body, draft.question = body, question
    draft.version += 1
    draft.saved_at, draft.saved_by = clock.now(), by
    draft.save(force_insert=is_new)
    record_about(patient, by=by, verb="drafted letter" if is_new else "changed letter", subject=draft)
    return draft
