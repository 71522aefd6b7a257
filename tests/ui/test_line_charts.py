"""Lines with gaps: what was missed is neither zero nor drawn through."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from integrative.ui.line_charts import LINE_FRAME, Axis, Band, Spot, line_chart, line_spark

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
TEN = Axis(Decimal(0), Decimal(10), (Decimal(0), Decimal(4), Decimal(7), Decimal(10)))


def spots(*numbers: int | None) -> list[Spot]:
    """A week apart."""
    return [
        Spot(FIRST + timedelta(weeks=week), None if number is None else Decimal(number))
        for week, number in enumerate(numbers)
    ]


def drawn(*numbers: int | None, **more: object):
    more = {"axis": TEN, "first": FIRST, "last": LAST, "today": LAST, "spoken": "Said"} | more
    return line_chart(spots(*numbers), **more)


def test_a_number_that_is_not_known_breaks_the_line():
    chart = drawn(8, 6, None, 4)
    assert len(chart.dots) == 3
    assert len(chart.strokes) == 1
    assert not any(stroke.is_gap for stroke in chart.strokes)


def test_a_missed_day_between_two_numbers_breaks_the_line():
    assert len(drawn(8, 6).strokes) == 1
    assert drawn(8, 6, missed={FIRST + timedelta(days=3)}).strokes == ()


def test_a_missed_day_elsewhere_does_not():
    assert len(drawn(8, 6, missed={FIRST, FIRST + timedelta(weeks=1), LAST}).strokes) == 1


def test_the_line_stands_where_its_days_are_and_not_from_edge_to_edge():
    chart = drawn(8, 6)
    assert chart.dots[0].x == LINE_FRAME.left
    assert chart.dots[1].x < LINE_FRAME.right_edge / 2


def test_the_last_number_is_labelled():
    assert [(dot.label, dot.is_last) for dot in drawn(8, 6).dots] == [("8", False), ("6", True)]


def test_what_lies_beyond_the_scale_is_cut_off():
    (zone,) = drawn(9, bands=[Band("unchanged", Decimal(7), Decimal(11))]).zones
    assert zone.y == LINE_FRAME.top
    assert zone.height == round((LINE_FRAME.height - LINE_FRAME.top - LINE_FRAME.bottom) * 0.3, 1)


def test_marks_outside_the_weeks_are_left_out():
    events = [(FIRST - timedelta(days=1), "before"), (FIRST, "start"), (LAST, "C2")]
    assert [event.name for event in drawn(5, events=events).events] == ["start", "C2"]


def test_it_is_drawn_as_sound_svg_and_told_in_words():
    svg = render_to_string("ui/trend.svg", {"chart": drawn(8, None, 3, goal=Decimal(3))})
    root = ElementTree.fromstring(svg.split("#}", 1)[-1].strip())
    assert root.attrib["aria-label"] == "Said"
    assert "goal 3" in svg


def test_a_spark_without_a_number_is_empty():
    assert line_spark([], TEN, first=FIRST, last=LAST).is_empty


@given(st.lists(st.none() | st.integers(0, 10), max_size=8))
def test_there_is_never_a_stroke_to_or_from_what_is_not_known(numbers):
    chart = drawn(*numbers)
    places = {(dot.x, dot.y) for dot in chart.dots}
    for stroke in chart.strokes:
        assert {(stroke.x1, stroke.y1), (stroke.x2, stroke.y2)} <= places
    known = [number is not None for number in numbers]
    assert len(chart.strokes) == sum(a and b for a, b in pairwise(known))
