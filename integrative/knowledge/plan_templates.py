"""Starting points for a plan of three parts: two targets, one lifestyle anchor, one coping practice.

A template is edited by the clinician; nothing of it is active by itself. Free steps come before paid options.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from .symptom_care import measure
from .tables import (
    Check,
    Row,
    Table,
    a_number,
    anything,
    each,
    filled,
    provenance,
    refers_to,
    split,
)

CERTAINTIES = ("confirmed", "sure", "needs-review")
CAREGIVER_ONLY = "caregiver own record only"


def _asked_first(cell: str) -> str | None:
    return None if cell == CAREGIVER_ONLY else each(refers_to("therapy_safety_fields"))(cell)


def _target(prefix: str) -> dict[str, Check]:
    return {
        f"{prefix}_symptom": refers_to("symptoms"),
        f"{prefix}_measure": measure,
        f"{prefix}_goal": filled,
        f"{prefix}_steps": filled,
        f"{prefix}_free": each(refers_to("therapies")),
        f"{prefix}_paid": each(refers_to("therapies")),
    }


TEMPLATES = Table(
    "plan_templates",
    {
        "id": filled,
        "name": filled,
        "cancers": filled,
        "phase": filled,
        "requires": anything,
        **_target("target_1"),
        **_target("target_2"),
        "anchor": refers_to("therapies"),
        "anchor_frequency": filled,
        "anchor_intensity": filled,
        "anchor_time": filled,
        "anchor_type": filled,
        "anchor_progression": filled,
        "coping": refers_to("therapies"),
        "coping_dose": filled,
        "review_weeks": a_number(2, 6),
        "if_not_better": filled,
        "ask_first": _asked_first,
        "evidence": each(refers_to("evidence")),
        "basis": anything,
        "caution": anything,
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class Target:
    """A symptom to work on: how it is measured, the goal, the free steps, then what costs money."""

    symptom: str
    measure: str
    goal: str
    steps: tuple[str, ...]
    free: tuple[str, ...]
    paid: tuple[str, ...]


@dataclass(frozen=True)
class Anchor:
    """The lifestyle anchor, with its dose by frequency, intensity, time and type."""

    therapy: str
    frequency: str
    intensity: str
    time: str
    type: str
    progression: str


@dataclass(frozen=True)
class PlanTemplate:
    id: str
    name: str
    cancers: frozenset[str]
    phases: frozenset[str]
    requires: frozenset[str]
    targets: tuple[Target, Target]
    anchor: Anchor
    coping: str
    coping_dose: str
    review_weeks: int
    if_not_better: str
    ask_first: tuple[str, ...]
    evidence: tuple[str, ...]
    caution: str


@cache
def all_templates() -> Mapping[str, PlanTemplate]:
    """Every template by id."""
    return {row["id"]: _template(row) for row in TEMPLATES.rows()}


def _template(row: Row) -> PlanTemplate:
    same = ("id", "name", "coping", "coping_dose", "if_not_better", "caution")
    return PlanTemplate(
        **{name: row[name] for name in same},
        cancers=frozenset(split(row["cancers"])),
        phases=frozenset(split(row["phase"])),
        requires=frozenset(split(row["requires"])),
        targets=(_read_target(row, "target_1"), _read_target(row, "target_2")),
        anchor=_anchor(row),
        review_weeks=int(row["review_weeks"]),
        ask_first=() if row["ask_first"] == CAREGIVER_ONLY else split(row["ask_first"]),
        evidence=split(row["evidence"]),
    )


def _read_target(row: Row, prefix: str) -> Target:
    return Target(
        symptom=row[f"{prefix}_symptom"],
        measure=row[f"{prefix}_measure"],
        goal=row[f"{prefix}_goal"],
        steps=split(row[f"{prefix}_steps"]),
        free=split(row[f"{prefix}_free"]),
        paid=split(row[f"{prefix}_paid"]),
    )


def _anchor(row: Row) -> Anchor:
    dose = ("frequency", "intensity", "time", "type", "progression")
    return Anchor(row["anchor"], **{name: row[f"anchor_{name}"] for name in dose})


def templates_for(cancer: str, phases: Collection[str], exposures: Collection[str]) -> list[PlanTemplate]:
    """The templates that fit, those that name the cancer first. One of its required exposures is enough."""
    fitting = [
        template
        for template in all_templates().values()
        if not template.cancers.isdisjoint({cancer, "any"})
        and not template.phases.isdisjoint({*phases, "any"})
        and (not template.requires or not template.requires.isdisjoint(exposures))
    ]
    return sorted(fitting, key=lambda template: (cancer not in template.cancers, template.id))
