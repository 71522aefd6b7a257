"""Rows from the person's weekly check-ins. A week without an answer is a gap, never a zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from careplans.models import CheckIn
from careplans.services.check_in import monday_of

from .from_maps import SCORES, scored
from .read import Facts
from .series import Group, Series

ITEMS = {
    "sleep": ("Got in the way of sleep", frozenset[str]()),
    "activity": ("Got in the way of activities", frozenset({"function", "doses"})),
    "mood": ("Got in the way of mood", frozenset[str]()),
}
NOT_ANSWERED = "not answered"
A_WEEK = timedelta(weeks=1)
ASKS = "How much pain, or what bothers most, got in the way in the last 7 days; answered by the person."


def series_of_check_ins(facts: Facts) -> Iterator[Series]:
    check_ins: list[CheckIn] = facts.found["check_ins"]
    without = missed_weeks(facts)
    for item, (name, also) in ITEMS.items():
        answered = [each for each in check_ins if getattr(each, item) is not None]
        left_out = {each.week_of for each in check_ins if getattr(each, item) is None}
        yield Series(
            key=f"check_in-{item}",
            name=name,
            group=Group.CHECK_INS,
            scale=SCORES,
            points=tuple(scored(each.week_of, getattr(each, item), note=each.words) for each in answered),
            missed=dict.fromkeys(left_out | without, NOT_ANSWERED),
            remarks=(ASKS, "Each week is dated by its Monday."),
            also=also,
        )


def missed_weeks(facts: Facts) -> set[date]:
    """Mondays of weeks without a check-in: between two answered ones, and, while a plan runs, after the
    last. The week at hand is not missed yet.
    """
    answered = {each.week_of for each in facts.found["check_ins"]}
    if not answered:
        return set()
    ends = max(answered)
    if facts.plan:
        ends = max(ends, monday_of(min(facts.span.until, facts.span.today)) - A_WEEK)
    weeks = (ends - min(answered)).days // 7
    return {min(answered) + A_WEEK * number for number in range(weeks + 1)} - answered
