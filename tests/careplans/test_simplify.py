"""What could go first when a plan is too much."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from careplans.compare import Course
from careplans.simplify import Load, simplify

from .test_compare import course


def load(title: str, *, minutes: int = 0, found: Course | None = None, **changes: Any) -> Load:
    content = {"trips_a_month": Decimal(0), "is_new_pill": False, "felt": ""} | changes
    return Load(title=title, minutes_a_week=minutes, course=found, **content)


def test_most_burden_for_least_benefit_comes_first() -> None:
    lines = simplify(
        [
            load("Walk", minutes=100, found=course(3)),
            load("Acupuncture", minutes=30, trips_a_month=Decimal("4.33"), found=course(7)),
            load("Breathing", minutes=35),
            load("Write one line a day"),
        ]
    )
    assert [line.title for line in lines] == ["Acupuncture", "Breathing", "Walk"]
    assert (lines[0].asks, lines[0].brought) == ("30 min a week, 4.3 trips a month", "1 point, read as same")
    assert lines[1].brought == "nothing measured"


def test_what_felt_like_too_much_moves_up_and_says_so() -> None:
    lines = simplify([load("Walk", minutes=60), load("Breathing", minutes=35, felt="too_much")])
    assert [line.title for line in lines] == ["Breathing", "Walk"]
    assert lines[0].asks == "35 min a week, felt as one job too many"


def test_an_unknown_gain_is_not_read_as_none_found() -> None:
    assert simplify([load("Ginger", is_new_pill=True, found=course())])[0].brought == "not known yet"
