"""The direction that counts and weight take, from the record's own values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from integrative.ui.charts import Frame
from integrative.ui.value_charts import VALUE_FRAME, Range, Value, ValueChart, value_trend

from .models import Measurement, Patient, TreatmentCourse

TRENDED = ("platelets", "neutrophils", "hemoglobin", "weight")
VALUES_SHOWN = 24
STARTS_SHOWN = 12
# On the day a treatment began; the hint beside the charts says so.
START = "start"


def lists_for_trends(patient: Patient) -> dict[str, QuerySet]:
    """What `trends_from` reads, to be gathered with the other lists of a page: the newest of each."""
    standing = Measurement.objects.of(patient).valid()
    values = {
        analyte: standing.filter(analyte=analyte).order_by("-taken_at", "-pk")[:VALUES_SHOWN]
        for analyte in TRENDED
    }
    return {**values, "starts": treatment_starts(patient)}


def treatment_starts(patient: Patient) -> QuerySet[TreatmentCourse]:
    return TreatmentCourse.objects.of(patient).valid().order_by("-started_on", "-pk")[:STARTS_SHOWN]


def trends_from(
    found: Mapping[str, list[Any]], patient: Patient, *, frame: Frame = VALUE_FRAME
) -> list[ValueChart]:
    """A chart of each count that has a value, in the order of TRENDED."""
    return [_trend(found[analyte], found["starts"], patient, frame) for analyte in TRENDED if found[analyte]]


def trends_among(values: Iterable[Measurement], patient: Patient) -> list[ValueChart]:
    """The same from values at hand, given newest first, of each that was taken more than once. One query."""
    of_each: dict[str, list[Any]] = {analyte: [] for analyte in TRENDED}
    for value in values:
        if value.analyte in of_each and len(of_each[value.analyte]) < VALUES_SHOWN:
            of_each[value.analyte].append(value)
    several = {analyte: found if len(found) > 1 else [] for analyte, found in of_each.items()}
    return trends_from({**several, "starts": list(treatment_starts(patient))}, patient)


def _trend(
    newest_first: list[Measurement], starts: list[TreatmentCourse], patient: Patient, frame: Frame
) -> ValueChart:
    facts, zone = newest_first[0].facts, patient.clinic.zone
    ranged = (v for v in newest_first if v.reference_low is not None or v.reference_high is not None)
    newest = next(ranged, None)
    return value_trend(
        facts.name,
        facts.unit_shown,
        [
            Value(value.taken_at.astimezone(zone).date(), value.value.normalize(), value.beside_its_range)
            for value in reversed(newest_first)
        ],
        today=patient.clinic.today(),
        usual=Range(newest.reference_low, newest.reference_high) if newest else None,
        events=marks_of(starts),
        frame=frame,
    )


def marks_of(starts: Iterable[TreatmentCourse]) -> list[tuple[Any, str]]:
    return [(course.started_on, START) for course in starts]
