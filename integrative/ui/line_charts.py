"""A line over a stretch of time that is given: on a scale of its own, with gaps that nothing bridges.

What was missed leaves a hole. It is neither zero nor drawn through.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from .charts import DayLabel, Event, Frame, Stroke, Zone
from .days import work_day_in_full
from .numbers import plain_number
from .value_charts import Scale, ValueDot, ValueGridLine

LINE_FRAME = Frame(width=680, height=240, left=44, right=52, top=16, bottom=28)
LINE_SPARK = Frame(width=104, height=34, left=4, right=8, top=4, bottom=4)


@dataclass(frozen=True)
class Spot:
    """A number on a day; `is_high` rings it. Without a number the line breaks there."""

    day: date
    number: Decimal | None
    is_high: bool = False


@dataclass(frozen=True)
class Axis:
    """From the lowest to the highest number that is drawn, and where lines stand."""

    low: Decimal
    high: Decimal
    lines: tuple[Decimal, ...]

    @classmethod
    def around(cls, numbers: Sequence[Decimal]) -> Axis:
        """For what has no scale of its own. In: at least one number."""
        scale = Scale.around(numbers)
        return cls(scale.low, scale.high, tuple(scale.lines))

    def y(self, number: Decimal, frame: Frame) -> float:
        share = (number - self.low) / (self.high - self.low)
        return round(frame.top + (frame.height - frame.top - frame.bottom) * float(1 - share), 1)


@dataclass(frozen=True)
class Band:
    """A shaded stretch of the scale."""

    css: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class LineChart:
    """What ui/trend.svg and ui/sparkline.svg draw. `spoken` is the finding in a sentence."""

    frame: Frame
    spoken: str
    dots: tuple[ValueDot, ...]
    strokes: tuple[Stroke, ...]
    zones: tuple[Zone, ...] = ()
    grid: tuple[ValueGridLine, ...] = ()
    goal: str | None = None
    goal_y: float | None = None
    events: tuple[Event, ...] = ()
    day_labels: tuple[DayLabel, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.dots


def line_chart(
    spots: Sequence[Spot],
    axis: Axis,
    *,
    first: date,
    last: date,
    today: date,
    spoken: str,
    missed: Collection[date] = (),
    goal: Decimal | None = None,
    bands: Sequence[Band] = (),
    events: Sequence[tuple[date, str]] = (),
    frame: Frame = LINE_FRAME,
) -> LineChart:
    """In: spots from `first` to `last`, oldest first; `missed` are days between that should have one."""
    return LineChart(
        frame=frame,
        spoken=spoken,
        dots=_dots(spots, axis, first, last, frame),
        strokes=_strokes(spots, missed, axis, first, last, frame),
        zones=tuple(_zone(band, axis, frame) for band in bands if band.low < axis.high),
        grid=tuple(ValueGridLine(axis.y(at, frame), plain_number(at)) for at in axis.lines),
        goal=None if goal is None else plain_number(goal),
        goal_y=None if goal is None else axis.y(goal, frame),
        events=tuple(Event(frame.x(day, first, last), name) for day, name in events if first <= day <= last),
        day_labels=(
            DayLabel(frame.left, work_day_in_full(first, today=today), "start"),
            DayLabel(frame.right_edge, work_day_in_full(last, today=today), "end"),
        ),
    )


def line_spark(
    spots: Sequence[Spot], axis: Axis, *, first: date, last: date, missed: Collection[date] = ()
) -> LineChart:
    """A line without axes, to stand in a table row beside its change in words."""
    return LineChart(
        frame=LINE_SPARK,
        spoken="",
        dots=_dots(spots, axis, first, last, LINE_SPARK),
        strokes=_strokes(spots, missed, axis, first, last, LINE_SPARK),
    )


def _dots(spots: Sequence[Spot], axis: Axis, first: date, last: date, frame: Frame) -> tuple[ValueDot, ...]:
    known = [(spot, spot.number) for spot in spots if spot.number is not None]
    return tuple(
        ValueDot(
            x=frame.x(spot.day, first, last),
            y=axis.y(number, frame),
            label=plain_number(number),
            is_last=place == len(known),
            is_high=spot.is_high,
        )
        for place, (spot, number) in enumerate(known, start=1)
    )


def _strokes(
    spots: Sequence[Spot], missed: Collection[date], axis: Axis, first: date, last: date, frame: Frame
) -> tuple[Stroke, ...]:
    """Between neighbours that are both known and have no missed day between them."""
    return tuple(
        Stroke(
            frame.x(a.day, first, last),
            axis.y(a.number, frame),
            frame.x(b.day, first, last),
            axis.y(b.number, frame),
            is_gap=False,
        )
        for a, b in pairwise(spots)
        if a.number is not None and b.number is not None and not any(a.day < day < b.day for day in missed)
    )


def _zone(band: Band, axis: Axis, frame: Frame) -> Zone:
    top, bottom = axis.y(min(band.high, axis.high), frame), axis.y(max(band.low, axis.low), frame)
    return Zone(band.css, top, round(bottom - top, 1))
