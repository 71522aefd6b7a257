"""Where a target or an anchor stands by the record: scores, sleep efficiency, active minutes, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from integrative.knowledge.instruments.scoring import score
from integrative.knowledge.sleep import InvalidNight, measure
from patients.gather import Given, Prepared
from patients.models import Patient
from symptoms.measures import is_whole_night, night_of
from symptoms.models import Consultation, Movement, Sleep, SymptomScore

from .models import Measure, PlanPart

Of = tuple[str, str]
"""The measure, and for a score the symptom."""


@dataclass(frozen=True)
class Reading:
    value: int
    on: date


def readings_of(patient: Patient) -> dict[Of, list[Reading]]:
    """What signed maps say, oldest first; one query. In: the patient with the clinic."""
    found = _LISTS.read(patient=patient.pk)
    days = {each.pk: each.visit_on for each in found["maps"]}
    readings: dict[Of, list[Reading]] = {}
    for of, value, on in (
        *_scores(found["scores"]),
        *_nights(found["sleep"], days, patient),
        *_activity(found["movement"], days),
    ):
        readings.setdefault(of, []).append(Reading(value, on))
    return {of: sorted(rows, key=lambda row: row.on) for of, rows in readings.items()}


def of_part(part: PlanPart) -> Of:
    return part.measure, part.symptom if part.measure == Measure.SCORE else ""


def _scores(rows: Iterable[SymptomScore]) -> Iterator[tuple[Of, int, date]]:
    for row in rows:
        yield (Measure.SCORE, row.symptom), row.score, row.recorded_on


def _nights(rows: Iterable[Sleep], days: dict, patient: Patient) -> Iterator[tuple[Of, int, date]]:
    """A night that contradicts itself measures nothing."""
    for row in rows:
        on = days[row.consultation_id]
        if not is_whole_night(vars(row)):
            continue
        try:
            night = measure(night_of(vars(row), patient.clinic.zone, on))
        except InvalidNight:
            continue
        yield (Measure.SLEEP_EFFICIENCY, ""), round(night.se_pct), on


def _activity(rows: Iterable[Movement], days: dict) -> Iterator[tuple[Of, int, date]]:
    for row in rows:
        minutes = score("pavs", {"days": row.days, "minutes": row.minutes}).scores.get("minutes_per_week")
        if minutes is not None:
            yield (Measure.ACTIVE_MINUTES, ""), round(minutes), days[row.consultation_id]


def _lists() -> dict:
    maps = Consultation.objects.of(Given("patient")).signed()
    keys = maps.values("pk")
    return {
        "maps": maps.only("visit_on"),
        "scores": SymptomScore.objects.of(Given("patient")).final(),
        "sleep": Sleep.objects.filter(consultation__in=keys),
        "movement": Movement.objects.filter(consultation__in=keys),
    }


_LISTS = Prepared(_lists)
