"""The aims of the library, on cases from sources other than its tables."""

import pytest

from .measure import cases, measure


@pytest.mark.parametrize("learned", [False, True])
def test_no_severe_pair_is_missed(learned):
    assert measure(learned=learned).severe_missed == 0


def test_at_most_five_percent_false_alarms_above_minor():
    assert measure().false_alarm_rate <= 0.05


@pytest.mark.parametrize("learned", [False, True])
def test_nothing_is_identified_wrongly_without_asking(learned):
    assert measure(learned=learned).wrong_silently == 0


def test_nine_of_ten_documented_pairs_are_found():
    assert measure().sensitivity >= 0.9


@pytest.mark.parametrize("name", ["interactions", "identification"])
def test_every_case_says_where_it_comes_from(name):
    assert all(case["source"] for case in cases(name))
