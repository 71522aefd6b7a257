"""Marks of the cancer treatment on the row of dates. No database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from patients.models import TreatmentCourse

from .span import Span


@dataclass(frozen=True)
class Mark:
    """`short` stands in the column: "start", "C2", "end"; `words` is the sentence."""

    day: date
    short: str
    words: str


def marks_of(courses: Iterable[TreatmentCourse], span: Span) -> list[Mark]:
    """Starts, cycles by the calendar, and ends within the span, oldest first."""
    found = (mark for course in courses for mark in _of_course(course, span))
    return sorted(found, key=lambda mark: (mark.day, mark.words))


def _of_course(course: TreatmentCourse, span: Span) -> Iterator[Mark]:
    if span.start <= course.started_on <= span.until:
        yield Mark(course.started_on, "start", f"{course.regimen} starts")
    for number, day in _cycles(course, span.until):
        if day >= span.start:
            yield Mark(day, f"C{number}", f"{course.regimen}, cycle {number} by the calendar")
    if course.ended_on and span.start <= course.ended_on <= span.until:
        yield Mark(course.ended_on, "end", f"{course.regimen} ends")


def _cycles(course: TreatmentCourse, until: date) -> Iterator[tuple[int, date]]:
    """From the second on; the first begins with the treatment."""
    if not course.cycle_days:
        return
    last = min(until, course.ended_on or until)
    number, day = 2, course.started_on + timedelta(days=course.cycle_days)
    while day <= last and number <= (course.cycles_planned or number):
        yield number, day
        number, day = number + 1, day + timedelta(days=course.cycle_days)
