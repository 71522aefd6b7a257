"""Trends of counts and of weight: numbers with a unit, on a scale of their own, beside their usual range.

No direction is better here: that depends on the person. The word for a value outside its range comes from
whoever reads the laboratory's own numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from .charts import DayLabel, Event, Frame, Stroke, Zone
from .days import work_day, work_day_in_full
from .numbers import plain_number

VALUE_FRAME = Frame(width=300, height=132, left=36, right=44, top=12, bottom=24)
VALUE_SPARK = Frame(width=104, height=34, left=4, right=8, top=4, bottom=4)
# A scale narrower than this share of its highest value would make a mountain of nothing.
NARROWEST = Decimal("0.04")
STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Value:
    """One measurement; `beside` is "low" or "high" when it lies outside the laboratory's own range."""

    day: date
    number: Decimal
    beside: str = ""

    @property
    def shown(self) -> str:
        return plain_number(self.number)


@dataclass(frozen=True)
class Range:
    """The laboratory's own range; an edge it did not give is None."""

    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Scale:
    """From the lowest grid line to the highest, in steps that a person would choose."""

    low: Decimal
    high: Decimal
    step: Decimal

    @classmethod
    def around(cls, numbers: Sequence[Decimal]) -> Scale:
        low, high = min(numbers), max(numbers)
        span = max(high - low, high * NARROWEST, Decimal("0.1"))
        middle = (low + high) / 2
        low, high = max(min(low, middle - span / 2), Decimal(0)), max(high, middle + span / 2)
        step = _step((high - low) / 3)
        return cls(floor(low / step) * step, ceil(high / step) * step, step)

    @property
    def lines(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]

    def y(self, number: Decimal, frame: Frame) -> float:
        share = (number - self.low) / (self.high - self.low)
        return round(frame.top + (frame.height - frame.top - frame.bottom) * float(1 - share), 1)


def _step(least: Decimal) -> Decimal:
    """The next of 1, 2, 5 times a power of ten."""
    power = Decimal(10) ** least.adjusted()
    return next(step * power for step in STEPS if step * power >= least)


@dataclass(frozen=True)
class ValueDot:
    x: float
    y: float
    label: str
    is_last: bool
    is_high: bool


@dataclass(frozen=True)
class ValueGridLine:
    y: float
    label: str


@dataclass(frozen=True)
class ValueChart:
    """What ui/trend.svg and ui/sparkline.svg draw, and the same in words."""

    name: str
    unit: str
    frame: Frame
    values: tuple[Value, ...]
    today: date
    dots: tuple[ValueDot, ...]
    strokes: tuple[Stroke, ...]
    zones: tuple[Zone, ...]
    grid: tuple[ValueGridLine, ...]
    events: tuple[Event, ...]
    day_labels: tuple[DayLabel, ...]

    @property
    def is_empty(self) -> bool:
        return not self.values

    @property
    def last(self) -> Value:
        return self.values[-1]

    @property
    def change_text(self) -> str:
        """ "▼ 86 since 8 Oct": the newest less the oldest shown. Empty for a single value."""
        if len(self.values) < 2:
            return ""
        first = self.values[0]
        since = f"since {work_day_in_full(first.day, today=self.today)}"
        change = self.last.number - first.number
        if not change:
            return f"as {since.removeprefix('since ')}"
        return f"{'▲' if change > 0 else '▼'} {plain_number(abs(change))} {since}"

    @property
    def spoken(self) -> str:
        """The finding in one sentence, for the picture's text."""
        told = [self.values[0], self.last] if len(self.values) > 1 else [self.last]
        said = ", ".join(f"{v.shown} on {work_day_in_full(v.day, today=self.today)}" for v in told)
        beside = f", {self.last.beside} beside the laboratory’s own range" if self.last.beside else ""
        return f"{self.name}, {self.unit}: {said}{beside}."


def value_trend(
    name: str,
    unit: str,
    values: Sequence[Value],
    *,
    today: date,
    usual: Range | None = None,
    events: Sequence[tuple[date, str]] = (),
    frame: Frame = VALUE_FRAME,
) -> ValueChart:
    """A small multiple of one count, or, in the frame VALUE_SPARK, a line to stand in a table row.

    In: at least one value; `events` are marks (day, short name).
    """
    in_order = tuple(sorted(values, key=lambda value: value.day))
    usual = usual or Range()
    edges = [edge for edge in (usual.low, usual.high) if edge is not None]
    scale = Scale.around([*(value.number for value in in_order), *edges])
    dots = _dots(in_order, scale, frame)
    return ValueChart(
        name=name,
        unit=unit,
        frame=frame,
        values=in_order,
        today=today,
        dots=dots,
        strokes=tuple(Stroke(a.x, a.y, b.x, b.y, is_gap=False) for a, b in pairwise(dots)),
        zones=_zones(usual, scale, frame),
        grid=tuple(ValueGridLine(scale.y(at, frame), plain_number(at)) for at in scale.lines),
        events=_events(in_order, events, frame),
        day_labels=_day_labels(in_order, frame),
    )


def _dots(values: Sequence[Value], scale: Scale, frame: Frame) -> tuple[ValueDot, ...]:
    first, last = values[0].day, values[-1].day
    return tuple(
        ValueDot(
            x=frame.x(value.day, first, last),
            y=scale.y(value.number, frame),
            label=value.shown,
            is_last=place == len(values),
            is_high=bool(value.beside),
        )
        for place, value in enumerate(values, start=1)
    )


def _zones(usual: Range, scale: Scale, frame: Frame) -> tuple[Zone, ...]:
    if usual.low is None and usual.high is None:
        return ()
    top = scale.y(scale.high if usual.high is None else usual.high, frame)
    bottom = scale.y(scale.low if usual.low is None else usual.low, frame)
    return (Zone("usual", top, round(bottom - top, 1)),)


def _events(values: Sequence[Value], events: Sequence[tuple[date, str]], frame: Frame) -> tuple[Event, ...]:
    first, last = values[0].day, values[-1].day
    return tuple(
        Event(frame.x(day, first, last), name) for day, name in sorted(set(events)) if first <= day <= last
    )


def _day_labels(values: Sequence[Value], frame: Frame) -> tuple[DayLabel, ...]:
    first, last = values[0].day, values[-1].day
    ending = DayLabel(frame.right_edge, work_day(last), "end")
    if first == last:
        return (ending,)
    return (DayLabel(frame.left, work_day(first), "start"), ending)
