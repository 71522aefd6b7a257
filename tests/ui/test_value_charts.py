"""Trends of counts: a scale a person would choose, words beside the picture, nothing outside the frame."""

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from integrative.ui.value_charts import VALUE_FRAME, VALUE_SPARK, Range, Value, ValueChart, value_trend

START = date(2026, 9, 12)
TODAY = date(2026, 11, 21)


def every_ten_days(*numbers: str, beside: str = "") -> list[Value]:
    return [
        Value(START + timedelta(days=10 * place), Decimal(number), beside)
        for place, number in enumerate(numbers)
    ]


def chart_of(*numbers: str, **more) -> ValueChart:
    return value_trend("Platelets", "×10⁹/L", every_ten_days(*numbers), today=TODAY, **more)


def drawing(chart: ValueChart) -> ElementTree.Element:
    return ElementTree.fromstring(render_to_string("ui/trend.svg", {"chart": chart}).split("#}", 1)[-1])


def test_the_finding_is_said_in_one_sentence():
    values = [*every_ten_days("212", "141"), Value(TODAY, Decimal(112), "low")]
    chart = value_trend("Platelets", "×10⁹/L", values, today=TODAY, usual=Range(Decimal(150), Decimal(400)))
    assert chart.spoken == (
        "Platelets, ×10⁹/L: 212 on 12 Sep, 112 on 21 Nov, low beside the laboratory’s own range."
    )
    assert chart.change_text == "▼ 100 since 12 Sep"
    assert drawing(chart).get("aria-label") == chart.spoken


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("78",), ""),
        (("78", "78"), "as 12 Sep"),
        (("78", "79.5"), "▲ 1.5 since 12 Sep"),
        (("1.9", "1.85"), "▼ 0.05 since 12 Sep"),
    ],
)
def test_a_change_has_a_size_and_a_day_and_no_judgement(numbers, said):
    assert chart_of(*numbers).change_text == said


def test_a_single_value_is_told_once():
    assert chart_of("112").spoken == "Platelets, ×10⁹/L: 112 on 12 Sep."


def test_a_day_of_another_year_carries_it():
    chart = value_trend("Weight", "kg", every_ten_days("80", "78"), today=date(2027, 2, 1))
    assert chart.change_text == "▼ 2 since 12 Sep 2026"


@pytest.mark.parametrize(
    ("numbers", "lines"),
    [
        (("112", "212"), ["100", "150", "200", "250"]),
        (("78", "81.6"), ["78", "80", "82"]),
        (("1.1", "4.1"), ["1", "2", "3", "4", "5"]),
        (("0", "0"), ["0", "0.02", "0.04", "0.06"]),
    ],
)
def test_the_scale_has_lines_a_person_would_choose(numbers, lines):
    assert [line.label for line in chart_of(*numbers).grid] == lines


def test_the_laboratorys_range_is_shaded_to_the_edge_it_left_open():
    both, above, none = (
        chart_of("112", "212", usual=usual)
        for usual in (Range(Decimal(150), Decimal(400)), Range(low=Decimal(150)), None)
    )
    assert [zone.css for zone in both.zones] == ["usual"]
    assert above.zones[0].y == VALUE_FRAME.top
    assert none.zones == ()


def test_values_outside_the_range_are_ringed_and_said_in_the_table():
    chart = value_trend("Platelets", "×10⁹/L", every_ten_days("112", "96", beside="low"), today=TODAY)
    assert all(dot.is_high for dot in chart.dots)
    page = render_to_string("components/value_trend.html", {"chart": chart})
    assert "96, low" in page
    assert "Low</span>" in page


def test_treatment_marks_outside_the_time_are_left_out_and_one_day_is_marked_once():
    began = START + timedelta(days=5)
    chart = chart_of("112", "96", events=[(began, "start"), (began, "start"), (date(2020, 1, 1), "start")])
    assert [event.name for event in chart.events] == ["start"]


NUMBERS = st.lists(st.decimals(0, 2000, places=3), min_size=1, max_size=40)
EDGES = st.none() | st.decimals(0, 2000, places=3)


@given(NUMBERS, EDGES, EDGES)
@pytest.mark.parametrize("frame", [VALUE_FRAME, VALUE_SPARK])
def test_whatever_was_measured_stays_inside_the_frame(frame, numbers, low, high):
    values = every_ten_days(*map(str, numbers))
    chart = value_trend("Platelets", "×10⁹/L", values, today=TODAY, usual=Range(low, high), frame=frame)
    assert all(frame.left <= dot.x <= frame.right_edge for dot in chart.dots)
    assert all(frame.top <= dot.y <= frame.height - frame.bottom for dot in chart.dots)
    assert all(frame.top <= line.y <= frame.height - frame.bottom for line in chart.grid)
    assert 2 <= len(chart.grid) <= 6
    assert drawing(chart).tag == "svg"
