"""When goals of care are asked again, and whether the plan still fits the last answer. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .models import Lean


@dataclass(frozen=True)
class Happening:
    """Something after which the three questions are asked again; `on` is None when the day is not known."""

    on: date | None
    words: str


@dataclass(frozen=True)
class Answer:
    """Where the person leaned, and when they were asked."""

    on: date
    lean: Lean


@dataclass(frozen=True)
class AskAgain:
    """What happened since the last answer, oldest first; `asked_on` is None when nobody asked yet."""

    asked_on: date | None
    since: tuple[Happening, ...]


class Side(StrEnum):
    """The three sides that the answers fall on."""

    LONGER = "longer"
    UNDECIDED = "undecided"
    COMFORT = "comfort"

    @property
    def now(self) -> str:
        """As in "they lean to comfort"."""
        return "are undecided" if self is Side.UNDECIDED else f"lean to {NAMES[self]}"

    @property
    def then(self) -> str:
        return "were undecided" if self is Side.UNDECIDED else f"leaned to {NAMES[self]}"


NAMES = {Side.LONGER: "longer time", Side.COMFORT: "comfort"}
SIDES = {
    Lean.LONGER: Side.LONGER,
    Lean.LEAN_LONGER: Side.LONGER,
    Lean.UNDECIDED: Side.UNDECIDED,
    Lean.LEAN_COMFORT: Side.COMFORT,
    Lean.COMFORT: Side.COMFORT,
}


@dataclass(frozen=True)
class Doubt:
    """The active plan against the last answer.

    `before` is the answer the plan was made with, None when none was known; `newest` is None when nobody
    ever asked.
    """

    activated_on: date
    before: Answer | None
    newest: Answer | None

    @property
    def side_before(self) -> Side | None:
        return SIDES[self.before.lean] if self.before else None

    @property
    def side_now(self) -> Side | None:
        return SIDES[self.newest.lean] if self.newest else None


def ask_again(
    happenings: Iterable[Happening], *, asked_on: date | None, known_since: date
) -> AskAgain | None:
    """What asks for the questions again, or None.

    Counted are days after the last answer; without one, days since the person came to the clinic. What
    happened on the day of the answer was there to be talked about.
    """
    after = [
        each
        for each in happenings
        if each.on and (each.on > asked_on if asked_on else each.on >= known_since)
    ]
    if not after:
        return None
    return AskAgain(asked_on, tuple(sorted(after, key=lambda each: (each.on, each.words))))


def doubt_about(activated_on: date | None, answers: Sequence[Answer]) -> Doubt | None:
    """Whether the active plan may no longer fit. In: the day it was activated, the answers newest first.

    There is doubt when the newest answer is of a later day than the plan and on another side than the one
    the plan was made with, and when no answer was known before the plan. "Prefers not to say" is respected:
    as the newest answer it raises no doubt, and earlier ones are passed over.
    """
    if activated_on is None:
        return None
    if not answers:
        return Doubt(activated_on, before=None, newest=None)
    newest = answers[0]
    if newest.lean not in SIDES or newest.on <= activated_on:
        return None
    known = (each for each in answers if each.on <= activated_on and each.lean in SIDES)
    before = next(known, None)
    if before and SIDES[before.lean] is SIDES[newest.lean]:
        return None
    return Doubt(activated_on, before=before, newest=newest)
