"""Runs facts, rules and sums over every product and puts the findings in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..agents import all_agents
from ..supplements import all_supplements
from .additive import Sum, sum_hits, sums, total_hits, totals
from .effects import effect_hits
from .findings import VERDICTS, Finding, merged, verdict
from .hits import Hit
from .kinetic import kinetic_hits
from .lines import Ingredient, ProductLine
from .pairs import applied_facts, not_silenced
from .person import Person
from .state import state_hits
from .statements import from_fact, from_hit
from .unknowns import Unknown, if_at_worst, unknowns


@dataclass(frozen=True)
class Screened:
    """What a screen found: findings worst first and one verdict for each product, worst first."""

    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[ProductLine, str], ...]


@dataclass(frozen=True)
class _Whole:
    """What every ingredient is looked at with: the person, all products together, what is not known."""

    person: Person
    together: list[Sum]
    total: dict[str, float]
    unknown: tuple[Unknown, ...]


def screen(lines: Sequence[ProductLine], person: Person, *, drugs_understood: bool) -> Screened:
    """Every product against everything known of the person.

    `drugs_understood`: no drug of the question stayed unidentified.
    """
    together = sums(lines, person)
    whole = _Whole(person, together, totals(lines), tuple(unknowns(person, lines, together)))
    findings = merged(
        finding
        for line in lines
        for ingredient in line.ingredients
        for finding in _of_ingredient(line, ingredient, whole)
    )
    of_product: dict[str, list[Finding]] = {}
    for finding in findings:
        of_product.setdefault(finding.product, []).append(finding)
    verdicts = [(line, _verdict(line, of_product.get(line.text, []), drugs_understood)) for line in lines]
    verdicts.sort(key=lambda pair: (VERDICTS.index(pair[1]), pair[0].text))
    return Screened(tuple(findings), tuple(verdicts))


def _verdict(line: ProductLine, findings: list[Finding], drugs_understood: bool) -> str:
    if line.reading.status in {"ambiguous", "confirm", "unmatched"}:
        return "cannot_screen"
    return verdict(findings, fully_screened=line.understood and drugs_understood)


def _of_ingredient(line: ProductLine, ingredient: Ingredient, whole: _Whole) -> Iterator[Finding]:
    person, supplement = whole.person, ingredient.supplement.id
    if ingredient.on_skin:
        hit = Hit("RT", "none", "skin", "route", "theory", (f"{supplement} used on the skin",))
        yield from_hit(hit, line, ingredient, person)
        return
    applied = list(applied_facts(ingredient, person))
    for item in applied:
        yield from_fact(item, line, ingredient, person)
    hits = not_silenced(_rule_hits(ingredient, person), applied, supplement)
    for hit in (*hits, *sum_hits(ingredient, whole.together), *total_hits(ingredient, whole.total)):
        yield from_hit(hit, line, ingredient, person)
    for unknown in whole.unknown:
        yield from if_at_worst(unknown, line, ingredient)


def _rule_hits(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    if not ingredient.as_food:
        for drug in person.drugs:
            yield from _between(ingredient.supplement.id, drug.id)
    yield from state_hits(ingredient, person)


@lru_cache(maxsize=65536)
def _between(supplement: str, drug: str) -> tuple[Hit, ...]:
    """The rules between one supplement and one drug; they ask nothing of the person."""
    one, other = all_supplements()[supplement], all_agents()[drug]
    return (*kinetic_hits(one, other), *effect_hits(one, other))
