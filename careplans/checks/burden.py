"""What a plan asks of the week, beside what the person said they can give. It warns and never prevents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ..models import CarePlan, Intervention, PlanPart
from ..models.intervention import Domain

HIGH_FROM = 80
"""Percent of what was offered, from which the plan is said to be nearly full."""
FULL = 100
ONE_AT_A_TIME = "Start one new thing at a time: begin with the one thing, and add the next after a week."


@dataclass(frozen=True)
class Burden:
    """`share`: percent of what was offered, of time or trips whichever is fuller; None while not asked."""

    minutes: int
    offered_minutes: int | None
    trips: int
    offered_trips: int | None
    new_pills: int
    without_dose: tuple[str, ...]

    @property
    def share(self) -> int | None:
        shares = [self.minutes_share, self.trips_share]
        return max((share for share in shares if share is not None), default=None)

    @property
    def minutes_share(self) -> int | None:
        return _share(self.minutes, self.offered_minutes)

    @property
    def trips_share(self) -> int | None:
        return _share(self.trips, self.offered_trips)

    @property
    def is_high(self) -> bool:
        return self.share is not None and self.share >= HIGH_FROM

    @property
    def tier(self) -> str:
        if self.share is None:
            return "unk"
        return "hold" if self.is_high else "ok"

    @property
    def words(self) -> str:
        if self.share is None:
            return "Not asked"
        if self.share > FULL:
            return "More than they offered"
        return "Nearly full" if self.is_high else "Fits"

    @property
    def sentence(self) -> str:
        """One sentence about the plan beside the offer."""
        if self.share is None:
            return "What they can give was not asked yet: minutes a week and trips a month."
        offers = [f"{in_hours(self.offered_minutes)} a week"] if self.offered_minutes is not None else []
        offers += [_trips(self.offered_trips)] if self.offered_trips is not None else []
        return f"They offered up to {' and '.join(offers)}."

    @property
    def advice(self) -> str:
        return ONE_AT_A_TIME if self.is_high else ""

    @property
    def time(self) -> str:
        return in_hours(self.minutes)


def items_of(parts: Iterable[PlanPart]) -> list[PlanPart | Intervention]:
    """Each part and what stands under it. No query when the interventions are prefetched."""
    items: list[PlanPart | Intervention] = []
    for part in parts:
        items += [part, *part.interventions.all()]
    return items


def burden_of(plan: CarePlan, parts: Iterable[PlanPart]) -> Burden:
    """In: the parts with their interventions prefetched. Trips are rounded up: half a trip is one."""
    items = items_of(parts)
    trips = sum((item.trips_a_month for item in items), Decimal(0))
    return Burden(
        minutes=sum(item.minutes_a_week for item in items),
        offered_minutes=plan.offered_minutes,
        trips=int(trips.to_integral_value(ROUND_CEILING)),
        offered_trips=plan.offered_trips,
        new_pills=sum(isinstance(item, Intervention) and item.is_new_pill for item in items),
        without_dose=tuple(item.title for item in items if _takes_unknown_time(item)),
    )


def _takes_unknown_time(item: PlanPart | Intervention) -> bool:
    """Something to be done whose times or minutes are not said. A target alone is a goal, and a pill takes
    no time."""
    if isinstance(item, PlanPart) and item.symptom and not item.therapy:
        return False
    if isinstance(item, Intervention) and (item.amount is not None or item.domain == Domain.MEDICINE):
        return False
    return item.times_a_week is None or item.minutes is None


def _share(needed: int, offered: int | None) -> int | None:
    if offered is None:
        return None
    if offered == 0:
        return 0 if needed == 0 else FULL + 1
    # Rounded up: a minute more than offered is more than offered.
    return -(-needed * 100 // offered)


def in_hours(minutes: int | None) -> str:
    """ "3 h 25 min", "40 min", "0 min"."""
    hours, rest = divmod(minutes or 0, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def _trips(count: int | None) -> str:
    return f"{count} {'trip' if count == 1 else 'trips'} a month"
