from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.factories.accounts import MembershipFactory
from tests.factories.symptoms import ConsultationFactory, ScoreFactory, signed_map

from .helpers import chart_url


def cells(text, symptom):
    """What stands in a symptom's row, oldest first, without the trend."""
    row = text[text.index(f'<th scope="row">{symptom}</th>') :].split("</tr>")[0]
    return [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[:-1]]


@pytest.fixture
def three_visits(patient):
    signed_map(patient, scores={"esas_nausea": 8, "esas_pain": 2}, visit_on=date(2026, 1, 2))
    signed_map(patient, scores={"esas_pain": 3}, visit_on=date(2026, 2, 3))
    signed_map(patient, scores={"esas_nausea": 4, "esas_pain": 0}, visit_on=date(2026, 3, 4))
    return patient


def test_the_newest_visit_is_at_the_right(three_visits, desk):
    text = desk.get(chart_url("flowsheet", three_visits)).content.decode()
    days = re.findall(r'<th scope="col"><a [^>]*>(.*?)</a></th>', text)
    assert days == ["2 Jan", "3 Feb", "4 Mar"]


def test_a_score_stands_with_its_word_and_a_missed_one_is_blank(three_visits, desk):
    text = desk.get(chart_url("flowsheet", three_visits)).content.decode()
    assert cells(text, "Nausea") == ["8, severe", "not asked", "4, moderate"]
    assert cells(text, "Pain") == ["2, mild", "3, mild", "0, none"]
    assert 'title="8, severe"' in text


def test_the_direction_is_said_in_words(three_visits, desk):
    text = desk.get(chart_url("flowsheet", three_visits)).content.decode()
    assert "0 to 10, higher is worse" in text
    assert "Nausea <b>4</b>, was 8, better" in text
    assert '<svg class="chart spark"' in text


def test_symptoms_never_scored_have_no_row(three_visits, desk):
    text = desk.get(chart_url("flowsheet", three_visits)).content.decode()
    assert '<th scope="row">Drowsiness</th>' not in text


def test_a_draft_is_not_said_yet(patient, desk):
    ScoreFactory(consultation=ConsultationFactory(patient=patient))
    text = desk.get(chart_url("flowsheet", patient)).content.decode()
    assert "No symptom scores yet" in text
    assert "<table" not in text


@pytest.mark.parametrize("count", [5, 50])
def test_the_flowsheet_costs_the_same_queries_however_many_visits(
    patient, desk, count, django_assert_max_num_queries
):
    colleague = MembershipFactory(clinic=patient.clinic).user
    for number in range(count):
        day = date(2025, 1, 1) + timedelta(days=number)
        signed_map(patient, scores={"esas_pain": 5, "esas_nausea": 2}, visit_on=day, author=colleague)
    with django_assert_max_num_queries(24):
        assert desk.get(chart_url("flowsheet", patient)).status_code == 200
