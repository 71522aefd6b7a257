"""The symptoms that can be scored 0 to 10, and which come first for a cancer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .plan_templates import PlanTemplate, Target, all_templates
from .tables import read

# About how many are put to a person at once; the others are a key away. House rule.
MOST_FIRST = 12
# A target that is measured by one of the nine asks nothing more.
BY_THE_NINE = "esas_r:"
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
    """The nine of the ESAS-r, then what often dominates in these cancers, up to MOST_FIRST.

    `phase` is one of the plan templates' phases. What their plans aim at in these cancers and this phase
    comes right after the nine, however much it is; what they aim at in another phase only is left for later.
    """
    nine = [s for s in all_symptoms().values() if s.group == "esas_r"]
    now, at_other_times = _aimed_at(cancer_types, phase) if phase else ([], [])
    aimed = {target.symptom for target in now}
    by_others = {target.symptom for target in now if not target.measure.startswith(BY_THE_NINE)}
    not_now = {target.symptom for target in at_other_times} - aimed
    aims = [s for s in all_symptoms().values() if s.id in aimed]
    often = [s for s in all_symptoms().values() if s.relevant_to & cancer_types]
    left = [s for s in often if s.id not in aimed | not_now]
    return [*nine, *aims, *_most_frequent(left, phase, at_most=MOST_FIRST - len(nine) - len(by_others))]


def _most_frequent(symptoms: list[Symptom], phase: str, *, at_most: int) -> list[Symptom]:
    """Those that most plans of any cancer aim at in this phase; among equals those of fewer cancers."""
    plans = [plan for plan in all_templates().values() if not phase or phase in plan.phases]
    aimed = Counter(target.symptom for plan in plans for target in plan.targets)
    ranked = sorted(symptoms, key=lambda symptom: (-aimed[symptom.id], len(symptom.relevant_to)))
    chosen = ranked[: max(0, at_most)]
    return [symptom for symptom in symptoms if symptom in chosen]


def _aimed_at(cancer_types: frozenset[str], phase: str) -> tuple[list[Target], list[Target]]:
    """The targets of the plans for these cancers: those in this phase, those in the others."""
    plans = [plan for plan in all_templates().values() if plan.cancers & cancer_types]
    now = [plan for plan in plans if phase in plan.phases]
    others = [plan for plan in plans if phase not in plan.phases]
    return _targets(now), _targets(others)


def _targets(plans: Iterable[PlanTemplate]) -> list[Target]:
    return [target for plan in plans for target in plan.targets]
