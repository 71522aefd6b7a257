"""Counts and weight over the weeks: they dip in treatment, and come back after it."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from patients.models import Measurement

from .facts import fact
from .life import Life
from .rows import Rows

DRAWN = time(7, 50)
# What a person has outside treatment, how much lower it lies in it, and what is usual between two people.
LEVELS = {
    "platelets": (240, 70, 30, "10^9/L", "1"),
    "neutrophils": (4.2, 2.2, 0.8, "10^9/L", "0.1"),
    "hemoglobin": (13.2, 2.2, 0.8, "g/dL", "0.1"),
    "weight": (74, 4, 11, "kg", "0.1"),
}


def count_rows(life: Life, rows: Rows) -> None:
    """Up to two drawings; the newest lies within two weeks for people in treatment who are seen."""
    if not life.chance(0.8):
        return
    level = {name: life.rng.gauss(0, usual) for name, (_, _, usual, _, _) in LEVELS.items()}
    for day in _days(life):
        for name in LEVELS:
            if name == "platelets" or life.chance(0.45):
                _count(life, rows, name, day, level[name])


def _days(life: Life) -> list[date]:
    first = life.day_between(life.registered_on, life.until)
    last = life.day_between(first, life.until)
    if in_treatment(life, life.until) and life.chance(0.7):
        last = max(first, life.until - timedelta(days=life.rng.randint(1, 12)))
    return sorted({first, last})


def in_treatment(life: Life, day: date) -> bool:
    return any(
        course and span.first <= day and (span.last is None or day <= span.last)
        for _, span, course in life.way.courses
    )


def _count(life: Life, rows: Rows, name: str, day: date, own: float) -> None:
    base, dip, _, unit, step = LEVELS[name]
    height = base + own - (dip if in_treatment(life, day) else 0) * life.rng.uniform(0.6, 1.2)
    value = max(Decimal(str(height)), Decimal(str(base)) / 4).quantize(Decimal(step))
    fact(
        life,
        rows,
        Measurement,
        known=day,
        analyte=name,
        value=value,
        entered_value=value,
        entered_unit=unit,
        taken_at=life.house.moment(day, DRAWN),
    )
