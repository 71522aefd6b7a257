"""Documented pair facts, the classes and contexts they are about, and the mechanism rules for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .agents import all_agents
from .tables import Table, anything, each, filled, one_of, optional, provenance, raw_rows, refers_to, split

SEVERITIES = ("none", "beneficial", "minor", "moderate", "major", "contraindicated")
RANK = {"none": 0, "beneficial": 0, "minor": 1, "moderate": 2, "major": 3, "contraindicated": 4}
EVIDENCE = (
    "clinical_trial", "observational", "case_report", "pk_human", "in_vitro", "animal", "theoretical",
    "label",
)  # fmt: skip
ACTIONS = ("avoid", "hold", "clear_with_pharmacist", "monitor", "separate_doses", "ok")
DIRECTIONS = (
    "decreases_drug_exposure", "increases_drug_exposure", "decreases_drug_effect",
    "changes_drug_effect", "decreases_absorption", "increases_toxicity", "increases_bleeding",
    "lab_interference", "no_effect", "benefit",
)  # fmt: skip
EFFECTS = (
    "absorption", "anesthesia", "antioxidant", "b12", "b6", "benefit", "bleeding", "boronate", "bowel",
    "calcium", "cancer_risk", "folate", "g6pd", "glucose", "hormone", "immune", "inactivation",
    "infection", "kidney", "kinetic", "light", "liver", "magnesium", "nerve", "platelets", "potassium",
    "pressure", "qt", "resistance", "retinoid", "sedation", "seizure", "serotonin", "statin", "test",
    "thyroid", "toxic", "vitamin_k", "warfarin", "bleeding_sum", "sedation_sum", "qt_sum",
    "serotonin_sum", "liver_sum", "total", "procedure", "unknown_count", "topical",
)  # fmt: skip
CONDITION = re.compile(
    r"infusion_days|oral_drug|large_amount|extract|diarrhea|form=[a-z]+(\|[a-z]+)*|"
    r"(dose>|studied<)\d+ (mg|IU)"
)


@dataclass(frozen=True)
class PairFact:
    """One documented interaction, non-interaction or benefit."""

    id: str
    supplement: str
    target_kind: str
    target: str
    severity: str
    evidence: str
    direction: str
    effect: str
    """What it is about; facts and rules of one effect on one target are one problem."""
    mechanism: str
    action: str
    action_detail: str
    only_if: str
    accepts_food: bool
    magnitude: str
    source: str
    certainty: str
    review: str


@dataclass(frozen=True)
class Rule:
    """The words and the action of a mechanism rule; when it applies is code, named after its id."""

    id: str
    name: str
    effect: str
    direction: str
    mechanism: str
    action: str
    action_detail: str
    source: str
    certainty: str


def _target(cell: str) -> str | None:
    known = {row["id"] for name in ("agents", "comedications", "targets") for row in raw_rows(name)}
    return None if cell in known else f"{cell!r} is no agent, comedication or target"


def _condition(cell: str) -> str | None:
    return None if not cell or CONDITION.fullmatch(cell) else f"{cell!r} is not a condition we know"


TARGETS = Table(
    "targets",
    {
        "id": filled,
        "kind": one_of("class", "context"),
        "name": filled,
        "defined_by": filled,
        "members": each(refers_to("agents", "comedications")),
        **provenance("high", "moderate", "low"),
    },
)
PAIR_FACTS = Table(
    "pair_facts",
    {
        "id": filled,
        "supplement": refers_to("supplements"),
        "target_kind": one_of("agent", "comedication", "class", "context"),
        "target": _target,
        "severity": one_of(*SEVERITIES),
        "evidence": one_of(*EVIDENCE),
        "direction": one_of(*DIRECTIONS),
        "effect": one_of(*EFFECTS),
        "mechanism": filled,
        "action": one_of(*ACTIONS),
        "action_detail": anything,
        "only_if": _condition,
        "food_amounts": optional(one_of("accepted")),
        "magnitude": anything,
        "source": filled,
        "citation_checked": one_of("yes", "no"),
        "certainty": one_of("high", "moderate", "low"),
        "review_state": one_of("not reviewed", "reviewed"),
    },
)
RULES = Table(
    "rules",
    {
        "id": filled,
        "name": filled,
        "effect": one_of(*EFFECTS),
        "direction": one_of(*DIRECTIONS),
        "mechanism": filled,
        "action": one_of(*ACTIONS),
        "action_detail": anything,
        **provenance("high", "moderate", "low"),
    },
)


@cache
def all_pair_facts() -> tuple[PairFact, ...]:
    """Every documented pair in the order of the table."""
    return tuple(_pair_fact(row) for row in PAIR_FACTS.rows())


def _pair_fact(row: Mapping[str, str]) -> PairFact:
    same = (
        "id", "supplement", "target_kind", "target", "severity", "evidence", "direction", "effect",
        "mechanism", "action", "action_detail", "only_if", "magnitude", "source", "certainty",
    )  # fmt: skip
    return PairFact(
        **{name: row[name] for name in same},
        accepts_food=row["food_amounts"] == "accepted",
        review="reviewed" if row["review_state"] == "reviewed" else "unreviewed",
    )


@cache
def facts_of(supplement: str) -> dict[str, tuple[PairFact, ...]]:
    """The facts of one supplement by target id."""
    found: dict[str, list[PairFact]] = {}
    for fact in _by_supplement().get(supplement, ()):
        found.setdefault(fact.target, []).append(fact)
    return {target: tuple(facts) for target, facts in found.items()}


@cache
def _by_supplement() -> dict[str, list[PairFact]]:
    found: dict[str, list[PairFact]] = {}
    for fact in all_pair_facts():
        found.setdefault(fact.supplement, []).append(fact)
    return found


@cache
def classes_of(agent: str) -> tuple[str, ...]:
    """The classes an agent is a member of, without the class of all drugs."""
    return tuple(row["id"] for row in TARGETS.rows() if agent in split(row["members"]))


@cache
def contexts() -> dict[str, str]:
    """What a context is called, by id."""
    return {row["id"]: row["name"] for row in TARGETS.rows() if row["kind"] == "context"}


@cache
def target_name(target: str) -> str:
    """An agent or a context as a person reads it."""
    agent = all_agents().get(target)
    return agent.name if agent else contexts().get(target, target.replace("_", " "))


@cache
def rules() -> dict[str, Rule]:
    """The mechanism rules by id."""
    same = (
        "id",
        "name",
        "effect",
        "direction",
        "mechanism",
        "action",
        "action_detail",
        "source",
        "certainty",
    )
    return {row["id"]: Rule(**{name: row[name] for name in same}) for row in RULES.rows()}
