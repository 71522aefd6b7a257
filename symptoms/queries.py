"""Reads about the map, the symptoms over time and the products."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet

from integrative.accounts.models import User
from integrative.knowledge.symptoms import Symptom, asked_first
from patients.models import CancerCondition, Patient

from .models import Consultation, GoalsOfCareEntry, ProductUse, Section, SymptomScore


def open_draft_of(*, patient: Patient, user: User) -> Consultation | None:
    """The person's own unfinished map of this patient, with all that is written on it."""
    drafts = Consultation.objects.visible_to(user).of(patient).drafts().by_author(user)
    return _with_sections(drafts).first()


def drafts_of_others(*, patient: Patient, user: User) -> QuerySet[Consultation]:
    """Maps of this patient that colleagues began and have not signed."""
    drafts = Consultation.objects.visible_to(user).of(patient).drafts().exclude(author=user)
    return drafts.select_related("author").order_by("started_at")


def signed_maps(*, patient: Patient, user: User) -> QuerySet[Consultation]:
    """Signed maps of this patient, newest first, with all that is written on them."""
    return _with_sections(Consultation.objects.visible_to(user).of(patient).signed().newest_first())


def unfinished_maps(user: User) -> QuerySet[Consultation]:
    """What this person began and has not signed, the oldest visit first."""
    drafts = Consultation.objects.visible_to(user).drafts().by_author(user)
    return (
        drafts.select_related("patient")
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


def scores_over_time(*, patient: Patient, user: User) -> QuerySet[SymptomScore]:
    return SymptomScore.objects.visible_to(user).of(patient).final().oldest_first()


def symptoms_first(*, patient: Patient, user: User) -> list[Symptom]:
    """What is asked first of this person, by their cancers."""
    cancers = CancerCondition.objects.visible_to(user).of(patient).current()
    return asked_first(frozenset(cancers.values_list("cancer_type", flat=True)))


def current_products(*, patient: Patient, user: User) -> QuerySet[ProductUse]:
    return ProductUse.objects.visible_to(user).of(patient).current().select_related("recorded_by")


def products_when_signed(*, consultation: Consultation, user: User) -> QuerySet[ProductUse]:
    products = ProductUse.objects.visible_to(user).of(consultation.patient)
    return products.taken_when_signed(consultation)


def goals_log(*, patient: Patient, user: User) -> QuerySet[GoalsOfCareEntry]:
    """Every dated answer, newest first."""
    entries = GoalsOfCareEntry.objects.visible_to(user).of(patient).newest_first()
    return entries.select_related("asked_by")


def answers_of(section: Section, consultation: Consultation) -> dict[str, Any]:
    """What stands in a section, by the names of its form's fields."""
    match section:
        case Section.WHAT_MATTERS:
            words = consultation.what_matters
            return {"good_week": words.good_week, "fear": words.fear, "hope": words.hope}
        case Section.SYMPTOMS:
            return {score.symptom: score.score for score in consultation.symptom_scores.all()}
        case Section.SUPPLEMENTS:
            return {"takes_no_products": bool(consultation.takes_no_products)}
        case Section.GOALS:
            return {
                "goal_1": "",
                "goal_2": "",
                "goal_3": "",
                **{f"goal_{goal.position}": goal.words for goal in consultation.function_goals.all()},
            }


def _with_sections(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    return consultations.select_related(
        "patient__clinic", "author", "signed_by", "what_matters"
    ).prefetch_related("symptom_scores", "function_goals", "section_versions")
