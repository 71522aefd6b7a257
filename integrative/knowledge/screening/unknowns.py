"""Values that matter and are not known: which there are, and the person if each were as bad as it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..facts import facts_of
from ..supplements import all_supplements
from .additive import Sum, sum_hits, sums
from .effects import BLEEDING
from .findings import HOLD, Finding
from .hits import Hit
from .lines import Ingredient, ProductLine
from .pairs import applied_facts, not_silenced
from .person import Person, unknown, with_any
from .state import state_hits
from .statements import from_fact, from_hit


@dataclass(frozen=True)
class Unknown:
    """A value nobody has, or an old one. `supposed` is the person with that value at its worst.

    `at_risk`: treatment or a medicine makes a bad value likely, so the worst is taken to be true until it is
    known; otherwise an old value only asks to be repeated.
    """

    test: str
    why: str
    contexts: frozenset[str]
    at_risk: bool
    supposed: Person
    nothing_else: Person
    """Someone of whom only the worst value is known: what the documented facts are asked with."""
    together: tuple[Sum, ...]
    """Sums over all products that the worst value would add or make worse."""


CONTEXTS_AT_WORST = {
    "platelets": frozenset({"platelets_lt_50"}),
    "neutrophils": frozenset({"neutropenia_severe"}),
    "egfr": frozenset({"egfr_lt_60", "egfr_lt_30"}),
    "alt": frozenset({"raised_lfts"}),
    "ast": frozenset({"raised_lfts"}),
    "bilirubin": frozenset({"raised_lfts"}),
    "calcium": frozenset({"hypercalcaemia"}),
    "inr": frozenset({"inr_above_range"}),
}

TEST_NAMES = {
    "platelets": "platelet count", "neutrophils": "neutrophil count", "egfr": "eGFR", "alt": "ALT",
    "ast": "AST", "bilirubin": "bilirubin level", "calcium": "calcium level", "inr": "INR",
    "g6pd_deficiency": "G6PD test",
}  # fmt: skip


def _on_marrow_treatment(person: Person) -> bool:
    return person.on_treatment


def _kidneys_at_risk(person: Person) -> bool:
    return with_any(person.drugs, "nephrotoxic") is not None


def _liver_at_risk(person: Person) -> bool:
    treatments = [drug for drug in person.drugs if drug.kind == "treatment"]
    return bool(with_any(treatments, "hepatotoxic") or with_any(person.drugs, "hepatotoxic_boxed"))


def _on_vitamin_k_antagonist(person: Person) -> bool:
    return with_any(person.drugs, "vitamin_k_antagonist") is not None


AT_RISK: dict[str, Callable[[Person], bool]] = {
    "platelets": _on_marrow_treatment,
    "neutrophils": _on_marrow_treatment,
    "egfr": _kidneys_at_risk,
    "alt": _liver_at_risk,
    "inr": _on_vitamin_k_antagonist,
}
"""Whom a missing value is asked for. AST, bilirubin and calcium are asked for only once they are old."""


ASKING_PROPERTIES = {
    "platelets": frozenset(BLEEDING),
    "neutrophils": frozenset({"live_microbe"}),
    "egfr": frozenset({"nephrotoxic", "oxalate", "hyperkalaemic"}),
    **dict.fromkeys(("alt", "ast", "bilirubin"), frozenset({"hepatotoxic"})),
    "inr": frozenset({"warfarin_potentiation", *BLEEDING}),
}
"""What makes a value matter for a supplement, beside a documented fact about one of its contexts."""


SUMMED = frozenset({"platelets_lt_50", "raised_lfts"})
"""Contexts that sums over several products ask for."""


def unknowns(person: Person, lines: Sequence[ProductLine], together: list[Sum]) -> Iterator[Unknown]:
    """Every value that is missing where it is asked for, or older than its phase allows.

    `together`: the sums over `lines` for the person as known.
    """
    for test, why, contexts, at_risk in _asked_for(person):
        supposed = replace(person, contexts=person.contexts | dict.fromkeys(sorted(contexts), why))
        nothing_else = Person(person.today, contexts=dict.fromkeys(sorted(contexts), why))
        more = sums(lines, supposed) if contexts & SUMMED else []
        added = tuple(item for item in more if item not in together)
        yield Unknown(test, why, contexts, at_risk, supposed, nothing_else, added)


def _asked_for(person: Person) -> Iterator[tuple[str, str, frozenset[str], bool]]:
    """Test, why it is not known, what its worst value would make true, whether it is likely."""
    for test, worst in CONTEXTS_AT_WORST.items():
        why = unknown(person, test)
        at_risk = test in AT_RISK and AT_RISK[test](person)
        contexts = worst.difference(person.contexts)
        if why and contexts and (at_risk or person.lab(test) is not None):
            yield test, why, contexts, at_risk
    if "g6pd" not in person.flags and "g6pd_deficiency" not in person.contexts:
        yield "g6pd_deficiency", "G6PD has not been tested", frozenset({"g6pd_deficiency"}), True


def if_at_worst(asked: Unknown, line: ProductLine, ingredient: Ingredient) -> Iterator[Finding]:
    """One finding that asks for the value, as grave as the gravest that the worst value would bring."""
    if not _matters(ingredient.supplement.id, asked.test, asked.contexts):
        return
    found = list(_supposed(asked, line, ingredient))
    tiers = [finding.tier for finding in found if finding.tier is not None]
    if not tiers:
        return
    tier = min(tiers) if asked.at_risk else max(HOLD, min(tiers))
    worst = max(found, key=lambda finding: finding.gravity)
    rule = "RU" if tier <= HOLD else "RUm"
    chain = (asked.why, f"at its worst: {worst.mechanism}")
    kind = "condition" if asked.test == "g6pd_deficiency" else "lab"
    hit = Hit(rule, "minor", asked.test, kind, "theory", chain, {"target": TEST_NAMES[asked.test]})
    yield replace(from_hit(hit, line, ingredient, asked.supposed), tier_at_worst=tier)


def _supposed(asked: Unknown, line: ProductLine, ingredient: Ingredient) -> Iterator[Finding]:
    """What would be found with the value at its worst, beyond what is found now."""
    applied = list(applied_facts(ingredient, asked.nothing_else))
    for item in applied:
        if item.target in asked.contexts:
            yield from_fact(item, line, ingredient, asked.supposed)
    hits = [hit for hit in state_hits(ingredient, asked.supposed) if hit.target in asked.contexts]
    for hit in (
        *not_silenced(hits, applied, ingredient.supplement.id),
        *sum_hits(ingredient, asked.together),
    ):
        yield from_hit(hit, line, ingredient, asked.supposed)


@lru_cache(maxsize=4096)
def _matters(supplement: str, test: str, contexts: frozenset[str]) -> bool:
    properties = all_supplements()[supplement].properties.keys()
    return bool(
        contexts & facts_of(supplement).keys() or ASKING_PROPERTIES.get(test, frozenset()) & properties
    )
