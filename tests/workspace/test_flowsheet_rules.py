"""What a change is, what stands at the start of a plan, and which weeks are on a page. No database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.workspace.flowsheet.from_maps import EFFICIENCY, SCORES
from integrative.workspace.flowsheet.series import Aim, Change, Group, Point, Scale, Series, Way
from integrative.workspace.flowsheet.span import WEEKS, NoSuchSpan, Span
from integrative.workspace.flowsheet.treatment import marks_of
from patients.models import TreatmentCourse

START, TODAY = date(2026, 9, 2), date(2026, 11, 20)
KNOWN_BETTER = Scale("T", Way.UP_IS_BETTER, meaningful=Decimal(4))


def row(*points: tuple[int, int | None], scale: Scale = SCORES, aim: Aim | None = None) -> Series:
    """Points as (days after START, number)."""
    built = (
        Point(START + timedelta(days=days), None if number is None else Decimal(number))
        for days, number in points
    )
    return Series("row", "Row", Group.SYMPTOMS, scale, tuple(built), aim=aim)


@pytest.mark.parametrize(
    ("scale", "delta", "word", "css"),
    [
        (SCORES, -3, "easier", "better"),
        (SCORES, 2, "harder", "worse"),
        (SCORES, 1, "same", "same"),
        (SCORES, 0, "same", "same"),
        (KNOWN_BETTER, 4, "better", "better"),
        (KNOWN_BETTER, -4, "worse", "worse"),
        (KNOWN_BETTER, 3, "same", "same"),
        (EFFICIENCY, 12, "higher", "same"),
        (EFFICIENCY, -1, "lower", "same"),
        (EFFICIENCY, 0, "same", "same"),
    ],
)
def test_a_change_has_its_word(scale, delta, word, css):
    change = Change(Decimal(delta), START, scale)
    assert (change.word, change.css) == (word, css)


def test_a_change_is_told_with_its_day():
    assert Change(Decimal(-3), START, SCORES).in_words(TODAY) == "easier by 3 since 2 Sep"
    assert Change(Decimal(1), START, SCORES).in_words(TODAY) == "same, 1 more since 2 Sep"
    assert Change(Decimal(0), START, SCORES).in_words(date(2027, 1, 1)) == "same since 2 Sep 2026"


def test_what_is_not_known_is_never_compared():
    series = row((0, 8), (7, None), (14, 5))
    assert series.change_since_last(TODAY).delta == -3
    assert row((0, None), (7, 5)).change_since_last(TODAY) is None
    assert row((0, 5), (7, None)).change_since_last(TODAY) is None


def test_the_plans_own_baseline_counts_first():
    aim = Aim(Decimal(3), None, Decimal(8), START - timedelta(days=3))
    series = row((0, 6), (30, 4), aim=aim)
    assert series.change_since_baseline(START, TODAY) == Change(
        Decimal(-4), START - timedelta(days=3), SCORES
    )


def test_else_what_stood_when_the_plan_began_else_what_came_first():
    assert row((-40, 9), (-2, 7), (30, 4)).baseline(START).number == 7
    assert row((5, 6), (30, 4)).baseline(START).number == 6
    assert row((5, 6)).baseline(None) is None
    assert row().baseline(START) is None


def test_an_earlier_page_knows_nothing_of_what_came_later():
    series = row((0, 8), (7, 6), (30, 1))
    until = START + timedelta(days=7)
    assert series.change_since_last(until).delta == -2
    assert series.change_since_baseline(START, START) is None


@given(st.sampled_from(list(WEEKS)), st.dates(date(2020, 1, 1), TODAY))
def test_spans_meet_without_a_gap_or_an_overlap(months, until):
    span = Span(months, until, TODAY)
    earlier = dict(part.split("=") for part in span.earlier().split("&"))
    before = Span.read(earlier.get("months", ""), earlier["until"], today=TODAY)
    assert before.until + timedelta(days=1) == span.start
    assert (before.until - before.start).days == (span.until - span.start).days


@pytest.mark.parametrize(("months", "until"), [("7", ""), ("", "soon"), ("", "1066-10-14"), ("-1", "")])
def test_no_other_span_is_read(months, until):
    with pytest.raises(NoSuchSpan):
        Span.read(months, until, today=TODAY)


def test_nobody_looks_ahead():
    span = Span.read("", "2027-05-05", today=TODAY)
    assert span.until == TODAY
    assert span.later() is None


def test_cycles_are_marked_until_the_last_planned_one_or_the_end():
    span = Span("6", TODAY, TODAY)
    course = TreatmentCourse(regimen="FOLFOX", started_on=START, cycle_days=14, cycles_planned=3)
    assert [mark.short for mark in marks_of([course], span)] == ["start", "C2", "C3"]
    course.ended_on = START + timedelta(days=20)
    assert [mark.short for mark in marks_of([course], span)] == ["start", "C2", "end"]
    course.cycle_days = None
    assert [mark.short for mark in marks_of([course], span)] == ["start", "end"]


def test_marks_before_the_page_are_left_out():
    course = TreatmentCourse(regimen="FOLFOX", started_on=TODAY - timedelta(days=400), cycle_days=14)
    marks = marks_of([course], Span("3", TODAY, TODAY))
    assert marks[0].short == "C24"
    assert marks[0].day >= Span("3", TODAY, TODAY).start
