"""The therapies themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..tables import Table, a_number, anything, each, filled, one_of, optional, provenance, split

CERTAINTIES = ("confirmed", "sure", "needs-review")
DOMAINS = ("physical", "neuromodulatory", "nutrition and supplements", "psychosocial")
SLOTS = ("target_therapy", "lifestyle_anchor", "coping_practice", "none")

THERAPIES = Table(
    "therapies",
    {
        "id": filled,
        "name": filled,
        "aliases": anything,
        "domain": one_of(*DOMAINS),
        "domain_secondary": optional(one_of(*DOMAINS)),
        "plan_slots": each(one_of(*SLOTS)),
        "delivered_by": filled,
        "needs_referral": one_of("yes", "no"),
        "body_contact": one_of("yes", "no"),
        "sessions_per_week": filled,
        "minutes_per_session": filled,
        "course_weeks": filled,
        "dose": filled,
        "home_version": one_of("yes", "no"),
        "home_how": anything,
        "cost": one_of("free", "low", "moderate", "high", "varies"),
        "group_possible": one_of("yes", "no"),
        "virtual_possible": one_of("yes", "no"),
        "response": filled,
        "reassess_weeks": a_number(0, 52),
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class Therapy:
    """A therapy or service. `cost` is a house class of the usual US price people pay themselves."""

    id: str
    name: str
    aliases: tuple[str, ...]
    domain: str
    plan_slots: tuple[str, ...]
    delivered_by: str
    dose: str
    home_how: str
    cost: str
    response: str
    reassess_weeks: int
    sessions_per_week: str
    minutes_per_session: str
    course_weeks: str
    needs_referral: bool
    home_version: bool

    @property
    def least_times_a_week(self) -> Decimal | None:
        """Where its range begins; None where the table gives no number of times a week."""
        return _least(self.sessions_per_week) or None

    @property
    def least_minutes(self) -> int:
        """Each time; 0 for what takes no time of its own, such as a way of eating."""
        return int(_least(self.minutes_per_session))

    @property
    def longest_weeks(self) -> int | None:
        """How long a course is at most."""
        return int(self.course_weeks.rpartition("-")[2]) or None

    @property
    def trial_sessions(self) -> int | None:
        """After how many sessions it is judged, where its response says so; the most of a range."""
        said = TRIAL.search(self.response)
        return int(said["most"] or said["least"]) if said else None


TRIAL = re.compile(r"after (?P<least>\d+)(?:-(?P<most>\d+))? sessions", re.IGNORECASE)


def _least(span: str) -> Decimal:
    return Decimal(span.partition("-")[0])


@cache
def all_therapies() -> Mapping[str, Therapy]:
    """Every therapy by id, with those that are listed only so that a wish can be answered."""
    same = (
        *("id", "name", "domain", "delivered_by", "dose", "home_how", "cost", "response"),
        *("sessions_per_week", "minutes_per_session", "course_weeks"),
    )
    return {
        row["id"]: Therapy(
            **{name: row[name] for name in same},
            aliases=split(row["aliases"]),
            plan_slots=split(row["plan_slots"]),
            reassess_weeks=int(row["reassess_weeks"]),
            needs_referral=row["needs_referral"] == "yes",
            home_version=row["home_version"] == "yes",
        )
        for row in THERAPIES.rows()
    }
