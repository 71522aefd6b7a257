"""Rows from the record: laboratory values, weight, and hospital visits nobody planned."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from integrative.knowledge.analytes import all_analytes
from patients.models import Measurement
from patients.models.hospital import HospitalVisit, Planned, VisitKind

from .read import Facts
from .series import Group, Point, Scale, Series, Way

WEIGHT = "weight"
# Measured once and for all; no row over time.
LEFT_OUT = frozenset({"height"})
SHORT = {
    VisitKind.EMERGENCY: "Emergency",
    VisitKind.OBSERVATION: "Observed",
    VisitKind.ADMISSION: "Admitted",
    VisitKind.INTENSIVE_CARE: "Intensive care",
}


def series_of_values(facts: Facts) -> Iterator[Series]:
    """A row for every analyte that was measured, in the order of the clinic's list; of a day the last."""
    by_analyte: dict[str, list[Measurement]] = {}
    for value in facts.found["values"]:
        by_analyte.setdefault(value.analyte, []).append(value)
    for analyte in all_analytes().values():
        found = by_analyte.get(analyte.id)
        if not found or analyte.id in LEFT_OUT:
            continue
        points = {point.day: point for point in (_point(facts, value) for value in found)}
        yield Series(
            key=f"value-{analyte.id}",
            name=analyte.name,
            group=Group.FUNCTION if analyte.id == WEIGHT else Group.LABS,
            scale=Scale(analyte.unit_shown, Way.NEITHER, usual=_usual(found)),
            points=tuple(points.values()),
            remarks=("Whether up is better depends on the person.",),
        )


def _point(facts: Facts, value: Measurement) -> Point:
    return Point(
        facts.day_of(value.taken_at),
        value.value.normalize(),
        word=value.beside_its_range,
        tone=value.beside_its_range,
        note=value.range_in_words,
    )


def _usual(values: list[Measurement]) -> tuple[Decimal | None, Decimal | None]:
    """The laboratory's own range, of the newest value that came with one."""
    ranged = (v for v in reversed(values) if v.reference_low is not None or v.reference_high is not None)
    newest = next(ranged, None)
    return (newest.reference_low, newest.reference_high) if newest else (None, None)


def series_of_hospital(facts: Facts) -> Iterator[Series]:
    """Visits that were planned are none of them; of one that nobody knows it says so."""
    visits: list[HospitalVisit] = [v for v in facts.found["visits"] if v.planned != Planned.PLANNED]
    by_day: dict[object, list[HospitalVisit]] = {}
    for visit in visits:
        by_day.setdefault(visit.started_on, []).append(visit)
    points = tuple(_visit_point(found) for found in by_day.values())
    if points:
        yield Series(
            key="hospital",
            name="Visits nobody planned",
            group=Group.HOSPITAL,
            scale=Scale("", Way.NEITHER),
            points=points,
            also=frozenset({"function", "doses"}),
        )


def _visit_point(visits: list[HospitalVisit]) -> Point:
    unsure = any(visit.planned == Planned.UNKNOWN for visit in visits)
    return Point(
        visits[0].started_on,
        None,
        word="not known if planned" if unsure else "",
        note="; ".join(str(visit) for visit in visits),
        shown=", ".join(SHORT[VisitKind(visit.kind)] for visit in visits),
    )
