"""What could go first when a plan is too much: ranked by what it asks over what it brought. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from integrative.ui.numbers import plain_number

from .compare import Course
from .models import Felt
from .models.dose import WEEKS_A_MONTH

# For the order only, never shown: a trip takes more of a day than its minutes, and a pill is one more thing
# to remember.
TRIP_MINUTES, PILL_MINUTES = 60, 15


@dataclass(frozen=True)
class Load:
    """An item of the plan, what it asks, and the course of what it is for."""

    title: str
    minutes_a_week: int
    trips_a_month: Decimal
    is_new_pill: bool
    felt: str
    course: Course | None


@dataclass(frozen=True)
class Suggestion:
    """One line of the panel: what it asks, and what it brought, in words."""

    title: str
    asks: str
    brought: str


def simplify(loads: Iterable[Load]) -> list[Suggestion]:
    """The items that ask something, most burden for least benefit first. What asks nothing is left out."""
    asking = [load for load in loads if _burden(load)]
    in_order = sorted(asking, key=lambda load: _burden(load) / (1 + _benefit(load)), reverse=True)
    return [Suggestion(load.title, _asks(load), _brought(load)) for load in in_order]


def _burden(load: Load) -> Decimal:
    trips = load.trips_a_month / WEEKS_A_MONTH * TRIP_MINUTES
    burden = load.minutes_a_week + trips + (PILL_MINUTES if load.is_new_pill else 0)
    return burden * 2 if load.felt == Felt.TOO_MUCH else burden


def _benefit(load: Load) -> Decimal:
    """How many times the change that matters it moved to the better; nothing known counts as nothing."""
    course = load.course
    if course is None or course.word != "better" or not course.moved or not course.counts_from:
        return Decimal(0)
    return Decimal(course.moved) / course.counts_from


def _asks(load: Load) -> str:
    parts = [
        f"{load.minutes_a_week} min a week" if load.minutes_a_week else "",
        f"{plain_number(round(load.trips_a_month, 1))} trips a month" if load.trips_a_month else "",
        "one more pill" if load.is_new_pill else "",
        "felt as one job too many" if load.felt == Felt.TOO_MUCH else "",
    ]
    return ", ".join(filter(None, parts))


def _brought(load: Load) -> str:
    if load.course is None:
        return "nothing measured"
    return load.course.moved_in_words or "not known yet"
