"""Rows from signed maps: scores, own concerns, pain, mood, sleep, movement and intake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from careplans.models import Measure
from integrative.knowledge.instruments.facts import band
from integrative.knowledge.levels import LEVELS, MEANINGFUL_CHANGE, level_of
from integrative.knowledge.symptoms import all_symptoms
from symptoms.measures import phq4_total

from .read import Facts
from .series import Group, Point, Scale, Series, Way

NOT_ASKED = "not asked"
SEVERE_FROM, MODERATE_FROM = LEVELS[0][0], LEVELS[1][0]
SCORES = Scale(
    "0 to 10",
    Way.UP_IS_WORSE,
    bounds=(0, 10),
    lines=(0, MODERATE_FROM, SEVERE_FROM, 10),
    zones=(("severe", SEVERE_FROM, 10), ("moderate", MODERATE_FROM, SEVERE_FROM)),
    meaningful=Decimal(MEANINGFUL_CHANGE),
)
PHQ4 = Scale("0 to 12", Way.UP_IS_WORSE, bounds=(0, 12), lines=(0, 3, 6, 9, 12))
EFFICIENCY = Scale("percent", Way.UP_IS_BETTER, bounds=(0, 100), lines=(0, 25, 50, 75, 100))
MINUTES = Scale("minutes a week", Way.UP_IS_BETTER)
INTAKE = Scale("percent of usual", Way.UP_IS_BETTER)
# What `readings_of` knows besides scores: key -> name, scale, and the table of its words.
FUNCTION = {
    Measure.SLEEP_EFFICIENCY: ("Sleep efficiency", EFFICIENCY, ("sleep_diary", "sleep_efficiency_pct")),
    Measure.ACTIVE_MINUTES: ("Active minutes", MINUTES, ("pavs", "minutes_per_week")),
}


def scored(day: date, score: int, *, note: str = "") -> Point:
    """A point of 0 to 10 with its level."""
    level = level_of(score).lower()
    return Point(day, Decimal(score), level, level if score >= MODERATE_FROM else "", note)


def series_of_maps(facts: Facts) -> Iterator[Series]:
    yield from _scores(facts)
    yield from _concerns(facts)
    days = facts.map_days()
    yield _row(
        facts, "worst_pain", "Worst pain", Group.SYMPTOMS, SCORES, _worst_pain(facts, days),
        remarks=("The worst of all painful areas of a map.",), also=frozenset({"doses"}),
    )  # fmt: skip
    yield _row(facts, "phq4", "PHQ-4, worry and mood", Group.SYMPTOMS, PHQ4, _phq4(facts, days))
    yield from _function(facts)
    intake = (
        Point(days[row.consultation_id], Decimal(row.share_of_usual))
        for row in facts.found["food"]
        if row.share_of_usual is not None
    )
    yield _row(facts, "intake", "Eats, share of usual", Group.FUNCTION, INTAKE, intake)


def _row(
    facts: Facts,
    key: str,
    name: str,
    group: Group,
    scale: Scale,
    points: Iterable[Point],
    *,
    remarks: tuple[str, ...] = (),
    also: frozenset[str] = frozenset(),
    is_quoted: bool = False,
) -> Series:
    """A map on which it was not asked is a gap, from the first time it was."""
    by_day = {point.day: point for point in points}
    in_order = tuple(by_day[day] for day in sorted(by_day))
    first = in_order[0].day if in_order else date.max
    missed = {day: NOT_ASKED for day in facts.map_days().values() if day > first and day not in by_day}
    return Series(key, name, group, scale, in_order, missed, remarks=remarks, also=also, is_quoted=is_quoted)


def _scores(facts: Facts) -> Iterator[Series]:
    """In the order of the clinic's list; each symptom that was ever scored."""
    for symptom in all_symptoms().values():
        readings = facts.readings.get((Measure.SCORE, symptom.id), ())
        if readings:
            points = (scored(reading.on, reading.value) for reading in readings)
            yield _row(facts, symptom.id, symptom.name, Group.SYMPTOMS, SCORES, points)


def _concerns(facts: Facts) -> Iterator[Series]:
    """The same words, however they were spaced and capitalised, are the same concern."""
    days = facts.map_days()
    spoken: dict[str, str] = {}
    points: dict[str, list[Point]] = {}
    for row in sorted(facts.found["concerns"], key=lambda row: (days[row.consultation_id], row.position)):
        if row.score is None or not row.words.strip():
            continue
        key = " ".join(row.words.casefold().split())
        spoken[key] = row.words.strip()
        points.setdefault(key, []).append(scored(days[row.consultation_id], row.score))
    for key, found in points.items():
        place = f"concern-{sha256(key.encode()).hexdigest()[:8]}"
        yield _row(facts, place, spoken[key], Group.CONCERNS, SCORES, found, is_quoted=True)


def _worst_pain(facts: Facts, days: dict[object, date]) -> Iterator[Point]:
    worst: dict[date, tuple[int, str]] = {}
    for area in facts.found["pain"]:
        day = days[area.consultation_id]
        if area.worst is not None and area.worst > worst.get(day, (-1, ""))[0]:
            worst[day] = area.worst, str(area)
    for day, (score, where) in worst.items():
        yield scored(day, score, note=where)


def _phq4(facts: Facts, days: dict[object, date]) -> Iterator[Point]:
    """Without a total where one of the four was left out."""
    for row in facts.found["stress"]:
        total = phq4_total(vars(row))
        if total is not None:
            word = band("phq4", "total", total) or ""
            tone = word if word in {"severe", "moderate"} else ""
            yield Point(days[row.consultation_id], Decimal(total), word, tone)


def _function(facts: Facts) -> Iterator[Series]:
    for measure, (name, scale, words) in FUNCTION.items():
        points = (
            Point(reading.on, Decimal(reading.value), band(*words, reading.value) or "")
            for reading in facts.readings.get((measure, ""), ())
        )
        also = frozenset({"doses"}) if measure == Measure.ACTIVE_MINUTES else frozenset()
        yield _row(facts, measure.value, name, Group.FUNCTION, scale, points, also=also)
