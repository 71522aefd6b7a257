"""The cancer treatment as the record has it today, in lines: read with the person, then confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from integrative.ui.days import long_day
from patients.checks import current_phase
from patients.gather import gather
from patients.models import Patient, PhaseOfCare, Procedure, RadiationCourse, TreatmentCourse
from patients.presenters import SHOWN, Storyboard, TreatmentLine


def lines_beside(storyboard: Storyboard) -> list[str]:
    """From what already stands beside the page."""
    return _lines(storyboard.phase, storyboard.treatments, storyboard.radiation, storyboard.planned)


def lines_on_record(patient: Patient, today: date) -> list[str]:
    """The same lines, read anew in one query."""
    found = gather(
        phases=PhaseOfCare.objects.of(patient).current(),
        treatments=TreatmentCourse.objects.of(patient)
        .current_on(today)
        .order_by("-started_on", "-pk")[:SHOWN],
        radiation=RadiationCourse.objects.of(patient)
        .not_ended_on(today)
        .order_by("started_on", "pk")[:SHOWN],
        planned=Procedure.objects.of(patient).planned_from(today)[:SHOWN],
    )
    treatments = [
        TreatmentLine(course, *(course.cycle_on(today) or (None, None))) for course in found["treatments"]
    ]
    return _lines(current_phase(found["phases"]), treatments, found["radiation"], found["planned"])


def _lines(
    phase: PhaseOfCare | None,
    treatments: Sequence[TreatmentLine],
    radiation: Sequence[RadiationCourse],
    planned: Sequence[Procedure],
) -> list[str]:
    given = [*map(_treatment, treatments), *map(_radiation, radiation)]
    return [
        f"{phase}, since {long_day(phase.started_on)}" if phase else "Phase of care not recorded",
        *(given or ["No current treatment on record"]),
        *map(_planned, planned),
    ]


def _treatment(line: TreatmentLine) -> str:
    by_the_calendar = f"{line.cycle_in_words} by the calendar, " if line.cycle_in_words else ""
    return f"{line.course.regimen}: {by_the_calendar}since {long_day(line.course.started_on)}"


def _radiation(course: RadiationCourse) -> str:
    until = long_day(course.ended_on) if course.ended_on else "a day not recorded"
    fractions = f", {course.fractions} fractions" if course.fractions else ""
    return f"{course}: {long_day(course.started_on)} to {until}{fractions}"


def _planned(procedure: Procedure) -> str:
    day = long_day(procedure.performed_on) if procedure.performed_on else "day not set"
    return f"Planned: {procedure}, {day}"
