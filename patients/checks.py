"""Puts a record before the knowledge library: which of its facts can't both be right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from integrative.knowledge.contradictions import Contradiction, Course, OnRecord, contradictions

from .models import Patient, Phase, PhaseOfCare, PrecautionKind, TreatmentCourse


def check_record(patient: Patient, found: Mapping[str, list[Any]], today: date) -> list[Contradiction]:
    """In: the rows that stand, by slug of their kind (see `kinds.KINDS`). No query."""
    phase = current_phase(found["phase"])
    running = [course for course in found["treatment"] if course.runs_on(today)]
    return contradictions(
        OnRecord(
            medicines=[m.name for m in found["medicine"] if m.ended_on is None or m.ended_on >= today],
            courses=[_course(course, today) for course in running],
            tumors=[_results(cancer.pk, found["marker"]) for cancer in found["diagnosis"]],
            pregnant=any(
                p.kind == PrecautionKind.PREGNANCY and (p.ended_on is None or p.ended_on >= today)
                for p in found["precaution"]
            ),
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


def _results(cancer_id: Any, markers: list[Any]) -> dict[str, str]:
    """Marker -> result of one cancer; of several tests the newest."""
    own = [marker for marker in markers if marker.cancer_id == cancer_id]
    oldest_first = sorted(own, key=lambda marker: (marker.tested_on or date.min, marker.recorded_at))
    return {marker.marker: marker.result for marker in oldest_first}
