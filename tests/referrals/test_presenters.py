"""Time left in words."""

from datetime import date, timedelta

import pytest

from referrals.models import Referral
from referrals.presenters import Ageing, Card, TimeLeft

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("days", "words", "state", "tier"),
    [
        (-12, "12 days over", "late", "stop"),
        (-1, "1 day over", "late", "stop"),
        (0, "Due today", "soon", "hold"),
        (1, "1 day left", "soon", "hold"),
        (2, "2 days left", "in-time", "plain"),
        (14, "14 days left", "in-time", "plain"),
    ],
)
def test_time_is_told_in_words_state_and_tier(days, words, state, tier):
    left = TimeLeft.between(TODAY, TODAY + timedelta(days=days))
    assert (left.words, left.state, left.tier) == (words, state, tier)


def test_ageing_leaves_out_what_is_none():
    assert Ageing(1, 0, 2).words == "1 late, 2 in time"
    assert Ageing(0, 0, 0).words == "Nothing here"


@pytest.mark.parametrize(("status", "words"), [("booked", "Booked"), ("seen", "Seen, awaiting note")])
def test_the_clock_stops_once_a_visit_stands(status, words):
    left = TimeLeft.of(Referral(status=status, due_on=TODAY - timedelta(days=70)), TODAY)
    assert (left.words, left.state) == (words, "in-time")


def test_a_column_counts_what_has_its_visit_apart():
    booked = Card(Referral(status="booked"), TimeLeft(-70, settled="Booked"))
    waiting = Card(Referral(status="new"), TimeLeft(3))
    assert Ageing.of([booked, waiting]).words == "1 in time, 1 with a visit"
