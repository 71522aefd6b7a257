"""The consultation map: drafted section by section, then signed."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Sum

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import SpentKey, User
from integrative.accounts.services import spend
from integrative.knowledge.symptoms import all_symptoms
from patients.events import record_about
from patients.models import Patient
from symptoms.models import (
    Consultation,
    FunctionGoal,
    ProductUse,
    Section,
    SectionVersion,
    SymptomScore,
    WhatMatters,
)


class SectionChanged(Stale):
    """The section was saved by someone else since; `theirs` is the version that stands."""

    def __init__(self, theirs: SectionVersion) -> None:
        super().__init__("This section")
        self.theirs = theirs


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
        SectionVersion(consultation=draft, section=key) for key in Section.values
    )
    record_about(
        patient,
        by=by,
        verb="opened consultation map",
        subject=draft,
    )
    return draft


@transaction.atomic
def save_what_matters(
    *,
    consultation_id: UUID,
    expected_version: int | None,
    by: User,
    good_week: str,
    fear: str,
    hope: str,
    once: UUID | None = None,
) -> SectionVersion:
    """The person's words about a good week, fear and hope. Raises SectionChanged, Refused once signed."""
    saved = _claim(consultation_id, Section.WHAT_MATTERS, expected_version, by, once)
    WhatMatters.objects.filter(pk=consultation_id).update(good_week=good_week, fear=fear, hope=hope)
    return saved


@transaction.atomic
def save_symptoms(
    *,
    consultation_id: UUID,
    expected_version: int | None,
    by: User,
    scores: dict[str, int | None],
    once: UUID | None = None,
) -> SectionVersion:
    """Symptom id -> 0 to 10, or None for not asked. Raises SectionChanged, Refused once signed."""
    saved = _claim(consultation_id, Section.SYMPTOMS, expected_version, by, once)
    if unknown := scores.keys() - all_symptoms().keys():
        raise Refused(f"Not on the clinic's list of symptoms: {', '.join(sorted(unknown))}.")
    consultation = saved.consultation
    asked = {symptom: score for symptom, score in scores.items() if score is not None}
    SymptomScore.objects.filter(consultation=consultation).exclude(symptom__in=asked).delete()
    SymptomScore.objects.bulk_create(
        [
            SymptomScore(
                consultation=consultation,
                patient_id=consultation.patient_id,
                symptom=symptom,
                score=score,
                recorded_on=consultation.visit_on,
            )
            for symptom, score in asked.items()
        ],
        update_conflicts=True,
        unique_fields=["consultation", "symptom"],
        update_fields=["score"],
    )
    return saved


@transaction.atomic
def save_function_goals(
    *,
    consultation_id: UUID,
    expected_version: int | None,
    by: User,
    words: list[str],
    once: UUID | None = None,
) -> SectionVersion:
    """Up to three things the person wants to do again. Raises SectionChanged, Refused."""
    saved = _claim(consultation_id, Section.GOALS, expected_version, by, once)
    goals = [goal for goal in words if goal]
    if len(goals) > 3:
        raise Refused("Three goals at most. Fewer are easier to keep.")
    FunctionGoal.objects.filter(consultation=consultation_id).delete()
    for position, goal in enumerate(goals, start=1):
        FunctionGoal.objects.create(consultation_id=consultation_id, position=position, words=goal)
    return saved


@transaction.atomic
def save_products(
    *,
    consultation_id: UUID,
    expected_version: int | None,
    by: User,
    takes_no_products: bool | None,
    once: UUID | None = None,
) -> SectionVersion:
    """Whether the person takes anything: True is "asked, none", None is "not asked".

    The products themselves are rows of the person. Raises SectionChanged, Refused when "none" is
    said while products stand on the list.
    """
    saved = _claim(consultation_id, Section.SUPPLEMENTS, expected_version, by, once)
    consultation = saved.consultation
    if takes_no_products and ProductUse.objects.filter(patient=consultation.patient_id).current().exists():
        raise Refused(
            "Products are on the list. Stop them first, or leave this unticked.", field="takes_no_products"
        )
    consultation.takes_no_products = takes_no_products
    consultation.save(update_fields=["takes_no_products"])
    return saved


@transaction.atomic
def sign_consultation(
    *, consultation_id: UUID, by: User, expected_revision: int | None = None
) -> Consultation:
    """The map becomes part of the record and can't be changed. Only its author signs.

    `expected_revision` is the one that was read before signing. Raises Stale when a section was saved
    since, Refused when the map is signed already, is another author's, or nothing was written.
    """
    consultation = _locked_draft(consultation_id, by)
    if expected_revision is not None and expected_revision != revision_of(consultation):
        raise Stale("This map")
    if not filled_sections(consultation):
        raise Refused("Nothing is written on this map yet.")
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


def filled_sections(consultation: Consultation) -> set[Section]:
    """The sections in which something is written."""
    filled = set()
    matters = consultation.what_matters
    if matters.good_week or matters.fear or matters.hope:
        filled.add(Section.WHAT_MATTERS)
    if consultation.symptom_scores.exists():
        filled.add(Section.SYMPTOMS)
    if consultation.function_goals.exists():
        filled.add(Section.GOALS)
    if (
        consultation.takes_no_products
        or ProductUse.objects.filter(patient=consultation.patient_id).current().exists()
    ):
        filled.add(Section.SUPPLEMENTS)
    return filled


def _locked_draft(consultation_id: UUID, by: User) -> Consultation:
    consultation = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("patient__clinic", "what_matters", "author")
        .get(pk=consultation_id)
    )
    if consultation.is_signed:
        raise Refused("This map is signed and can't be changed.")
    if consultation.author_id != by.pk:
        raise Refused(f"This draft is {consultation.author}'s. Open your own map to write.")
    return consultation


def _claim(
    consultation_id: UUID, section: Section, expected_version: int | None, by: User, once: UUID | None
) -> SectionVersion:
    """Lock the draft and take the section's next version, or refuse.

    A save whose answer was lost is sent again under the same one-time key, perhaps with more text:
    it may follow on what it wrote itself, and on nothing else.
    """
    consultation = _locked_draft(consultation_id, by)
    current = SectionVersion.objects.select_related("saved_by").get(
        consultation=consultation, section=section
    )
    if current.version != expected_version and not _wrote(once, current):
        raise SectionChanged(current)
    current.version += 1
    current.saved_at, current.saved_by = clock.now(), by
    current.save(update_fields=["version", "saved_at", "saved_by"])
    if once:
        spend(_mark(once, current))
    current.consultation = consultation
    return current


def _mark(once: UUID, written: SectionVersion) -> UUID:
    return uuid5(once, f"{written.pk} {written.version}")


def _wrote(once: UUID | None, current: SectionVersion) -> bool:
    """Whether the form with this key wrote the version that stands."""
    return once is not None and SpentKey.objects.filter(key=_mark(once, current)).exists()
