"""One row on its own page, and one day on its own. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from integrative.ui.line_charts import LineChart

from .drawing import chart_of
from .grid import kinds_of_days, row_url
from .read import Facts
from .rows import series_of
from .series import Change, Group, Point, Series
from .treatment import Mark, marks_of


@dataclass(frozen=True)
class Line:
    """A day of the table behind the drawing; `missed` where nothing was told, `mark` of the treatment."""

    day: date
    point: Point | None
    missed: str
    change: Change | None


@dataclass(frozen=True)
class RowPage:
    """`change`: since the plan began, else since the last. `others`: (group, its rows) to choose from."""

    series: Series
    chart: LineChart
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    baseline: Point | None
    change: Change | None
    others: tuple[tuple[str, tuple[Series, ...]], ...]

    @property
    def has_notes(self) -> bool:
        return any(line.point and line.point.note for line in self.lines)


@dataclass(frozen=True)
class DayPage:
    """What was told and measured on one day. `words` are the person's own, of a check-in."""

    day: date
    kind: str
    values: tuple[tuple[Series, Point, str], ...]
    words: str


def row_page(facts: Facts, key: str) -> RowPage | None:
    """None where this person has no such row."""
    rows = series_of(facts)
    series = next((each for each in rows if each.key == key), None)
    if series is None:
        return None
    span = facts.span
    marks = marks_of(facts.found["courses"], span)
    return RowPage(
        series=series,
        chart=chart_of(series, span, facts.plan_start, marks),
        lines=tuple(_lines(series, span.start, span.until)),
        marks=tuple(marks),
        baseline=series.baseline(facts.plan_start),
        change=series.change_since_baseline(facts.plan_start, span.until)
        or series.change_since_last(span.until),
        others=tuple(
            (group.value, found)
            for group in Group
            if (found := tuple(each for each in rows if each.group is group))
        ),
    )


def _lines(series: Series, since: date, until: date) -> list[Line]:
    """Newest first, each with its change since the one before."""
    points = {point.day: point for point in series.points}
    days = sorted(day for day in {*points, *series.missed} if since <= day <= until)
    return [
        Line(
            day,
            points.get(day),
            series.missed.get(day, ""),
            series.change_since_last(day) if _is_known(points.get(day)) else None,
        )
        for day in reversed(days)
    ]


def _is_known(point: Point | None) -> bool:
    return point is not None and point.number is not None


def day_page(facts: Facts, day: date) -> DayPage | None:
    """None where nothing is on record of that day."""
    query = facts.span.address()
    values = tuple(
        (series, point, row_url(facts, series, query))
        for series in series_of(facts)
        if (point := series.at(day))
    )
    words = next((each.words for each in facts.found["check_ins"] if each.week_of == day), "")
    kind = kinds_of_days(facts).get(day, "")
    if not values and not kind:
        return None
    return DayPage(day, kind or "values", values, words)
