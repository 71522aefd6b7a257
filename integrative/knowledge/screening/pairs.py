"""Which documented facts hold for an ingredient and a person, and which rules they silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..agents import Agent
from ..facts import RANK, PairFact, classes_of, facts_of, rules
from ..label_words import SALTS
from .hits import Hit
from .lines import Ingredient
from .person import Person

DOSE = re.compile(r"dose>(\d+) (mg|IU)")
STUDIED = re.compile(r"studied<(\d+) (mg|IU)")
OTHER_SALTS = frozenset(SALTS.split()) - {"calcium", "sodium", "potassium"}
LEVELS = frozenset({"kinetic", "absorption"})
CLOTTING = {"warfarin": "bleeding", "vitamin_k": "bleeding"}
KIND_OF_CONTEXT = {
    "surgery": "procedure",
    "central_line": "device",
    **dict.fromkeys(("radiation", "radiation_head_neck", "radiation_pelvic", "brain_radiation"), "radiation"),
    **dict.fromkeys(
        (
            "platelets_lt_50",
            "neutropenia_severe",
            "egfr_lt_60",
            "egfr_lt_30",
            "raised_lfts",
            "hypercalcaemia",
            "inr_above_range",
        ),
        "lab",
    ),
    **dict.fromkeys(("lab_immunoassay", "lab_glucose_meter", "lab_creatinine", "lab_psa"), "test"),
}


@dataclass(frozen=True)
class Applied:
    """A fact that holds for `target`; `exact` when it names that very drug or context."""

    fact: PairFact
    target: str
    target_kind: str
    severity: str
    action: str
    exact: bool
    chain: tuple[str, ...]


def applied_facts(ingredient: Ingredient, person: Person) -> Iterator[Applied]:
    """Every documented fact that holds, whether it warns or reassures."""
    known = facts_of(ingredient.supplement.id)
    if not known:
        return
    for drug in person.drugs:
        for fact, exact in _facts_about(ingredient.supplement.id, drug.id):
            if _holds(fact, ingredient, person, drug):
                link = drug.id if exact else f"{drug.id} belongs to {fact.target.replace('_', ' ')}"
                yield _applied(fact, ingredient, drug.id, drug.kind, link, exact=exact)
    for context, said in person.contexts.items():
        for fact in known.get(context, ()):
            if _holds(fact, ingredient, person, None):
                kind = KIND_OF_CONTEXT.get(context, "condition")
                yield _applied(fact, ingredient, context, kind, said, exact=True)
    for fact in known.get("any_drug", ()):
        yield _applied(fact, ingredient, "any_drug", "anyone", "holds for anyone", exact=True)


@lru_cache(maxsize=65536)
def _facts_about(supplement: str, drug: str) -> tuple[tuple[PairFact, bool], ...]:
    known = facts_of(supplement)
    exact = [(fact, True) for fact in known.get(drug, ())]
    return (*exact, *((fact, False) for name in classes_of(drug) for fact in known.get(name, ())))


def _applied(
    fact: PairFact, ingredient: Ingredient, target: str, kind: str, link: str, *, exact: bool
) -> Applied:
    severity, action = fact.severity, fact.action
    chain = [f"{fact.supplement}: {fact.id}, {fact.evidence.replace('_', ' ')}", link]
    if ingredient.as_food and fact.accepts_food and RANK[severity] > RANK["minor"]:
        severity, action = "minor", "monitor"
        chain.append("taken as a food, which the fact accepts")
    if _other_salt(fact.only_if, ingredient):
        severity = "minor"
        chain.append("another form than the fact is about, which acts less")
    if (studied := STUDIED.fullmatch(fact.only_if)) and not _under(ingredient, studied):
        chain.append(f"studied only below {studied[1]} {studied[2]} a day")
    if fact.magnitude:
        chain.append(f"measured: {fact.magnitude}")
    return Applied(fact, target, kind, severity, action, exact, tuple(chain))


def _under(ingredient: Ingredient, limit: re.Match[str]) -> bool:
    amount = ingredient.milligrams_of(limit[2])
    return amount is not None and amount < float(limit[1])


def _holds(fact: PairFact, ingredient: Ingredient, person: Person, drug: Agent | None) -> bool:
    """Whether the condition of a fact is met. What nobody said counts as met: silence must not clear."""
    condition = fact.only_if
    if condition in {"", "infusion_days"}:
        return True
    if condition == "oral_drug":
        return drug is None or drug.by_mouth
    if condition in {"large_amount", "extract"}:
        return not ingredient.as_food
    if condition == "diarrhea":
        return "diarrhea" in person.flags or not person.symptoms_known
    if dose := DOSE.fullmatch(condition):
        amount = ingredient.milligrams_of(dose[2])
        return amount is None or amount > float(dose[1])
    return True


def _other_salt(condition: str, ingredient: Ingredient) -> bool:
    """The label names a form, and it is none of those the fact is about."""
    if not condition.startswith("form="):
        return False
    wanted = set(condition.removeprefix("form=").split("|"))
    written = set(re.findall(r"[a-z]+", ingredient.words))
    return not wanted & written and bool(OTHER_SALTS & written)


def not_silenced(hits: Iterable[Hit], applied: list[Applied], supplement: str) -> list[Hit]:
    """The rules left when documented facts have spoken.

    A fact on the same target and effect beats the rule; a fact on the very drug also beats every rule about
    its level; a fact on existing neuropathy speaks for neurotoxic drugs too.
    """
    spoken = {(item.target, _family(item.fact.effect)) for item in applied}
    levels_known = {item.target for item in applied if item.exact}
    on_nerves = "neuropathy_existing" in facts_of(supplement)
    return [
        hit
        for hit in hits
        if (hit.target, _family(_effect(hit))) not in spoken
        and not (_effect(hit) in LEVELS and hit.target in levels_known)
        and not (_effect(hit) == "nerve" and on_nerves)
        and not (hit.rule == "RP" and hit.target in levels_known)
    ]


def _effect(hit: Hit) -> str:
    return rules()[hit.rule].effect


def _family(effect: str) -> str:
    return CLOTTING.get(effect, effect)
