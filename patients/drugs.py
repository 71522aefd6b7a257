"""Which drugs the record names, as treatment or as medicine, and until when each was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from integrative.knowledge.agents import Agent, all_agents
from integrative.knowledge.products import read_drugs

from .models import Medication, TreatmentCourse


@dataclass(frozen=True)
class DrugGiven:
    """A drug that a treatment or a medicine names. `last`: the last day it was given, until today."""

    agent: Agent
    row: TreatmentCourse | Medication
    last: date
    is_running: bool


def drugs_given(
    courses: Iterable[TreatmentCourse], medicines: Iterable[Medication], today: date
) -> Iterator[DrugGiven]:
    """What began until today. Two or three letters are a regimen only where treatments are written."""
    rows: list[TreatmentCourse | Medication] = [*courses, *medicines]
    for row in rows:
        if row.started_on and row.started_on > today:
            continue
        last = min(row.ended_on or today, today)
        reading = read_drugs(_text(row), short_regimens=isinstance(row, TreatmentCourse))
        for found in reading.found:
            yield DrugGiven(all_agents()[found.id], row, last, is_running=not row.is_over_on(today))


def unread_treatments(courses: Iterable[TreatmentCourse], today: date) -> list[str]:
    """Treatments that run and name something the tables do not know."""
    running = [course for course in courses if course.runs_on(today)]
    return [course.regimen for course in running if read_drugs(course.regimen).status != "matched"]


def _text(row: TreatmentCourse | Medication) -> str:
    return row.regimen if isinstance(row, TreatmentCourse) else row.name
