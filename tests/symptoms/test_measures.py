"""What a section adds up to: by the knowledge library, in words, and never with a blank as a zero."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from symptoms.measures import measure_of
from symptoms.models import Section

BOSTON = ZoneInfo("America/New_York")
VISIT = date(2026, 11, 21)
NIGHT = {
    "lights_out": time(22, 30),
    "sol_min": 30,
    "waso_min": 60,
    "final_wake": time(6, 0),
    "out_of_bed": time(6, 30),
}


def said(section, **answers):
    return measure_of(section, answers, BOSTON, VISIT)


@pytest.mark.parametrize("section", Section)
def test_a_section_that_was_not_asked_adds_up_to_nothing(section):
    assert said(section) == ""


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"lost_weight": "yes", "amount_lost": "6-10 kg", "poor_appetite": "yes"}, "(MST): 3, at risk"),
        ({"lost_weight": "no", "poor_appetite": "no"}, "(MST): 0, low risk"),
        ({"lost_weight": "yes", "poor_appetite": "yes"}, "(MST): incomplete"),
        ({"lost_weight": "no", "poor_appetite": ""}, "(MST): incomplete"),
    ],
)
def test_the_malnutrition_screen(answers, words):
    assert said(Section.FOOD, **answers).endswith(words)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"days": 3, "minutes": 20}, "Activity: 60 minutes a week, below guideline"),
        ({"days": 0, "minutes": None}, "Activity: 0 minutes a week, inactive"),
        ({"days": 3, "minutes": None}, "Activity: incomplete"),
    ],
)
def test_minutes_of_movement(answers, words):
    assert said(Section.MOVEMENT, **answers) == words


def test_the_phq_4_with_its_band_and_pairs():
    assert said(Section.STRESS, anx1=3, anx2=2, dep1=0, dep2=1) == (
        "PHQ-4: 6 of 12, moderate; worry items positive"
    )


def test_a_blank_item_is_no_zero():
    assert said(Section.STRESS, anx1=0, anx2=0, dep1=0, dep2=None) == "PHQ-4: incomplete"


def test_the_efficiency_of_a_night():
    assert said(Section.SLEEP, **NIGHT) == "Sleep efficiency 75 %: asleep 6 h of 8 h in bed"


def test_the_night_the_clock_is_set_back_is_an_hour_longer():
    assert "of 9 h in bed" in said(Section.SLEEP, **NIGHT, night_on=date(2026, 11, 1))


def test_a_night_half_told_has_no_efficiency():
    assert said(Section.SLEEP, **NIGHT | {"waso_min": None}) == "Sleep efficiency: incomplete"


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ((0, 0), "Goal attainment T 50; 50 is as expected"),
        ((0, None), "Goal attainment: incomplete"),
        ((None, None), ""),
    ],
)
def test_goals_count_once_all_are_rated(levels, words):
    assert said(Section.PAIN, goals=[{"attained": level} for level in levels]) == words
