"""Puts a record before the knowledge library: which of its facts can't both be right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from integrative.knowledge.contradictions import (
    HORMONE_RECEPTORS,
    Contradiction,
    Course,
    OnRecord,
    contradictions,
)

from .models import (
    CancerCondition,
    Medication,
    Patient,
    Phase,
    PhaseOfCare,
    Precaution,
    PrecautionKind,
    TreatmentCourse,
    TumorMarker,
)


def holds_today(patient: Patient, today: date) -> dict[str, QuerySet]:
    """What holds today and is looked at together, uncut: the lists of a page may end after a dozen."""
    return {
        "taken": Medication.objects.of(patient).current_on(today).order_by("name", "pk"),
        "running": TreatmentCourse.objects.of(patient).current_on(today).order_by("-started_on", "-pk"),
        "cancers": CancerCondition.objects.of(patient).valid().order_by("pk"),
        "receptors": TumorMarker.objects.of(patient).valid().filter(marker__in=HORMONE_RECEPTORS),
        "pregnancy": Precaution.objects.of(patient).not_ended_on(today).filter(kind=PrecautionKind.PREGNANCY),
        "current_phase": PhaseOfCare.objects.of(patient).current(),
    }


def check_record(found: Mapping[str, list[Any]], today: date) -> list[Contradiction]:
    """In: the rows of `holds_today`. No query."""
    phase = current_phase(found["current_phase"])
    return contradictions(
        OnRecord(
            medicines=[medication.name for medication in found["taken"]],
            courses=[_course(course, today) for course in found["running"]],
            tumors=[_results(cancer.pk, found["receptors"]) for cancer in found["cancers"]],
            pregnant=bool(found["pregnancy"]),
            phase=phase.phase if phase else "",
            phase_since=phase.started_on if phase else None,
            words={value: label.lower() for value, label in Phase.choices},
        )
    )


def current_phase(phases: list[PhaseOfCare]) -> PhaseOfCare | None:
    """The phase that goes on; a person has at most one."""
    return next((phase for phase in phases if phase.ended_on is None), None)


def _course(course: TreatmentCourse, today: date) -> Course:
    cycle, _ = course.cycle_on(today) or (None, None)
    return Course(course.regimen, course.started_on, cycle, course.cycles_planned)


def newest_results(cancer_id: Any, markers: list[Any]) -> dict[str, Any]:
    """Marker -> its newest row for one cancer."""
    own = [marker for marker in markers if marker.cancer_id == cancer_id]
    oldest_first = sorted(own, key=lambda marker: (marker.tested_on or date.min, marker.recorded_at))
    return {marker.marker: marker for marker in oldest_first}


def _results(cancer_id: Any, markers: list[Any]) -> dict[str, str]:
    return {name: marker.result for name, marker in newest_results(cancer_id, markers).items()}
