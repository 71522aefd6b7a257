"""What a row of the flowsheet is: points by day on a scale, and what counts as a change. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from integrative.ui.days import work_day_in_full
from integrative.ui.numbers import plain_number


class Group(Enum):
    """The sections of the grid, in their order."""

    TARGETS = "What the plan aims at"
    SYMPTOMS = "Symptoms"
    CONCERNS = "The person’s own concerns"
    CHECK_INS = "Weekly check-ins"
    FUNCTION = "Function"
    HOSPITAL = "Hospital"
    DOSES = "Doses"
    LABS = "Laboratory"


class Way(Enum):
    """Which way is better; it stands in words beside every scale."""

    UP_IS_WORSE = "↑ worse"
    UP_IS_BETTER = "↑ better"
    NEITHER = ""


@dataclass(frozen=True)
class Point:
    """What stood on a day. Without a number it was looked for and is not known: `shown` says so.

    `word` is the level or the flag; `tone` severe or moderate where the cell is shaded, low or high for
    a laboratory value beside its range; `note` what was said with it.
    """

    day: date
    number: Decimal | None
    word: str = ""
    tone: str = ""
    note: str = ""
    shown: str = ""

    @property
    def text(self) -> str:
        return self.shown if self.number is None else self.shown or plain_number(self.number)


@dataclass(frozen=True)
class Aim:
    """What the active plan says of a row."""

    goal: Decimal | None
    by_on: date | None
    baseline: Decimal | None
    baseline_on: date | None


@dataclass(frozen=True)
class Scale:
    """`bounds` and `lines` are of the scale itself; without them the drawing takes those of its numbers.

    `zones`: (css, from, to). `usual`: the laboratory's own range. `meaningful`: the change from which on
    it counts as one; None where none is known.
    """

    unit: str
    way: Way
    bounds: tuple[int, int] | None = None
    lines: tuple[int, ...] = ()
    zones: tuple[tuple[str, int, int], ...] = ()
    usual: tuple[Decimal | None, Decimal | None] = (None, None)
    meaningful: Decimal | None = None

    @property
    def words(self) -> str:
        """ "0 to 10, ↑ worse"."""
        return ", ".join(each for each in (self.unit, self.way.value) if each)


@dataclass(frozen=True)
class Change:
    """From one known point to a later one."""

    delta: Decimal
    since: date
    scale: Scale

    @property
    def counts(self) -> bool | None:
        """Whether it reaches the meaningful change; None where none is known."""
        return None if self.scale.meaningful is None else abs(self.delta) >= self.scale.meaningful

    @property
    def word(self) -> str:
        """easier or harder, where up is worse; better or worse, where up is better. Too small a change is
        the same, and where nobody knows how much matters it is only higher or lower.
        """
        if not self.delta or self.counts is False:
            return "same"
        if self.counts is None:
            return "higher" if self.delta > 0 else "lower"
        if self.scale.way is Way.UP_IS_WORSE:
            return "harder" if self.delta > 0 else "easier"
        return "better" if self.delta > 0 else "worse"

    @property
    def css(self) -> str:
        """The look of the word."""
        return {"easier": "better", "better": "better", "harder": "worse", "worse": "worse"}.get(
            self.word, "same"
        )

    @property
    def said(self) -> str:
        """ "easier by 3", "higher by 12", "same"; "same, 1 more" below what counts."""
        points = plain_number(abs(self.delta))
        if self.word != "same":
            return f"{self.word} by {points}"
        return f"same, {points} {'more' if self.delta > 0 else 'less'}" if self.delta else "same"

    def in_words(self, today: date) -> str:
        """ "easier by 3 since 8 Oct"."""
        return f"{self.said} since {work_day_in_full(self.since, today=today)}"


@dataclass(frozen=True)
class Series:
    """A row before anyone looks at a span of it. `points` are oldest first, one a day.

    `missed`: days on which it should have been told and was not; the line breaks there. `remarks` stand
    beside the drawing. `also` names filters that show the row besides its own group's.
    """

    key: str
    name: str
    group: Group
    scale: Scale
    points: tuple[Point, ...]
    missed: Mapping[date, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    also: frozenset[str] = frozenset()
    aim: Aim | None = None
    is_quoted: bool = False

    def at(self, day: date) -> Point | None:
        return next((point for point in self.points if point.day == day), None)

    def known(self, until: date) -> list[Point]:
        return [point for point in self.points if point.number is not None and point.day <= until]

    def change_since_last(self, until: date) -> Change | None:
        """Of the last two known points."""
        known = self.known(until)
        return self._change(known[-2], known[-1]) if len(known) > 1 else None

    def change_since_baseline(self, plan_start: date | None, until: date) -> Change | None:
        """Against what stood when the active plan began; None without a plan or a later point."""
        known, base = self.known(until), self.baseline(plan_start)
        if not known or base is None or base.day >= known[-1].day:
            return None
        return self._change(base, known[-1])

    def baseline(self, plan_start: date | None) -> Point | None:
        """The plan's own, else the newest known point when it began, else the first one after."""
        if plan_start is None:
            return None
        if self.aim and self.aim.baseline is not None:
            return Point(self.aim.baseline_on or plan_start, self.aim.baseline)
        known = [point for point in self.points if point.number is not None]
        before = [point for point in known if point.day <= plan_start]
        return before[-1] if before else known[0] if known else None

    def _change(self, was: Point, now: Point) -> Change:
        return Change((now.number or Decimal(0)) - (was.number or Decimal(0)), was.day, self.scale)
