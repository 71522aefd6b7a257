"""Opioids as oral morphine a day, from the medicines and their dates.

A day of which one opioid cannot be counted has no figure: part of a dose would look like a smaller dose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from integrative.knowledge.instruments.records import rounded
from integrative.knowledge.opioids.equivalents import TABLE, Equivalent, morphine_equivalents
from integrative.knowledge.opioids.facts import names_an_opioid, rules
from patients.models import Medication
from patients.opioids import SAID_OF_CANCER, line_of, opioid_day

from .read import Facts
from .series import Group, Point, Scale, Series, Way

SCALE = Scale("mg a day", Way.NEITHER)
A_DAY = timedelta(days=1)
NOT_KNOWN = "not known"


def series_of_opioids(facts: Facts, days: Iterable[date]) -> Iterator[Series]:
    """What is scheduled, and the most with all as-needed doses where that is more; nothing where no opioid
    is on record. In: the days of visits and check-ins; those on which a dose changed are added.
    """
    opioids = [each for each in facts.found["medicines"] if names_an_opioid(each.name)]
    if not opioids:
        return
    told = {day for day in days if day >= min(_known_from(facts, each) for each in opioids)}
    on = sorted(told | {day for each in opioids for day in _changes(each, facts.span.until)})
    by_day = [(day, _equivalent(facts, opioids, day)) for day in on]
    remarks = (
        f"Oral morphine equivalents by the table of {TABLE}: a trend for this person.",
        *(rules()[name] for name in SAID_OF_CANCER),
        "A day with an opioid that cannot be counted has no figure.",
    )
    most = tuple(_point(day, found, "maximum") for day, found in by_day)
    scheduled = tuple(_point(day, found, "scheduled") for day, found in by_day)
    yield Series("opioids", "Opioids, scheduled", Group.DOSES, SCALE, scheduled, remarks=remarks)
    if most != scheduled:
        name = "Opioids, with all as-needed doses"
        yield Series("opioids-most", name, Group.DOSES, SCALE, most, remarks=remarks)


def _changes(medication: Medication, until: date) -> Iterator[date]:
    if medication.started_on and medication.started_on <= until:
        yield medication.started_on
    if medication.ended_on and medication.ended_on < until:
        yield medication.ended_on + A_DAY


def _known_from(facts: Facts, medication: Medication) -> date:
    """The first day of which the record says that it was taken."""
    return medication.started_on or min(facts.day_of(medication.recorded_at), medication.ended_on or date.max)


def _equivalent(facts: Facts, opioids: list[Medication], day: date) -> Equivalent | str:
    """What was taken on that day, or why nobody can say."""
    standing = [each for each in opioids if not each.is_over_on(day)]
    undated = [each.name for each in standing if each.started_on is None and _known_from(facts, each) > day]
    if undated:
        return f"{', '.join(undated)}: since when is not on record"
    taken = [each for each in standing if _known_from(facts, each) <= day]
    regimen = morphine_equivalents([line_of(each) for each in taken])
    if regimen.problems or regimen.total is None:
        counted = opioid_day(taken)
        rows = counted.rows if counted else []
        return "; ".join(f"{row.medication.name}: {row.problem}" for row in rows if row.problem)
    return regimen.total


def _point(day: date, found: Equivalent | str, which: str) -> Point:
    if isinstance(found, str):
        return Point(day, None, note=found, shown=NOT_KNOWN)
    amount = Decimal(str(rounded(getattr(found, which), 1)))
    return Point(day, amount, word="" if found.maximum else "none on record")
