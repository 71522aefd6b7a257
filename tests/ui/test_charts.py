"""Charts say the finding in words; what was missed is a gap and never a zero."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.levels import change_word, level_of
from integrative.ui.charts import TREND_FRAME, Reading, sparkline, trend

START = date(2026, 10, 8)


def weekly(*scores: int | None) -> list[Reading]:
    return [Reading(START + timedelta(weeks=week), score) for week, score in enumerate(scores)]


def drawing(chart) -> ElementTree.Element:
    return ElementTree.fromstring(render_to_string("ui/trend.svg", {"chart": chart}).split("#}", 1)[-1])


def test_the_finding_is_said_in_one_sentence():
    chart = trend("Nausea", weekly(8, 7, 7, 5, 4, 3, 3), goal=4)
    assert chart.spoken == (
        "Nausea, 0 to 10, higher is worse: 8 on 8 Oct, 3 on 19 Nov, better. Goal 4 or less reached."
    )
    assert chart.change_text == "▼ 5, better"
    assert drawing(chart).get("aria-label") == chart.spoken


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((6, 5), "▼ 1, same"),
        ((5, 6), "▲ 1, same"),
        ((5, 5), "no change"),
        ((4, 6), "▲ 2, worse"),
        ((6,), ""),
        ((None, 6), ""),
        ((), ""),
    ],
)
def test_less_than_two_points_is_the_same(scores, said):
    assert trend("Pain", weekly(*scores)).change_text == said


def test_a_missed_week_is_a_gap_and_never_a_zero():
    chart = trend("Tiredness", weekly(6, 7, None, 6))
    assert [stroke.is_gap for stroke in chart.strokes] == [False, True]
    assert len(chart.dots) == 3
    assert all(dot.y < TREND_FRAME.y(0) for dot in chart.dots)
    table = render_to_string("components/trend.html", {"chart": chart})
    assert "not answered" in table
    assert "6, moderate" in table


def test_severe_scores_are_ringed():
    chart = trend("Pain", weekly(7, 6))
    assert [dot.is_high for dot in chart.dots] == [True, False]


def test_nothing_recorded_says_so():
    chart = trend("Pain", weekly(None, None))
    assert chart.is_empty
    assert chart.spoken == "Pain: no scores yet."
    assert "No scores yet" in render_to_string("components/trend.html", {"chart": chart})
    assert "No scores yet" in render_to_string("components/spark.html", {"chart": sparkline("Pain", [])})


def test_treatment_marks_outside_the_time_are_left_out():
    chart = trend("Pain", weekly(7, 6), events=[(START, "C3"), (date(2020, 1, 1), "C1")])
    assert [event.name for event in chart.events] == ["C3"]


def test_the_row_says_now_and_before():
    html = render_to_string("components/spark.html", {"chart": sparkline("Nausea", weekly(8, 5, 3))})
    assert "Nausea <b>3</b>, was 8, better" in html


@given(st.lists(st.none() | st.integers(0, 10), max_size=60))
def test_whatever_was_recorded_stays_inside_the_frame(scores):
    chart = trend("Pain", weekly(*scores))
    assert all(TREND_FRAME.left <= dot.x <= TREND_FRAME.right_edge for dot in chart.dots)
    assert all(TREND_FRAME.y(10) <= dot.y <= TREND_FRAME.y(0) for dot in chart.dots)
    assert len(chart.dots) == sum(score is not None for score in scores)
    assert drawing(chart).tag == "svg"


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (None, "Not asked"),
        (0, "None"),
        (1, "Mild"),
        (3, "Mild"),
        (4, "Moderate"),
        (6, "Moderate"),
        (7, "Severe"),
        (10, "Severe"),
    ],
)
def test_levels(score, word):
    assert level_of(score) == word


def test_a_scale_where_up_is_better_is_not_flipped():
    assert change_word(8, 5, up_is_worse=False) == "better"
    assert change_word(None, 5) == ""
