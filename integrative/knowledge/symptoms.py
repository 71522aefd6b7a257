"""The symptoms that can be scored 0 to 10, and which come first for a cancer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .plan_templates import PlanTemplate, all_templates
from .tables import read

COLUMNS = (
    "id", "name", "group", "anchor_0", "anchor_10", "relevant_to", "source", "certainty", "review_state",
)  # fmt: skip


@dataclass(frozen=True)
class Symptom:
    id: str
    name: str
    group: str
    anchor_0: str
    anchor_10: str
    relevant_to: frozenset[str]


@cache
def all_symptoms() -> dict[str, Symptom]:
    """Every symptom by id: the nine of the ESAS-r first, then the clinic's list."""
    return {
        row["id"]: Symptom(
            id=row["id"],
            name=row["name"],
            group=row["group"],
            anchor_0=row["anchor_0"],
            anchor_10=row["anchor_10"],
            relevant_to=frozenset(row["relevant_to"].split(";")),
        )
        for row in read("symptoms", COLUMNS)
    }


def asked_first(cancer_types: frozenset[str], phase: str = "") -> list[Symptom]:
    """The nine of the ESAS-r, then what often dominates in these cancers.

    `phase` is one of the plan templates' phases. What their plans aim at in these cancers and this phase
    comes right after the nine; what they aim at in another phase only is left for later.
    """
    nine = [s for s in all_symptoms().values() if s.group == "esas_r"]
    often = [s for s in all_symptoms().values() if s.relevant_to & cancer_types]
    if not phase:
        return list(dict.fromkeys([*nine, *often]))
    now, at_other_times = _aimed_at(cancer_types, phase)
    aims = [s for s in all_symptoms().values() if s.id in now]
    left = [s for s in often if s.id not in at_other_times - now]
    return list(dict.fromkeys([*nine, *aims, *left]))


def _aimed_at(cancer_types: frozenset[str], phase: str) -> tuple[frozenset[str], frozenset[str]]:
    """The targets of the plans for these cancers: those in this phase, those in the others."""
    plans = [plan for plan in all_templates().values() if plan.cancers & cancer_types]
    now = [plan for plan in plans if phase in plan.phases]
    others = [plan for plan in plans if phase not in plan.phases]
    return _targets(now), _targets(others)


def _targets(plans: Iterable[PlanTemplate]) -> frozenset[str]:
    return frozenset(target.symptom for plan in plans for target in plan.targets)
