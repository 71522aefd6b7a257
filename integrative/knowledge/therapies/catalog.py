"""The therapies themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@cache
def all_therapies() -> Mapping[str, Therapy]:
    """Every therapy by id, with those that are listed only so that a wish can be answered."""
    same = ("id", "name", "domain", "delivered_by", "dose", "home_how", "cost", "response")
    return {
        row["id"]: Therapy(
            **{name: row[name] for name in same},
            aliases=split(row["aliases"]),
            plan_slots=split(row["plan_slots"]),
            reassess_weeks=int(row["reassess_weeks"]),
        )
        for row in THERAPIES.rows()
    }
