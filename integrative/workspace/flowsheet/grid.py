"""The grid: rows down, days across, the newest at the right. No database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from integrative.ui.days import work_day_in_full
from integrative.ui.line_charts import LineChart

from .drawing import spark_of
from .from_check_ins import missed_weeks
from .read import Facts
from .rows import series_of, shown
from .series import Change, Group, Point, Series
from .span import Span
from .treatment import Mark, marks_of

# More do not fit across a sheet of paper; the earlier ones print from their own span.
PRINTED = 22
NO_CHECK_IN = "no check-in"


@dataclass(frozen=True)
class Column:
    """A day, or the last of several missed weeks in a row, of which `first` is the first. `kind` says what it
    is; `url` is where it opens. `marks`: treatment since the column before.
    """

    day: date
    first: date
    kind: str
    url: str
    marks: tuple[Mark, ...]
    prints: bool

    @property
    def css(self) -> str:
        return "day" if self.prints else "day no-print"


@dataclass(frozen=True)
class Cell:
    """`missed` says why nothing stands here where something should; `said` is everything in one line."""

    point: Point | None
    missed: str
    css: str
    said: str


@dataclass(frozen=True)
class Row:
    series: Series
    url: str
    cells: tuple[Cell, ...]
    chart: LineChart
    since_start: Change | None
    since_last: Change | None

    @property
    def now(self) -> Point | None:
        return next((cell.point for cell in reversed(self.cells) if cell.point), None)


@dataclass(frozen=True)
class Section:
    group: Group
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Grid:
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    marks: tuple[Mark, ...]

    @property
    def has_doses(self) -> bool:
        return any(section.group is Group.DOSES for section in self.sections)

    @property
    def width(self) -> int:
        """Of a row that goes across everything."""
        return len(self.columns) + 4

    @property
    def printed_from(self) -> date | None:
        """The first day on paper, where earlier ones do not fit."""
        if all(column.prints for column in self.columns):
            return None
        return next(column.day for column in self.columns if column.prints)


def grid_of(facts: Facts, which: str) -> Grid:
    """In: one of FILTERS."""
    span = facts.span
    rows = shown(series_of(facts), which, span.start, span.until)
    marks = marks_of(facts.found["courses"], span)
    columns = _columns(facts, rows, marks)
    built = (_row(facts, each, columns, span.address()) for each in rows)
    sections = (
        Section(group, tuple(found)) for group, found in groupby(built, key=lambda row: row.series.group)
    )
    return Grid(tuple(columns), tuple(sections), tuple(marks))


def kinds_of_days(facts: Facts) -> dict[date, str]:
    """What each day was: a visit, a check-in, or a week without one."""
    kinds = dict.fromkeys(missed_weeks(facts), NO_CHECK_IN)
    kinds |= dict.fromkeys((each.week_of for each in facts.found["check_ins"]), "check-in")
    return kinds | dict.fromkeys(facts.map_days().values(), "visit")


def _columns(facts: Facts, rows: Sequence[Series], marks: Sequence[Mark]) -> list[Column]:
    """Every day on which a row has something or misses it."""
    kinds = kinds_of_days(facts)
    days = {point.day for row in rows for point in row.points} | {day for row in rows for day in row.missed}
    in_span = sorted(day for day in days if facts.span.start <= day <= facts.span.until)
    told = {point.day for row in rows for point in row.points}
    runs = _runs(in_span, {day for day in in_span if kinds.get(day) == NO_CHECK_IN and day not in told})
    maps = {each.visit_on: each.pk for each in facts.found["maps"]}
    columns = []
    before = date.min
    for number, run in enumerate(runs, start=1):
        day, since = run[-1], tuple(mark for mark in marks if before < mark.day <= run[-1])
        kind = f"{len(run)} weeks without a check-in" if len(run) > 1 else kinds.get(day, "values")
        prints = number > len(runs) - PRINTED
        columns.append(Column(day, run[0], kind, _day_url(facts, day, maps), since, prints))
        before = day
    return columns


def _runs(days: Sequence[date], empty: Collection[date]) -> list[list[date]]:
    """The days one by one, but empty ones in a row together: they would push what was told out of sight."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day in empty and runs[-1][-1] in empty:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _day_url(facts: Facts, day: date, maps: Mapping[date, object]) -> str:
    """The map of that day, else the page of the day."""
    patient = facts.patient.pk
    if day in maps:
        return reverse("symptoms:signed_map", kwargs={"patient_id": patient, "consultation_id": maps[day]})
    return reverse("workspace:flowsheet_day", kwargs={"patient_id": patient, "day": day.isoformat()})


def row_url(facts: Facts, series: Series, query: str) -> str:
    url = reverse("workspace:flowsheet_row", kwargs={"patient_id": facts.patient.pk, "key": series.key})
    return f"{url}?{query}" if query else url


def _row(facts: Facts, series: Series, columns: Iterable[Column], query: str) -> Row:
    span, by_day = facts.span, {point.day: point for point in series.points}
    return Row(
        series=series,
        url=row_url(facts, series, query),
        cells=tuple(_cell(series, by_day.get(column.day), column, span) for column in columns),
        chart=spark_of(series, span),
        since_start=series.change_since_baseline(facts.plan_start, span.until),
        since_last=series.change_since_last(span.until),
    )


def _cell(series: Series, point: Point | None, column: Column, span: Span) -> Cell:
    missed = "" if point else series.missed.get(column.day, "")
    if not point and not missed:
        return Cell(None, "", column.css, "")
    told = ", ".join(each for each in (point.text, point.word, point.note) if each) if point else missed
    css = f"{column.css} {point.tone}".strip() if point else column.css
    said = f"{series.name}, {work_day_in_full(column.day, today=span.today)}: {told}"
    return Cell(point, missed, css, said)
