"""A measure of a plan from its start to now: what moved, and whether it is as much as people feel. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from integrative.knowledge.levels import MEANINGFUL_CHANGE

from .models import Measure, PlanPart
from .readings import Of, Reading, of_part

IN_A_ROW = 3
# The table of meaningful changes names 1 point for an item of the ESAS-r. Every page of the product calls a
# change from 2 points on, so what reads as better here reads so everywhere; it is the stricter of the two.
# For sleep efficiency and active minutes no verified value is known.
COUNTS_FROM: Mapping[str, int] = {Measure.SCORE: MEANINGFUL_CHANGE}
UNITS: Mapping[str, str] = {Measure.SLEEP_EFFICIENCY: "%", Measure.ACTIVE_MINUTES: "min a week"}
OF: Mapping[str, str] = {Measure.SCORE: "points", Measure.SLEEP_EFFICIENCY: "percent points",
                         Measure.ACTIVE_MINUTES: "minutes"}  # fmt: skip
SEVERAL: Mapping[str, str] = {Measure.SCORE: "scores", Measure.SLEEP_EFFICIENCY: "nights",
                              Measure.ACTIVE_MINUTES: "weeks"}  # fmt: skip


@dataclass(frozen=True)
class Course:
    """One measured part. `since` holds the readings after the start, oldest first; none is unknown."""

    part: PlanPart
    measure: Measure
    start: int | None
    start_on: date | None
    goal: int | None
    since: tuple[Reading, ...]

    @property
    def name(self) -> str:
        return self.part.get_symptom_display() if self.measure == Measure.SCORE else self.measure.label

    @property
    def unit(self) -> str:
        return UNITS.get(self.measure, "")

    @property
    def now(self) -> Reading | None:
        return self.since[-1] if self.since else None

    @property
    def last(self) -> Reading | None:
        """The reading before the newest, when there is one besides the start."""
        return self.since[-2] if len(self.since) > 1 else None

    @property
    def counts_from(self) -> int | None:
        """How far it must move to matter; None where nobody has verified it."""
        return COUNTS_FROM.get(self.measure)

    @property
    def moved(self) -> int | None:
        """Towards the goal is positive, whichever way the scale runs; None while an end is missing."""
        if self.now is None or self.start is None:
            return None
        change = self.now.value - self.start
        return change if self.measure.higher_is_better else -change

    @property
    def word(self) -> str:
        """better, worse or same; empty where an end is missing, or nobody knows what counts."""
        if self.moved is None or self.counts_from is None:
            return ""
        if abs(self.moved) < self.counts_from:
            return "same"
        return "better" if self.moved > 0 else "worse"

    @property
    def moved_in_words(self) -> str:
        """ "5 points better", "1 point, read as same", "6 percent points higher". Empty when unknown."""
        if self.moved is None:
            return ""
        if not self.moved:
            return "as at the start"
        size = counted(abs(self.moved), OF[self.measure])
        if self.word == "same":
            return f"{size}, read as same"
        if self.word:
            return f"{size} {self.word}"
        return f"{size} {'higher' if self.moved > 0 else 'lower'}"

    @property
    def counts_in_words(self) -> str:
        if self.counts_from is None:
            return "What counts as a change is not known"
        return f"A change counts from {counted(self.counts_from, OF[self.measure])}"

    def is_at_goal(self, value: int) -> bool:
        if self.goal is None:
            return False
        return value >= self.goal if self.measure.higher_is_better else value <= self.goal

    @property
    def goal_reached(self) -> bool:
        return self.now is not None and self.is_at_goal(self.now.value)

    @property
    def goal_in_words(self) -> str:
        if self.goal is None:
            return "not set"
        return f"{self.goal} or {'more' if self.measure.higher_is_better else 'less'}"

    @property
    def at_goal_in_a_row(self) -> int:
        """How many of the newest readings, one after the other, are at the goal."""
        reached = 0
        for reading in reversed(self.since):
            if not self.is_at_goal(reading.value):
                break
            reached += 1
        return reached

    @property
    def all_readings(self) -> tuple[Reading, ...]:
        """With the start, where its day is known."""
        if self.start is None or self.start_on is None:
            return self.since
        return (Reading(self.start, self.start_on), *self.since)


def course_of(
    part: PlanPart, readings: Mapping[Of, Sequence[Reading]], *, begun_on: date | None, typed: Reading | None
) -> Course | None:
    """None for a part without a measure. In: `readings` of the record, oldest first, the day the plan
    began to count, and what was asked today. What the record says of a later day than the start counts;
    what was typed counts only while the record has nothing newer."""
    if not part.measure:
        return None
    after = part.baseline_on or begun_on
    since = tuple(each for each in readings.get(of_part(part), ()) if after is None or each.on > after)
    if typed and not since:
        since = (typed,)
    return Course(
        part=part,
        measure=Measure(part.measure),
        start=part.baseline,
        start_on=part.baseline_on,
        goal=part.goal,
        since=since,
    )


def counted(number: int, several: str) -> str:
    """1 point, 2 points."""
    return f"{number} {several.removesuffix('s') if number == 1 else several}"
