"""The consultation map: drafted section by section, then signed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.ui.chart_form import WRONG_CHART
from patients.events import record_about
from patients.gather import gather, gather_beside
from patients.models import Patient
from symptoms.models import Consultation, Section, SectionVersion, WhatMatters
from symptoms.queries import filled_sections

from .red_flags import look_at_map
from .sections import WRITERS, Answers, Stand, refuse_what_cannot_be, rows_of
from .signing import signing_obstacles, state_of_red_flags


class SectionChanged(Stale):
    """The section was saved by someone else since; `theirs` is the version that stands."""

    def __init__(self, theirs: SectionVersion) -> None:
        super().__init__("This section")
        self.theirs = theirs


class NotTheAuthor(Refused):
    """Somebody else began this draft; only they write on it and sign it."""

    def __init__(self, author: User) -> None:
        super().__init__(f"This draft is {author}'s. Open your own map to write.")


@transaction.atomic
def open_draft(*, patient: Patient, by: User) -> Consultation:
    """The author's unfinished map of this patient, or a new one for today's visit."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    draft = Consultation.objects.of(patient).drafts().by_author(by).first()
    if draft:
        return draft
    draft = Consultation.objects.create(patient=patient, author=by, visit_on=patient.clinic.today())
    WhatMatters.objects.create(consultation=draft)
    SectionVersion.objects.bulk_create(
        SectionVersion(consultation=draft, section=section) for section in draft.sections
    )
    record_about(
        patient,
        by=by,
        verb="opened consultation map",
        subject=draft,
    )
    return draft


@transaction.atomic
def save_section(
    section: Section,
    *,
    consultation_id: UUID,
    expected_version: int | None,
    by: User,
    answers: Answers,
    patient: Patient | None = None,
    once: UUID | None = None,
) -> SectionVersion:
    """One section as it was typed. In: what `sections.WRITERS[section]` takes.

    Raises SectionChanged when someone else was first, Refused once signed, when the map is not one of
    `patient`, and when an answer can't be so.
    """
    saved, stand = _claim(consultation_id, section, expected_version, by, patient, once)
    refuse_what_cannot_be(section, saved.consultation, answers)
    WRITERS[section](saved.consultation, answers, stand)
    look = look_at_map(saved.consultation, section, by=by)
    saved.flags_moved, saved.red_flags = look.moved, state_of_red_flags(look.maps.get(consultation_id))
    return saved


@transaction.atomic
def sign_consultation(
    *, consultation_id: UUID, by: User, expected_revision: int | None = None, patient: Patient | None = None
) -> Consultation:
    """The map becomes part of the record and can't be changed. Only its author signs.

    `expected_revision` is the one that was read before signing. Raises Stale when a section was saved
    since, Refused when the map is signed already, is another author's or not one of `patient`, nothing was
    written, or something of `signing_obstacles` stands.
    """
    consultation = _locked_draft(consultation_id, by)
    _refuse_other_chart(consultation, patient)
    if expected_revision is not None and expected_revision != revision_of(consultation):
        raise Stale("This map")
    if not filled_sections(consultation):
        raise Refused("Nothing is written on this map yet.")
    if obstacles := signing_obstacles(consultation):
        raise Refused(" ".join(obstacle.words for obstacle in obstacles))
    consultation.status = Consultation.Status.SIGNED
    consultation.signed_at = clock.now()
    consultation.signed_by = by
    consultation.save(update_fields=["status", "signed_at", "signed_by"])
    patient = consultation.patient
    record_about(
        patient,
        by=by,
        verb="signed consultation map",
        subject=consultation,
    )
    return consultation


def revision_of(consultation: Consultation) -> int:
    """How often any section of the map was saved."""
    total = consultation.section_versions.aggregate(total=Sum("version"))["total"]
    return total or 0


def _locked_draft(consultation_id: UUID, by: User) -> Consultation:
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("patient__clinic", "what_matters", "author")
        .get(pk=consultation_id)
    )
    _refuse_unless_open(consultation, by)
    return consultation


def _refuse_unless_open(consultation: Consultation, by: User) -> None:
    if consultation.is_signed:
        raise Refused("This map is signed and can't be changed.")
    if consultation.author_id != by.pk:
        raise NotTheAuthor(consultation.author)


def _refuse_other_chart(consultation: Consultation, patient: Patient | None) -> None:
    if patient and consultation.patient_id != patient.pk:
        raise Refused(WRONG_CHART)


def _claim(
    consultation_id: UUID,
    section: Section,
    expected_version: int | None,
    by: User,
    patient: Patient | None,
    once: UUID | None,
) -> tuple[SectionVersion, Stand]:
    """Lock the draft and take the section's next version, or refuse. Out: it, and the rows that stand.

    A save whose answer was lost is sent again under the same one-time key, perhaps with more text:
    it may follow on what it wrote itself, and on nothing else.
    """
    locked = Consultation.objects.select_for_update(of=("self",)).select_related("author", "patient__clinic")
    consultation, stand = gather_beside(
        locked.filter(pk=consultation_id),
        versions=SectionVersion.objects.filter(consultation=consultation_id, section=section),
        **rows_of(section, consultation_id),
    )
    _refuse_unless_open(consultation, by)
    _refuse_other_chart(consultation, patient)
    (current,) = stand["versions"]
    current.consultation = consultation
    if _is_next(current, expected_version, by, once):
        return current, stand
    # What was read may be older than the lock: another save of this section was waited for.
    current = SectionVersion.objects.select_related("saved_by").get(pk=current.pk)
    current.consultation = consultation
    if once is None or once != current.once or not _is_next(current, current.version, by, once):
        raise SectionChanged(current)
    return current, gather(**rows) if (rows := rows_of(section, consultation_id)) else {}


def _is_next(current: SectionVersion, version: int | None, by: User, once: UUID | None) -> bool:
    """Write the version after `version`, unless another one stands."""
    if version is None:
        return False
    now = clock.now()
    last = SectionVersion.objects.filter(pk=current.pk, version=version)
    if not last.update(version=version + 1, saved_at=now, saved_by=by, once=once):
        return False
    current.version, current.saved_at, current.saved_by, current.once = version + 1, now, by, once
    return True
