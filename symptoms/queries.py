"""Reads about the map, the symptoms over time and the products."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery

from integrative.accounts.models import User
from integrative.knowledge.symptoms import Symptom, asked_first
from patients.checks import current_phase
from patients.gather import gather
from patients.models import CancerCondition, Patient, Phase, PhaseOfCare

from .completeness import is_written
from .models import (
    Consultation,
    Food,
    GoalsOfCareEntry,
    Movement,
    ProductDecision,
    ProductUse,
    ProductVerdict,
    RedFlagAnswer,
    Section,
    SectionVersion,
    Sleep,
    Spirit,
    Stress,
    SymptomScore,
    TreatmentTalk,
    WhatMatters,
)
from .models.rows import NumberedRow


def open_draft_of(*, patient: Patient, user: User) -> Consultation | None:
    """The person's own unfinished map of this patient, with all that is written on it."""
    drafts = Consultation.objects.visible_to(user).of(patient).drafts().by_author(user)
    return _with_sections(drafts).first()


def drafts_of_others(*, patient: Patient, user: User) -> QuerySet[Consultation]:
    """Maps of this patient that colleagues began and have not signed."""
    drafts = Consultation.objects.visible_to(user).of(patient).drafts().exclude(author=user)
    return drafts.select_related("author").order_by("started_at")


def signed_maps(*, patient: Patient, user: User) -> QuerySet[Consultation]:
    """Signed maps of this patient, newest first, with all that is written on them and was added later."""
    maps = _with_sections(Consultation.objects.visible_to(user).of(patient).signed().newest_first())
    return maps.prefetch_related("amendments__written_by")


def last_signed_map(*, patient: Patient, user: User) -> Consultation | None:
    """The newest signed map, with all that is written on it."""
    return signed_maps(patient=patient, user=user).first()


def unfinished_maps(user: User) -> QuerySet[Consultation]:
    """What this person began and has not signed, with all that is written, the oldest visit first."""
    drafts = Consultation.objects.visible_to(user).drafts().by_author(user)
    return (
        _with_sections(drafts)
        .annotate(last_saved=Max("section_versions__saved_at"))
        .order_by("visit_on", "pk")
    )


def previous_scores(*, patient: Patient, user: User) -> dict[str, SymptomScore]:
    """Symptom id -> the newest signed score."""
    newest = SymptomScore.objects.visible_to(user).of(patient).final().latest_each()
    return {score.symptom: score for score in newest}


def visits_over_time(*, patient: Patient, user: User) -> QuerySet[Consultation]:
    """The signed maps alone, newest first, for the dates."""
    return Consultation.objects.visible_to(user).of(patient).signed().newest_first()


PHASE_OF_THE_PLANS = {
    Phase.NEWLY_DIAGNOSED: "pre_treatment",
    Phase.ACTIVE_TREATMENT: "active",
    Phase.RADIATION: "active",
    Phase.RECOVERY: "post",
    Phase.MAINTENANCE: "maintenance",
    Phase.SURVIVORSHIP: "post",
    Phase.ADVANCED: "advanced",
    Phase.HOSPICE: "end_of_life",
}
"""A phase of care on record -> what the library's plans call it."""


def symptoms_first(*, patient: Patient, user: User) -> list[Symptom]:
    """What is asked first of this person, by their cancers and the phase they are in."""
    found = gather(
        cancers=CancerCondition.objects.visible_to(user).of(patient).current(),
        phases=PhaseOfCare.objects.visible_to(user).of(patient).current(),
    )
    phase = current_phase(found["phases"])
    return asked_first(
        frozenset(cancer.cancer_type for cancer in found["cancers"]),
        PHASE_OF_THE_PLANS[Phase(phase.phase)] if phase else "",
    )


def symptoms_first_of(patients: Collection[UUID], user: User) -> dict[UUID, list[Symptom]]:
    """The same for several, by patient."""
    cancers: dict[UUID, set[str]] = {patient: set() for patient in patients}
    current = CancerCondition.objects.visible_to(user).current().filter(patient__in=patients)
    for patient, kind in current.values_list("patient", "cancer_type"):
        cancers[patient].add(kind)
    return {patient: asked_first(frozenset(kinds)) for patient, kinds in cancers.items()}


def products_of(patients: Collection[UUID], user: User) -> dict[UUID, list[str]]:
    """The names of what each of them takes now."""
    named: dict[UUID, list[str]] = {patient: [] for patient in patients}
    current = ProductUse.objects.visible_to(user).filter(patient__in=patients).current()
    for patient, name in current.values_list("patient", "name_as_typed"):
        named[patient].append(name)
    return named


def products_when_signed(*, consultation: Consultation, user: User) -> QuerySet[ProductUse]:
    """What was taken at the signing of a map, with the verdict and the decision that stood then."""
    products = ProductUse.objects.visible_to(user).of(consultation.patient)
    screened = ProductVerdict.objects.filter(
        product=OuterRef("pk"), screen__screened_at__lte=consultation.signed_at
    ).order_by("-screen__screened_at", "-pk")
    decided = ProductDecision.objects.filter(
        product=OuterRef("pk"), decided_at__lte=consultation.signed_at
    ).order_by("-decided_at", "-pk")
    return products.taken_when_signed(consultation).annotate(
        verdict_then=Subquery(screened.values("verdict")[:1]),
        decision_then=Subquery(decided.values("decision")[:1]),
        reason_then=Subquery(decided.values("reason")[:1]),
    )


def goals_log(*, patient: Patient, user: User) -> QuerySet[GoalsOfCareEntry]:
    """Every dated answer, newest first."""
    entries = GoalsOfCareEntry.objects.visible_to(user).of(patient).newest_first()
    return entries.select_related("asked_by")


ROWS_OF: dict[Section, tuple[str, type[models.Model]]] = {
    Section.WHAT_MATTERS: ("what_matters", WhatMatters),
    Section.FOOD: ("food", Food),
    Section.MOVEMENT: ("movement", Movement),
    Section.SLEEP: ("sleep", Sleep),
    Section.STRESS: ("stress", Stress),
    Section.SPIRIT: ("spirit", Spirit),
    Section.TREATMENT: ("treatmenttalk", TreatmentTalk),
}
"""The sections that are one row each: where a consultation has it, and its model."""


def answers_of(section: Section, consultation: Consultation) -> dict[str, Any]:
    """What stands in a section, as its service takes it; empty where it was never saved.

    In: a consultation as `open_draft_of` or `signed_maps` give it.
    """
    match section:
        case Section.SYMPTOMS:
            return {
                "scores": {score.symptom: score.score for score in consultation.symptom_scores.all()},
                "concerns": _rows_of(consultation.ownconcerns.all()),
            }
        case Section.PAIN | Section.GOALS:
            return {
                "areas": _rows_of(consultation.painareas.all()),
                "goals": [
                    {"words": goal.words, "expected": goal.expected, "attained": goal.attained}
                    for goal in consultation.function_goals.all()
                ],
            }
        case Section.SUPPLEMENTS:
            return {"takes_no_products": consultation.takes_no_products}
        case Section.HELPED:
            return {"tried": _rows_of(consultation.triedbefores.all())}
        case Section.RED_FLAGS:
            return red_flags_of(consultation.red_flag_answers.all())
        case _:
            return _row_of(consultation, *ROWS_OF[section])


def red_flags_of(asked: Collection[RedFlagAnswer]) -> dict[str, Any]:
    """The rows of the red flags of one map, as their service takes them."""
    return {
        "present": {row.field: row.present for row in asked if row.present is not None},
        "numbers": {row.field: row.number for row in asked if row.number is not None},
    }


def _row_of(consultation: Consultation, name: str, model: type[models.Model]) -> dict[str, Any]:
    row = getattr(consultation, name, None)
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    return {column: getattr(row, column) for column in columns} if row else {}


def _rows_of(rows: Iterable[NumberedRow]) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in row.answers()} for row in rows]


def filled_sections(consultation: Consultation) -> set[Section]:
    """The sections in which something is written. In: a consultation as `open_draft_of` gives it."""
    filled = {section for section in consultation.sections if is_written(answers_of(section, consultation))}
    if ProductUse.objects.filter(patient=consultation.patient_id).current().exists():
        filled.add(Section.SUPPLEMENTS)
    return filled


def _with_sections(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    rows = [name for name, _ in ROWS_OF.values()]
    return consultations.select_related("patient__clinic", "author", "signed_by", *rows).prefetch_related(
        "symptom_scores",
        "function_goals",
        Prefetch("section_versions", SectionVersion.objects.select_related("carried_from")),
        "ownconcerns",
        "painareas",
        "triedbefores",
        "red_flag_answers",
    )
