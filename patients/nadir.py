"""When counts are usually lowest in the cycle that runs, in words beside the treatment. Never a clearance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from integrative.knowledge.calendar import NadirWindow, nadir_days, window_of
from integrative.ui.days import work_day, work_day_in_full

from .models import TreatmentCourse

NEVER = "Never a reason to skip a blood count."


@dataclass(frozen=True)
class NadirLine:
    """One treatment: its window by the table, in words. `is_today`: today lies in it, by the calendar."""

    course: TreatmentCourse
    text: str
    is_today: bool
    window: NadirWindow


def nadir_lines(courses: Iterable[TreatmentCourse], today: date) -> list[NadirLine]:
    """In: treatments. A regimen or a cycle that the table does not know gives no line."""
    return [line for course in courses if (line := _line(course, today))]


def _line(course: TreatmentCourse, today: date) -> NadirLine | None:
    length, place = course.cycle_days, course.cycle_on(today)
    if not length or not place or _is_beyond_the_course(course, place[0]):
        return None
    day = place[1]
    window = window_of(course.regimen, length)
    lowest = nadir_days(window, length) if window else {}
    if not window or not lowest:
        return None
    first_day = today - timedelta(days=day - 1)
    return NadirLine(
        course,
        text=f"{_sentence(lowest, first_day, today)} {NEVER}",
        is_today=any(first <= day <= last for first, last in lowest.values()),
        window=window,
    )


def _is_beyond_the_course(course: TreatmentCourse, cycle: int) -> bool:
    return course.cycles_planned is not None and cycle > course.cycles_planned


def _sentence(lowest: dict[str, tuple[int, int]], first_day: date, today: date) -> str:
    """ "Counts are usually lowest on days 10 to 14 of this cycle (about 3 to 7 Dec)." """
    when = {name: _when(days, first_day, today) for name, days in lowest.items()}
    if len(lowest) == 1:
        ((name, said),) = when.items()
        return f"{name.capitalize()} are usually lowest on {said}."
    if len(set(lowest.values())) == 1:
        return f"Counts are usually lowest on {when['neutrophils']}."
    return f"Neutrophils are usually lowest on {when['neutrophils']}, platelets on {when['platelets']}."


def _when(days: tuple[int, int], first_day: date, today: date) -> str:
    first, last = days
    begins, ends = (first_day + timedelta(days=number - 1) for number in days)
    if first == last:
        return f"day {first} of this cycle (about {work_day_in_full(begins, today=today)})"
    same_month = (begins.year, begins.month) == (ends.year, ends.month)
    start = str(begins.day) if same_month else work_day(begins)
    return f"days {first} to {last} of this cycle (about {start} to {work_day_in_full(ends, today=today)})"
