"""How a plan reads to the person who takes it home. Hints before it is signed; they hold nothing up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from integrative.ui.wording import words_we_do_not_say
from patients.models import Patient

from .models import CarePlan
from .readability import FOR_PATIENTS, grade, hardest, split_sentences
from .sheet import Sheet, sheet_of

READS_HARD = FOR_PATIENTS + 4
"""From here on a single sentence is worth another look; short ones vary too much for the grade of a text."""


@dataclass(frozen=True)
class ReadingOfASheet:
    """`hard`: the sentences of this plan that read hardest; `said`: words to say in another way."""

    grade: float
    hard: tuple[str, ...]
    said: Mapping[str, str]

    @property
    def is_easy(self) -> bool:
        return self.grade <= FOR_PATIENTS


def reading_of(plan: CarePlan, patient: Patient) -> ReadingOfASheet:
    return reading_of_sheet(sheet_of(plan, patient))


def reading_of_sheet(sheet: Sheet) -> ReadingOfASheet:
    sentences = sentences_of(sheet)
    own = [sentence for line in own_lines(sheet) for sentence in split_sentences(line)]
    return ReadingOfASheet(
        grade(sentences), tuple(hardest(own, READS_HARD)), words_we_do_not_say(" / ".join(sentences))
    )


def sentences_of(sheet: Sheet) -> list[str]:
    return [sentence for line in sheet.sentences() for sentence in split_sentences(line)]


def own_lines(sheet: Sheet) -> list[str]:
    """What was written for this person, in contrast to what stands on every sheet."""
    lines = [sheet.one_thing]
    for part in sheet.parts:
        lines += [part.title, *part.lines, *(f"{step.title}. {step.text}" for step in part.steps)]
    return [line for line in lines if line]
