"""One night of the sleep diary, across midnight and clock changes, and the mean of a week of nights.

Clock times are placed backward from the day of getting up, and only instants are subtracted: the night the
clock is set forward is an hour shorter, the night it is set back an hour longer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from statistics import fmean
from zoneinfo import ZoneInfo

from .instruments.records import rounded

LONGEST_IN_BED = 16 * 60
LEAST_NIGHTS = 4
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class InvalidNight(Exception):
    """The night contradicts itself or lacks what it needs; there are no metrics."""


@dataclass(frozen=True)
class Night:
    """One diary record as written; `day` is the local date of getting up, times are HH:MM in `zone`."""

    day: date | None
    zone: ZoneInfo | None
    into_bed: str | None
    lights_out: str | None
    sol_min: int | None
    waso_min: int | None
    final_wake: str | None
    out_of_bed: str | None


@dataclass(frozen=True)
class NightMetrics:
    """Minutes in bed and asleep; efficiency over the time in bed and over the sleep window, never mixed."""

    tib_min: int
    tst_min: int
    se_pct: float
    window_se_pct: float | None


def measure(night: Night) -> NightMetrics:
    """The metrics of a night. Raises InvalidNight."""
    day, zone, asleep_after, awake = night.day, night.zone, night.sol_min, night.waso_min
    if day is None or zone is None or asleep_after is None or awake is None:
        raise InvalidNight
    up = _instant(day, _clock(night.out_of_bed), zone, fold=1)
    woke = _latest(_clock(night.final_wake), up, zone, fold=1)
    lights_out = _latest(_clock(night.lights_out), woke, zone, fold=0)
    into_bed = lights_out if night.into_bed is None else _latest(_clock(night.into_bed), lights_out, zone, 0)
    tib, window = _minutes(into_bed, up), _minutes(lights_out, up)
    tst = _minutes(lights_out, woke) - asleep_after - awake
    if min(tst, asleep_after, awake) < 0 or not 0 < tib <= LONGEST_IN_BED:
        raise InvalidNight
    return NightMetrics(tib, tst, _percent(tst, tib), _percent(tst, window) if window else None)


def _clock(written: str | None) -> time:
    found = CLOCK.fullmatch(written or "")
    if found is None:
        raise InvalidNight
    return time(int(found[1]), int(found[2]))


def _latest(clock: time, following: datetime, zone: ZoneInfo, fold: int) -> datetime:
    """The latest instant at a clock time that is not after the event that follows it."""
    day = following.astimezone(zone).date()
    same_day = _instant(day, clock, zone, fold)
    return same_day if same_day <= following else _instant(_day_before(day), clock, zone, fold)


def _day_before(day: date) -> date:
    if day == date.min:
        raise InvalidNight
    return day - timedelta(days=1)


def _instant(day: date, clock: time, zone: ZoneInfo, fold: int) -> datetime:
    """A local time as an instant: of an hour that comes twice the first (fold 0) or second (fold 1) pass; a
    time that the clock skips is read with the offset in force before the change."""
    local = datetime.combine(day, clock, zone)
    early = local.replace(fold=0)
    try:
        skipped = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None)
        return (early if skipped else local.replace(fold=fold)).astimezone(UTC)
    except OverflowError:
        raise InvalidNight from None


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)


def _percent(part: int, whole: int) -> float:
    return rounded(Fraction(100 * part, whole), 1)


@dataclass(frozen=True)
class WeekMetrics:
    """Means over the valid nights of a week; None with fewer than four of them (house rule)."""

    nights: int
    tib_min: float | None
    tst_min: float | None
    se_pct: float | None


def week(nights: Sequence[NightMetrics]) -> WeekMetrics:
    """The week of at most seven valid nights."""
    if len(nights) < LEAST_NIGHTS:
        return WeekMetrics(len(nights), None, None, None)
    return WeekMetrics(
        len(nights),
        fmean(night.tib_min for night in nights),
        fmean(night.tst_min for night in nights),
        fmean(night.se_pct for night in nights),
    )
