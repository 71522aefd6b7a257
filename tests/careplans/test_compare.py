"""A measure from its start to now: what is change, what is the same, and what nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careplans.compare import Course, course_of
from careplans.models import Measure, PlanPart, Slot
from careplans.readings import Reading

BEGUN = date(2026, 10, 5)
NAUSEA = (Measure.SCORE, "esas_nausea")


def target(**changes: object) -> PlanPart:
    content = {
        "symptom": "esas_nausea",
        "measure": Measure.SCORE,
        "baseline": 8,
        "goal": 3,
        "baseline_on": BEGUN,
    }
    return PlanPart(slot=Slot.TARGET_1, **content | changes)


def on(week: int, value: int) -> Reading:
    return Reading(value, BEGUN + timedelta(weeks=week))


def course(*values: int, **changes: object) -> Course:
    readings = {NAUSEA: [on(week, value) for week, value in enumerate(values, start=1)]}
    found = course_of(target(**changes), readings, begun_on=BEGUN, typed=None)
    assert found
    return found


@pytest.mark.parametrize(
    ("start", "now", "word", "said"),
    [
        (8, 3, "better", "5 points better"),
        (8, 6, "better", "2 points better"),
        (8, 7, "same", "1 point, read as same"),
        (8, 8, "same", "as at the start"),
        (3, 5, "worse", "2 points worse"),
        (None, 3, "", ""),
    ],
)
def test_a_score_moves_from_two_points_on(start: int | None, now: int, word: str, said: str) -> None:
    found = course(now, baseline=start)
    assert (found.word, found.moved_in_words) == (word, said)


def test_more_active_minutes_are_no_verified_change_but_may_reach_the_goal() -> None:
    part = PlanPart(
        slot=Slot.ANCHOR, measure=Measure.ACTIVE_MINUTES, baseline=60, goal=120, baseline_on=BEGUN
    )
    found = course_of(part, {(Measure.ACTIVE_MINUTES, ""): [on(5, 130)]}, begun_on=BEGUN, typed=None)
    assert found
    assert (found.word, found.moved_in_words, found.goal_reached) == ("", "70 minutes higher", True)
    assert found.goal_in_words == "120 or more"
    assert found.counts_in_words == "What counts as a change is not known"


def test_what_the_record_says_of_the_start_is_no_news() -> None:
    readings = {NAUSEA: [on(-3, 9), on(0, 8)]}
    found = course_of(target(), readings, begun_on=BEGUN, typed=None)
    assert found
    assert (found.now, found.moved, found.word) == (None, None, "")


def test_a_score_asked_today_counts_while_the_record_has_nothing_newer() -> None:
    typed = on(5, 2)
    asked = course_of(target(), {}, begun_on=BEGUN, typed=typed)
    known = course_of(target(), {NAUSEA: [on(4, 6)]}, begun_on=BEGUN, typed=typed)
    assert asked
    assert known
    assert asked.now == typed
    assert known.now == on(4, 6)


def test_at_goal_in_a_row_counts_back_from_now() -> None:
    assert course(3, 7, 3, 2).at_goal_in_a_row == 2
    assert course(3, 2, 5).at_goal_in_a_row == 0
    assert course().at_goal_in_a_row == 0


def test_last_is_the_reading_between_the_start_and_now() -> None:
    assert course(6, 4).last == on(1, 6)
    assert course(6).last is None


def test_a_part_without_a_measure_has_no_course() -> None:
    assert course_of(PlanPart(slot=Slot.COPING), {}, begun_on=BEGUN, typed=None) is None
