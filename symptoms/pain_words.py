"""A pain of a map as it is read: on the page, in the note, and beside today's. No query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from .body import in_words
from .body_figure import Figure, Marks, figure_of
from .models import Consultation, FunctionGoal, PainArea
from .models.pain import Eases, Quality, Since, Timing, Worsens, causes, signs

# The goal attainment scale of Kiresuk and Sherman: 0 is as expected.
ATTAINMENT = [
    (-2, "Much less than expected"),
    (-1, "Less than expected"),
    (0, "As expected"),
    (1, "More than expected"),
    (2, "Much more than expected"),
]


@dataclass(frozen=True)
class AreaInWords:
    """`details`: question and answer, of what was asked. `words` are the person's own."""

    number: int
    where: str
    score: str
    details: tuple[tuple[str, str], ...]
    words: str

    @property
    def in_short(self) -> str:
        return ", ".join(filter(None, (self.where, self.score)))


def area_in_words(number: int, area: PainArea) -> AreaInWords:
    return AreaInWords(
        number,
        in_words(area.regions),
        score_in_words(area.worst, area.usual),
        tuple(_details(area)),
        area.words,
    )


def score_in_words(worst: Any, usual: Any) -> str:
    """ "worst 7, usual 5"; what was not asked is left out."""
    asked = (("worst", worst), ("usual", usual))
    return ", ".join(f"{name} {score}" for name, score in asked if score not in (None, ""))


def qualities_in_words(qualities: Collection[str]) -> str:
    return _several(Quality, qualities)


def _details(area: PainArea) -> Iterator[tuple[str, str]]:
    answers = (
        ("Feels", _several(Quality, area.qualities)),
        ("When", _one(Timing, area.timing)),
        ("Since", _one(Since, area.since).lower()),
        ("Getting steadily worse", {True: "yes", False: "no"}.get(area.is_worsening, "")),
        ("Worse with", _several(Worsens, area.worse_with)),
        ("Better with", _several(Eases, area.better_with)),
        ("Found", "; ".join(words for key, words in signs() if key in area.signs)),
        ("Cause, in the clinician's eyes", dict(causes()).get(area.cause, "")),
    )
    return ((question, answer) for question, answer in answers if answer)


def _one(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value else ""


def _several(choices: type[TextChoices], values: Collection[str]) -> str:
    labels = [str(label) for value, label in choices.choices if value in values]
    return ", ".join(label if place == 0 else label.lower() for place, label in enumerate(labels))


@dataclass(frozen=True)
class GoalInWords:
    """A goal of the person, what was expected by the follow-up, and where it stood."""

    words: str
    expected: str
    stands: str


def goals_in_words(goals: Iterable[FunctionGoal]) -> list[GoalInWords]:
    return [GoalInWords(goal.words, goal.expected, dict(ATTAINMENT).get(goal.attained, "")) for goal in goals]


def pain_note(consultation: Consultation) -> Figure | None:
    """The figure beside the note's lines, which carry its numbers; nothing where no pain was named.

    In: a consultation as `queries.signed_maps` gives it.
    """
    areas = enumerate(consultation.painareas.all(), start=1)
    marks = [Marks(number, area.regions, area.qualities) for number, area in areas]
    return figure_of(marks) if marks else None
