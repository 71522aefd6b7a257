"""Late effects of treatment: what to look for after which exposure, and how often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from .tables import Table, anything, each, filled, optional, provenance, refers_to, split

CERTAINTIES = ("confirmed", "sure", "needs-review")

LATE_EFFECTS = Table(
    "late_effects",
    {
        "id": filled,
        "exposure": filled,
        "exposure_detail": anything,
        "agents": each(refers_to("agents", "comedications")),
        "cancers": anything,
        "late_effect": filled,
        "advice": filled,
        "interval": filled,
        "population": filled,
        "therapies": each(refers_to("therapies")),
        "conflict": anything,
        "doi": optional(filled),
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class LateEffect:
    """One exposure and what may follow it. `conflict` says where sources differ."""

    id: str
    exposure: str
    exposure_detail: str
    agents: tuple[str, ...]
    late_effect: str
    advice: str
    interval: str
    population: str
    therapies: tuple[str, ...]
    conflict: str
    source: str
    certainty: str


@cache
def all_late_effects() -> tuple[LateEffect, ...]:
    """Every late effect in the order of the table."""
    same = (
        *("id", "exposure", "exposure_detail", "late_effect", "advice", "interval"),
        *("population", "conflict", "source", "certainty"),
    )
    return tuple(
        LateEffect(
            **{name: row[name] for name in same},
            agents=split(row["agents"]),
            therapies=split(row["therapies"]),
        )
        for row in LATE_EFFECTS.rows()
    )


def after_agents(agents: Collection[str]) -> list[LateEffect]:
    """The late effects that name one of these drugs, by agent id."""
    given = frozenset(agents)
    return [effect for effect in all_late_effects() if not given.isdisjoint(effect.agents)]
