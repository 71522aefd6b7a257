"""What a follow-up suggests, and the rule it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from careplans.models import Measure, PlanPart, Slot
from careplans.proposals import Judged, Proposal, Said, propose
from careplans.readings import Reading

from .test_compare import BEGUN, course, on

ANCHOR = PlanPart(slot=Slot.ANCHOR, measure=Measure.ACTIVE_MINUTES, baseline=60, goal=120, baseline_on=BEGUN)


def suggested(*scores: int, item: dict | None = None, **said: object) -> tuple[str, str]:
    """For something done for a target that was at 8 and is to come to 3."""
    proposal = propose(Judged(course=course(*scores), **item or {}), Said(**said))
    return proposal.decision, proposal.rule


@pytest.mark.parametrize(
    ("scores", "decision", "rule"),
    [
        ((), "", "No score yet: ask"),
        ((3, 2, 3), "taper", "3 scores at or under goal"),
        ((6, 3), "keep", "Goal reached; 3 in a row before it is tapered"),
        ((6, 5), "keep", "3 points better, goal not reached yet"),
        ((7,), "adjust", "Change under 2 points"),
        ((8,), "adjust", "Change under 2 points"),
        ((10,), "adjust", "2 points worse than at the start"),
    ],
)
def test_by_the_scores(scores: tuple[int, ...], decision: str, rule: str) -> None:
    assert suggested(*scores) == (decision, rule)


@pytest.mark.parametrize(
    ("scores", "done", "decision", "rule"),
    [
        ((7,), 6, "stop", "6 of 6 sessions, change under 2 points"),
        ((9,), 7, "stop", "7 of 6 sessions, change under 2 points"),
        ((10,), 6, "stop", "6 of 6 sessions, 2 points worse"),
        ((4,), 6, "keep", "6 of 6 sessions, 4 points better"),
        ((3,), 6, "keep", "6 of 6 sessions, the goal is reached"),
        ((), 6, "", "6 of 6 sessions, and no newer reading: ask, then keep or stop"),
        ((7,), 3, "keep", "3 of 6 sessions: decide after the last one"),
        ((7,), 0, "not_started", "0 of 6 sessions"),
        ((7,), None, "", "A trial of 6 sessions: ask how many took place"),
    ],
)
def test_a_trial_has_an_end(scores: tuple[int, ...], done: int | None, decision: str, rule: str) -> None:
    assert suggested(*scores, item={"sessions": 6}, sessions_done=done) == (decision, rule)


def test_what_is_on_hold_today_comes_before_everything_else() -> None:
    assert suggested(3, 3, 3, item={"on_hold": "Platelets 40"}, felt="light", days_done=7) == (
        "stop",
        "On hold today: Platelets 40",
    )


@pytest.mark.parametrize(
    ("scores", "decision", "rule"),
    [
        ((3,), "adjust", "A side effect was named"),
        ((), "adjust", "A side effect was named"),
        ((7,), "stop", "A side effect, and change under 2 points"),
    ],
)
def test_a_side_effect_without_a_gain_stops(scores: tuple[int, ...], decision: str, rule: str) -> None:
    assert suggested(*scores, side_effect="Bruising") == (decision, rule)


@pytest.mark.parametrize(
    ("scores", "decision", "rule"),
    [
        ((4,), "taper", "One job too many, and 4 points better"),
        ((7,), "stop", "One job too many, and change under 2 points"),
        ((), "adjust", "One job too many: make it smaller"),
    ],
)
def test_what_burdens_is_made_smaller(scores: tuple[int, ...], decision: str, rule: str) -> None:
    assert suggested(*scores, felt="too_much", days_done=5) == (decision, rule)


def test_what_was_hardly_done_is_not_judged_by_its_result() -> None:
    item = {"times_a_week": Decimal(5)}
    assert suggested(7, item=item, days_done=2) == (
        "adjust",
        "Done on 2 of 5 days: make it easier before it is judged",
    )
    assert suggested(7, item=item, days_done=0) == ("not_started", "Not done on any day of a usual week")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, Proposal("", "Not asked yet on how many days it was done")),
        (0, Proposal("not_started", "Not done on any day of a usual week")),
        (1, Proposal("adjust", "Done on 1 of 5 days: make it smaller")),
        (3, Proposal("keep", "Done on 3 of 5 days")),
    ],
)
def test_what_has_no_measure_goes_by_its_days(days: int | None, expected: Proposal) -> None:
    assert propose(Judged(times_a_week=Decimal(5)), Said(days_done=days)) == expected


def test_once_a_month_is_one_day() -> None:
    assert propose(Judged(times_a_week=Decimal("0.25")), Said(days_done=1)).decision == "keep"


def test_an_unverified_change_of_a_target_is_left_to_the_two_of_them() -> None:
    found = course(
        symptom="esas_tiredness", measure=Measure.SLEEP_EFFICIENCY, baseline=70, goal=85, baseline_on=BEGUN
    )
    found = type(found)(**vars(found) | {"since": (on(5, 78),)})
    assert propose(Judged(course=found), Said(days_done=7)) == Proposal(
        "", "8 percent points higher: decide together"
    )


def test_an_anchor_whose_measure_says_nothing_goes_by_its_days() -> None:
    found = course()
    found = type(found)(ANCHOR, Measure.ACTIVE_MINUTES, 60, BEGUN, 120, (Reading(75, on(5, 0).on),))
    assert propose(Judged(course=found, times_a_week=Decimal(5)), Said(days_done=4)) == Proposal(
        "keep", "Done on 4 of 5 days"
    )


def test_nothing_known_is_no_suggestion() -> None:
    assert propose(Judged(), Said()).decision == ""
