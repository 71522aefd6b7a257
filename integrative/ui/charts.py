"""Small charts drawn on the server: facts in, places on a grid out, templates do the rest.

Scores run from 0 to 10 and up is worse. A missed day is a gap with a dashed bridge, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from integrative.knowledge.levels import change_word

from .days import work_day

TOP, SEVERE_FROM, MODERATE_FROM = 10, 7, 4


@dataclass(frozen=True)
class Reading:
    """One point of time; `score` is None when it was not answered."""

    day: date
    score: int | None


@dataclass(frozen=True)
class Frame:
    """The box that scores are drawn into."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def inner_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def right_edge(self) -> int:
        return self.width - self.right

    @property
    def foot(self) -> int:
        """Down to where a mark reaches."""
        return self.height - self.bottom + 3

    @property
    def label_y(self) -> int:
        """Where the days stand."""
        return self.height - 6

    def y(self, score: float) -> float:
        return round(self.top + (self.height - self.top - self.bottom) * (TOP - score) / TOP, 1)

    def x(self, day: date, first: date, last: date) -> float:
        span = (last - first).days
        share = (day - first).days / span if span else 1.0
        return round(self.left + self.inner_width * share, 1)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    reading: Reading
    is_last: bool

    @property
    def label(self) -> str:
        return str(self.reading.score)

    @property
    def is_high(self) -> bool:
        return self.reading.score is not None and self.reading.score >= SEVERE_FROM


@dataclass(frozen=True)
class Stroke:
    """A line between two readings; `is_gap` when something between them was missed."""

    x1: float
    y1: float
    x2: float
    y2: float
    is_gap: bool


@dataclass(frozen=True)
class Zone:
    css: str
    y: float
    height: float


@dataclass(frozen=True)
class GridLine:
    y: float
    label: int


@dataclass(frozen=True)
class Event:
    x: float
    name: str


@dataclass(frozen=True)
class DayLabel:
    x: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Chart:
    """Everything the template draws, and what it says to those who do not see it."""

    name: str
    frame: Frame
    readings: tuple[Reading, ...]
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    zones: tuple[Zone, ...]
    grid: tuple[GridLine, ...] = ()
    goal: int | None = None
    goal_y: float | None = None
    events: tuple[Event, ...] = ()
    day_labels: tuple[DayLabel, ...] = ()

    @property
    def first(self) -> Reading | None:
        return self.dots[0].reading if self.dots else None

    @property
    def last(self) -> Reading | None:
        return self.dots[-1].reading if self.dots else None

    @property
    def is_empty(self) -> bool:
        return not self.dots

    @property
    def change(self) -> int | None:
        """Last less first; nothing while there is a single score."""
        if len(self.dots) < 2:
            return None
        return _score(self.dots[-1].reading) - _score(self.dots[0].reading)

    @property
    def direction(self) -> str:
        """better, worse or same since the first score; nothing while there is a single one."""
        if self.change is None:
            return ""
        return change_word(_score(self.dots[-1].reading), _score(self.dots[0].reading))

    @property
    def change_text(self) -> str:
        """ "▼ 5, better": arrow, size and word together."""
        if self.change is None:
            return ""
        if self.change == 0:
            return "no change"
        return f"{'▲' if self.change > 0 else '▼'} {abs(self.change)}, {self.direction}"

    @property
    def spoken(self) -> str:
        """The finding in one sentence, for the picture's text."""
        if self.is_empty:
            return f"{self.name}: no scores yet."
        last = self.dots[-1].reading
        if self.change is None:
            return f"{self.name}: {last.score} of 10 on {work_day(last.day)}, the first score."
        first = self.dots[0].reading
        return (
            f"{self.name}, 0 to 10, higher is worse: {first.score} on {work_day(first.day)}, "
            f"{last.score} on {work_day(last.day)}, {self.direction}.{self._spoken_goal}"
        )

    @property
    def _spoken_goal(self) -> str:
        if self.goal is None:
            return ""
        reached = _score(self.dots[-1].reading) <= self.goal
        return f" Goal {self.goal} or less {'reached' if reached else 'not reached yet'}."


SPARK_FRAME = Frame(width=104, height=34, left=4, right=8, top=4, bottom=4)
TREND_FRAME = Frame(width=300, height=132, left=26, right=44, top=12, bottom=24)


def sparkline(name: str, readings: Sequence[Reading]) -> Chart:
    """A line without axes, to stand in a table row beside "now 3, was 8"."""
    in_order = _in_order(readings)
    dots = _dots(in_order, SPARK_FRAME)
    return Chart(
        name=name,
        frame=SPARK_FRAME,
        readings=in_order,
        dots=dots,
        strokes=_strokes(in_order, dots),
        zones=(_zone("severe", SPARK_FRAME, SEVERE_FROM, TOP),),
    )


def trend(
    name: str,
    readings: Sequence[Reading],
    *,
    goal: int | None = None,
    events: Sequence[tuple[date, str]] = (),
) -> Chart:
    """A small multiple: bands from 4 and 7, goal line, treatment marks (day, short name), last value."""
    in_order = _in_order(readings)
    dots = _dots(in_order, TREND_FRAME)
    return Chart(
        name=name,
        frame=TREND_FRAME,
        readings=in_order,
        dots=dots,
        strokes=_strokes(in_order, dots),
        zones=(
            _zone("severe", TREND_FRAME, SEVERE_FROM, TOP),
            _zone("moderate", TREND_FRAME, MODERATE_FROM, SEVERE_FROM),
        ),
        grid=tuple(GridLine(TREND_FRAME.y(at), at) for at in (0, MODERATE_FROM, SEVERE_FROM, TOP)),
        goal=goal,
        goal_y=None if goal is None else TREND_FRAME.y(goal),
        events=_events(in_order, events),
        day_labels=_day_labels(in_order),
    )


def _in_order(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda reading: reading.day))


def _score(reading: Reading) -> int:
    if reading.score is None:
        raise ValueError("A missed day has no score")
    return reading.score


def _dots(readings: Sequence[Reading], frame: Frame) -> tuple[Dot, ...]:
    answered = [reading for reading in readings if reading.score is not None]
    if not answered:
        return ()
    first, last = readings[0].day, readings[-1].day
    return tuple(
        Dot(
            frame.x(reading.day, first, last),
            frame.y(_score(reading)),
            reading,
            reading is answered[-1],
        )
        for reading in answered
    )


def _strokes(readings: Sequence[Reading], dots: Sequence[Dot]) -> tuple[Stroke, ...]:
    missed = [reading.day for reading in readings if reading.score is None]
    return tuple(
        Stroke(
            a.x,
            a.y,
            b.x,
            b.y,
            is_gap=any(a.reading.day <= day <= b.reading.day for day in missed),
        )
        for a, b in pairwise(dots)
    )


def _zone(css: str, frame: Frame, low: int, high: int) -> Zone:
    return Zone(css, frame.y(high), round(frame.y(low) - frame.y(high), 1))


def _events(readings: Sequence[Reading], events: Sequence[tuple[date, str]]) -> tuple[Event, ...]:
    if not readings:
        return ()
    first, last = readings[0].day, readings[-1].day
    return tuple(
        Event(TREND_FRAME.x(day, first, last), name) for day, name in sorted(events) if first <= day <= last
    )


def _day_labels(readings: Sequence[Reading]) -> tuple[DayLabel, ...]:
    if not readings:
        return ()
    first, last = readings[0].day, readings[-1].day
    ending = DayLabel(TREND_FRAME.right_edge, work_day(last), "end")
    if first == last:
        return (ending,)
    return (DayLabel(TREND_FRAME.left, work_day(first), "start"), ending)
