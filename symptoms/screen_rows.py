"""What the screen reads of the record: a dozen short lists, of one person in one query or of many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from integrative.accounts.models import User
from integrative.knowledge.contradictions import HORMONE_RECEPTORS
from integrative.knowledge.screening.labs import TESTS
from patients.gather import gather
from patients.models import (
    CancerCondition,
    Measurement,
    Medication,
    Patient,
    PhaseOfCare,
    Precaution,
    Procedure,
    RadiationCourse,
    TobaccoUse,
    TreatmentCourse,
    TumorMarker,
)

from .models import PharmacistQuestion, ProductDecision, ProductUse, SymptomScore
from .screen_question import NERVES, SCORES_HOLD, STARTS_WITHIN, STILL_COUNTS

ANALYTES = frozenset(TESTS.values())

# The columns that are read: naming all of them costs the page more than the database.
READ = {
    "treatments": ("regimen", "started_on", "ended_on"),
    "medicines": ("name", "dose", "dose_unit", "schedule", "as_needed"),
    "labs": ("analyte", "value", "taken_at", "reference_high"),
    "procedures": ("name", "performed_on"),
    "radiation": ("site", "started_on", "ended_on"),
    "phase": ("phase", "ended_on"),
    "cancers": ("cancer_type", "histology", "site"),
    "receptors": ("cancer", "marker", "result", "value", "tested_on", "recorded_at"),
    "precautions": ("kind", "site", "note"),
    "tobacco": ("status",),
    "scores": ("symptom", "score", "recorded_on"),
}

Rows = dict[str, list[Any]]
Of = Callable[[QuerySet], QuerySet]


def rows_of(patient: Patient, today: date, *, user: User | None = None) -> Rows:
    """Everything a screen of this person needs, in one query; `user`: only products they may see."""
    lists = _lists(lambda rows: rows.filter(patient=patient), today)
    if user is not None:
        lists["products"] = lists["products"].visible_to(user)
    decided_by = lists["decisions"].values("decided_by")
    people = User.objects.filter(Q(pk__in=decided_by) | Q(pk__in=lists["products"].values("recorded_by")))
    rows = gather(**lists, people=people.only("given_names", "family_name", "title").order_by("pk"))
    named = {person.pk: person for person in rows["people"]}
    for product in rows["products"]:
        product.patient = patient
        product.recorded_by = named[product.recorded_by_id]
    for decision in rows["decisions"]:
        decision.decided_by = named[decision.decided_by_id]
    return rows


def rows_of_many(patients: Iterable[UUID], today: date) -> Mapping[UUID, Rows]:
    """The same for many people of one clinic, a query for each list."""
    keys = list(patients)
    lists = _lists(lambda rows: rows.filter(patient__in=keys), today)
    found: dict[UUID, Rows] = {key: {name: [] for name in lists} for key in keys}
    for name, rows in lists.items():
        for row in rows:
            found[row.patient_id][name].append(row)
    return found


def _lists(of: Of, today: date) -> dict[str, QuerySet]:
    courses = TreatmentCourse.objects.not_ended_on(today - STILL_COUNTS)
    decisions = ProductDecision.objects.filter(product__stopped_on=None)
    recent = Q(recorded_on__gte=today - SCORES_HOLD) | Q(symptom__in=NERVES)
    lists = {
        "products": of(ProductUse.objects.current()),
        "treatments": of(courses.filter(started_on__lte=today + STARTS_WITHIN)).order_by("-started_on", "pk"),
        "medicines": of(Medication.objects.current_on(today)).order_by("name", "pk"),
        "labs": _newest(of(Measurement.objects.valid().filter(analyte__in=ANALYTES)), "analyte", "taken_at"),
        "procedures": of(Procedure.objects.planned_from(today)),
        "radiation": of(RadiationCourse.objects.not_ended_on(today)).order_by("started_on", "pk"),
        "phase": of(PhaseOfCare.objects.current()),
        "cancers": of(CancerCondition.objects.current()),
        "receptors": of(TumorMarker.objects.valid().filter(marker__in=HORMONE_RECEPTORS)),
        "precautions": of(Precaution.objects.not_ended_on(today)).order_by("kind", "pk"),
        "tobacco": of(TobaccoUse.objects.valid()).order_by("-asked_on", "-pk"),
        "scores": _newest(of(SymptomScore.objects.filter(recent)), "symptom", "recorded_on"),
        "decisions": _newest(of(decisions), "product_id", "decided_at"),
        "questions": of(PharmacistQuestion.objects.waiting()).order_by("asked_at", "pk"),
    }  # fmt: skip
    return {name: rows.only("patient", *READ[name]) if name in READ else rows for name, rows in lists.items()}


def _newest(rows: QuerySet, each: str, when: str) -> QuerySet:
    """The newest row of each person and kind; the index for one person serves for many."""
    return rows.order_by("patient_id", each, f"-{when}", "-pk").distinct("patient_id", each)
