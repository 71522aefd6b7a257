"""One invented life: who, which cancer, and on which day what began and ended. Drawn once, told in rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from integrative.accounts.models import Clinic
from patients.models import Phase

from .cancers import PICTURES, SHARES, Course, Picture

LONGEST_IN_CARE = 900
SEEDED_MRN = r"^S\d{7}$"
TEN = time(10)
PHASE_SHARES = {
    Phase.NEWLY_DIAGNOSED: 8,
    Phase.ACTIVE_TREATMENT: 26,
    Phase.RADIATION: 5,
    Phase.RECOVERY: 10,
    Phase.MAINTENANCE: 18,
    Phase.SURVIVORSHIP: 18,
    Phase.ADVANCED: 13,
    Phase.HOSPICE: 2,
}


class Span(NamedTuple):
    """From a day to another, or until further notice."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class House:
    """The clinic as the seed sees it: keys of its people and services, and what time it is there."""

    clinic: Clinic
    clinicians: tuple[str, ...]
    navigators: tuple[str, ...]
    services: tuple[str, ...]
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.clinic.zone).date()

    def moment(self, day: date, at: time = TEN) -> datetime:
        """That day at that time there; today's never later than now."""
        return min(datetime.combine(day, at, tzinfo=self.clinic.zone), self.now)


@dataclass(frozen=True)
class Way:
    """The way of one cancer until today: phases with their days, and each treatment with its days."""

    diagnosed_on: date
    phases: list[tuple[Phase, Span]]
    courses: list[tuple[str, Span, Course | None]] = field(default_factory=list)
    radiation: Span | None = None

    @property
    def phase(self) -> Phase:
        return self.phases[-1][0]


@dataclass(frozen=True)
class Life:
    house: House
    rng: Random
    key: str
    mrn: str
    sex: str
    picture: Picture
    way: Way
    born_on: date
    registered_on: date
    died_on: date | None
    lead: str
    navigator: str
    gets_mail: bool

    @property
    def today(self) -> date:
        return self.house.today

    @property
    def until(self) -> date:
        """Today, or the last day of the life."""
        return self.died_on or self.today

    @property
    def is_advanced(self) -> bool:
        return self.way.phase in {Phase.ADVANCED, Phase.HOSPICE}

    def known_on(self, day: date) -> date:
        """When the clinic wrote down what happened on `day`: at once, or when it came to know the person."""
        return max(day, self.registered_on)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day_between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))


def new_life(house: House, rng: Random, key: str, number: int) -> Life:
    """The life of the person with this number."""
    picture = rng.choices(PICTURES, SHARES)[0]
    phase = rng.choices(list(PHASE_SHARES), list(PHASE_SHARES.values()))[0]
    way = way_to(_possible(phase, picture), picture, house.today, rng)
    earliest = max(way.diagnosed_on, house.today - timedelta(days=LONGEST_IN_CARE))
    registered_on = earliest + timedelta(days=rng.randint(0, (house.today - earliest).days))
    died_on = None
    if way.phase == Phase.HOSPICE and rng.random() < 1 / 2:
        since = max(registered_on, way.phases[-1][1].first)
        died_on = since + timedelta(days=rng.randint(0, (house.today - since).days))
    return Life(
        house=house,
        rng=rng,
        key=key,
        mrn=f"S{number:07}",
        sex=rng.choice(picture.sexes),
        picture=picture,
        way=way,
        born_on=way.diagnosed_on - timedelta(days=rng.randint(*picture.ages) * 365 + rng.randint(1, 364)),
        registered_on=registered_on,
        died_on=died_on,
        lead=rng.choice(house.clinicians),
        navigator=rng.choice(house.navigators),
        gets_mail=rng.random() < 0.7,
    )


def _possible(phase: Phase, picture: Picture) -> Phase:
    if phase == Phase.RADIATION and not picture.radiation:
        return Phase.ACTIVE_TREATMENT
    if phase == Phase.MAINTENANCE and not picture.maintenance:
        return Phase.SURVIVORSHIP
    return phase


def way_to(phase: Phase, picture: Picture, today: date, rng: Random) -> Way:
    """Days that lead to `phase` today: nothing overlaps that can't, and cycles fit their course."""

    def ago(least: int, most: int) -> date:
        return today - timedelta(days=rng.randint(least, most))

    if phase == Phase.NEWLY_DIAGNOSED:
        found = ago(3, 45)
        return Way(found, [(phase, Span(found))])
    if phase in {Phase.ADVANCED, Phase.HOSPICE}:
        return _advanced(phase, picture, today, rng)
    first = picture.first
    if phase == Phase.ACTIVE_TREATMENT:
        begun = ago(0, first.days - 1)
        found = begun - timedelta(days=rng.randint(20, 60))
        phases = [(Phase.NEWLY_DIAGNOSED, Span(found, begun)), (phase, Span(begun))]
        return Way(found, phases, [(first.regimen, Span(begun), first)])
    since_end = {Phase.RADIATION: (21, 50), Phase.RECOVERY: (7, 120), Phase.MAINTENANCE: (30, 700)}
    ended = ago(*since_end.get(phase, (200, 1500)))
    begun = ended - timedelta(days=first.days)
    found = begun - timedelta(days=rng.randint(20, 60))
    phases = [(Phase.NEWLY_DIAGNOSED, Span(found, begun)), (Phase.ACTIVE_TREATMENT, Span(begun, ended))]
    courses: list[tuple[str, Span, Course | None]] = [(first.regimen, Span(begun, ended), first)]
    return _after(phase, picture, Way(found, phases, courses), ended)


def _after(phase: Phase, picture: Picture, until_then: Way, ended: date) -> Way:
    """What followed the first treatment, which ended on that day."""
    way = until_then
    if phase == Phase.RECOVERY:
        way.phases.append((phase, Span(ended)))
        return way
    pause = {Phase.RADIATION: 20, Phase.MAINTENANCE: 14}.get(phase, 120)
    since = ended + timedelta(days=pause)
    way.phases.extend([(Phase.RECOVERY, Span(ended, since)), (phase, Span(since))])
    if phase == Phase.MAINTENANCE:
        way.courses.append((picture.maintenance, Span(since), None))
    if phase == Phase.RADIATION and picture.radiation:
        weeks = timedelta(days=picture.radiation[1] // 5 * 7)
        return Way(way.diagnosed_on, way.phases, way.courses, Span(since, since + weeks))
    return way


def _advanced(phase: Phase, picture: Picture, today: date, rng: Random) -> Way:
    control = picture.control
    open_ended = Course(control.regimen, control.cycle_days, 0)
    left = today - timedelta(days=rng.randint(5, 60)) if phase == Phase.HOSPICE else None
    begun = (left or today) - timedelta(days=rng.randint(5, 400))
    found = begun - timedelta(days=rng.randint(20, 500))
    phases = [(Phase.NEWLY_DIAGNOSED, Span(found, begun)), (Phase.ADVANCED, Span(begun, left))]
    if left:
        phases.append((Phase.HOSPICE, Span(left)))
    return Way(found, phases, [(control.regimen, Span(begun, left), open_ended)])
