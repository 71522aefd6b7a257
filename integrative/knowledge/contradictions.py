"""Facts of one record that can't both be right. Nothing is decided here: someone has to look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from .agents import all_agents
from .products import read_drugs
from .tables import Table, filled, one_of, provenance

AROMATASE_INHIBITORS = Table("aromatase_inhibitors", {"id": filled, "name": filled, **provenance("sure")})
PREGNANCY_HAZARDS = Table(
    "pregnancy_hazards",
    {"id": filled, "kind": one_of("agent", "class"), **provenance("high", "moderate", "low")},
)
HORMONE_RECEPTORS = ("er", "pr")
SPEAKS_FOR_HORMONES = frozenset({"positive", "equivocal"})
PHASES_WITH_TREATMENT = frozenset({"active_treatment"})
PHASES_AFTER_TREATMENT = frozenset({"recovery", "survivorship"})
TITLE = "Check the record"


@dataclass(frozen=True)
class Contradiction:
    title: str
    text: str


@dataclass(frozen=True)
class Course:
    """A treatment that runs today: what it is, since when, its cycle today and how many were planned."""

    name: str
    started_on: date
    cycle: int | None = None
    cycles_planned: int | None = None


@dataclass(frozen=True)
class OnRecord:
    """What is looked at together. `tumors`: for each cancer marker -> result, an untested one missing."""

    medicines: Sequence[str] = ()
    courses: Sequence[Course] = ()
    tumors: Sequence[Mapping[str, str]] = ()
    pregnant: bool = False
    phase: str = ""
    phase_since: date | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """How phases are called on screen."""


def contradictions(record: OnRecord) -> list[Contradiction]:
    """What someone has to check before relying on the record."""
    checks = (_endocrine, _cycles, _pregnancy, _phase)
    return [Contradiction(TITLE, text) for check in checks for text in check(record)]


@cache
def aromatase_inhibitors() -> dict[str, str]:
    """Name by id, in the order of the table."""
    return {row["id"]: row["name"] for row in AROMATASE_INHIBITORS.rows()}


def _endocrine(record: OnRecord) -> Iterator[str]:
    taken = [*record.medicines, *(course.name for course in record.courses)]
    given = [name for name in aromatase_inhibitors().values() if _names(name, taken)]
    if given and _no_receptor_for_hormones(record.tumors):
        yield (
            f"{' and '.join(given)} (aromatase inhibitor) stands beside a tumor recorded as ER negative "
            "and PR negative. One of them may be entered in error, or a cancer may be missing."
        )


def _names(name: str, medicines: Iterable[str]) -> bool:
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    return any(word.search(medicine) for medicine in medicines)


def _no_receptor_for_hormones(tumors: Sequence[Mapping[str, str]]) -> bool:
    """A tumor without either receptor, and none that would explain endocrine treatment."""
    results = [[tumor.get(receptor, "") for receptor in HORMONE_RECEPTORS] for tumor in tumors]
    explained = any(result in SPEAKS_FOR_HORMONES for tumor in results for result in tumor)
    return not explained and any(tumor == ["negative", "negative"] for tumor in results)


def _cycles(record: OnRecord) -> Iterator[str]:
    for course in record.courses:
        if course.cycle and course.cycles_planned and course.cycle > course.cycles_planned:
            yield (
                f"By the calendar {course.name} is in cycle {course.cycle}, but {course.cycles_planned} were "
                "planned. It may have ended, been delayed, or been extended."
            )


def _pregnancy(record: OnRecord) -> Iterator[str]:
    if not record.pregnant:
        return
    taken = [*record.medicines, *(course.name for course in record.courses)]
    harmful = [name for name in taken if _harms_unborn(name)]
    if harmful:
        yield (
            f"Pregnancy is on record beside {', '.join(harmful)}, which can harm an unborn child. Ask the "
            "prescriber today; one of them may be out of date."
        )


def _harms_unborn(written: str) -> bool:
    hazards = {row["id"] for row in PREGNANCY_HAZARDS.rows()}
    drugs = [all_agents()[found.id] for found in read_drugs(written, short_regimens=True).found]
    return any(drug.id in hazards or f"any_{drug.kind}" in hazards for drug in drugs)


def _phase(record: OnRecord) -> Iterator[str]:
    called = record.words.get(record.phase, record.phase.replace("_", " "))
    newest = max((course.started_on for course in record.courses), default=None)
    if record.phase in PHASES_AFTER_TREATMENT and record.courses:
        names = ", ".join(course.name for course in record.courses)
        yield f"The phase is “{called}”, but {names} goes on. A phase or an end of treatment is missing."
    elif record.phase == "newly_diagnosed" and newest and record.phase_since and record.phase_since < newest:
        yield f"The phase is “{called}”, and a treatment has begun since. Enter the next phase."
    elif record.phase in PHASES_WITH_TREATMENT and not record.courses:
        yield f"The phase is “{called}”, but no treatment on record goes on today."
