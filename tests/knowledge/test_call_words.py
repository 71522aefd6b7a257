"""When to call, in the words of the person: each follows a red flag, with its urgency and its number."""

from fractions import Fraction

import pytest

from integrative.knowledge.call_words import NOW, SAME_DAY, call_words
from integrative.knowledge.redflags import flags

URGENCY = {NOW: "emergency_now", SAME_DAY: "same_day"}


@pytest.mark.parametrize("when", [NOW, SAME_DAY])
def test_a_line_is_as_urgent_as_its_flags(when):
    urgency = {flag.id: flag.urgency for flag in flags()}
    assert call_words(when)
    for line in call_words(when):
        assert {urgency[flag] for flag in line.flags} == {URGENCY[when]}, line.words


@pytest.mark.parametrize(("flag", "when", "line"), [("RF04", NOW, "fever"), ("RF06", SAME_DAY, "any_fever")])
def test_the_fever_is_that_of_the_rule(flag, when, line):
    trigger = next(each.trigger for each in flags() if each.id == flag)
    treated = {"systemic_therapy_last_6w": flag == "RF04", "known_cancer": True}
    assert trigger.holds(treated | {"temp_c": Fraction(38)})
    assert not trigger.holds(treated | {"temp_c": Fraction("37.9")})
    words = next(each.words for each in call_words(when) if each.id == line)
    assert "100.4 °F (38 °C) or more" in words


def test_the_stools_are_those_of_the_rule():
    trigger = next(each.trigger for each in flags() if each.id == "RF33")
    assert trigger.holds({"systemic_therapy_last_6w": True, "stools_over_baseline": Fraction(4)})
    assert not trigger.holds({"systemic_therapy_last_6w": True, "stools_over_baseline": Fraction(3)})
    words = next(each.words for each in call_words(SAME_DAY) if each.id == "stools")
    assert "4 or more" in words
