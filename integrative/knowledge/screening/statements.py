"""Turns a fact or a rule that holds into a finding: its words, its certainty, its chain and its dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ..calendar import day_after, stop_by
from ..facts import Rule, rules, target_name
from .findings import Finding
from .hits import Hit
from .lines import Ingredient, ProductLine
from .pairs import Applied
from .person import Person

EVIDENCE_OF_LEVELS = {
    "human": "pk_human", "case": "case_report", "animal": "animal", "invitro": "in_vitro", "theory":
    "theoretical",
}  # fmt: skip
EVIDENCE_OF_EFFECTS = EVIDENCE_OF_LEVELS | {"human": "theoretical"}
CERTAINTY = {"human": None, "case": "moderate", "animal": "low", "invitro": "low", "theory": "low"}
CERTAINTIES = ("low", "moderate", "high")
DEFAULT_HOLD_DAYS = 14
BLANK = re.compile(r"\{(\w+)\}")


def from_fact(item: Applied, line: ProductLine, ingredient: Ingredient, person: Person) -> Finding:
    """A documented fact as a finding of one product."""
    fact = item.fact
    until, again = _dates(item.action, item.target, item.target_kind, ingredient, person)
    return Finding(
        product=line.text,
        supplement=fact.supplement,
        with_=item.target,
        with_kind=item.target_kind,
        severity=item.severity,
        evidence=fact.evidence,
        certainty=fact.certainty,
        direction=fact.direction,
        effect=fact.effect,
        mechanism=fact.mechanism,
        action=item.action,
        action_detail=fact.action_detail,
        rule=fact.id,
        chain=_chain(ingredient, item.chain),
        sources=(fact.source,),
        review=fact.review,
        stop_by=until,
        restart_on=again,
    )


def from_hit(hit: Hit, line: ProductLine, ingredient: Ingredient, person: Person) -> Finding:
    """A mechanism rule as a finding of one product."""
    rule = rules()[hit.rule]
    until, again = _dates(rule.action, hit.target, hit.target_kind, ingredient, person)
    mechanism, detail = _words(hit.rule, ingredient.supplement.name, hit.target, tuple(hit.words.items()))
    graded = EVIDENCE_OF_LEVELS if rule.effect in {"kinetic", "absorption"} else EVIDENCE_OF_EFFECTS
    return Finding(
        product=line.text,
        supplement=ingredient.supplement.id,
        with_=hit.target,
        with_kind=hit.target_kind,
        severity=hit.severity,
        evidence=graded[hit.known_by],
        certainty=_certainty(rule, hit.known_by),
        direction=rule.direction,
        effect=rule.effect,
        mechanism=mechanism,
        action=rule.action,
        action_detail=detail,
        rule=rule.id,
        chain=_chain(ingredient, (*hit.chain, f"rule {rule.id}: {rule.name}")),
        sources=(rule.source, ingredient.supplement.source),
        review="unreviewed",
        stop_by=until,
        restart_on=again,
    )


def _certainty(rule: Rule, known_by: str) -> str:
    """The rule's own certainty, lowered to that of the property it rests on."""
    allowed = CERTAINTY[known_by] or rule.certainty
    return min(rule.certainty, allowed, key=CERTAINTIES.index)


@lru_cache(maxsize=65536)
def _words(rule_id: str, supplement: str, target: str, given: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The mechanism and the advice of a rule with their blanks filled in."""
    rule = rules()[rule_id]
    words = {"supplement": supplement, "target": target_name(target), **dict(given)}
    return _sentence(rule.mechanism, words), _sentence(rule.action_detail, words)


def _sentence(template: str, words: dict[str, str]) -> str:
    text = BLANK.sub(lambda blank: words.get(blank[1], blank[0]), template)
    return text[:1].upper() + text[1:]


def _chain(ingredient: Ingredient, links: Iterable[str]) -> tuple[str, ...]:
    if ingredient.assumed:
        return (f"{ingredient.assumed} may mean {ingredient.supplement.name}", *links)
    return tuple(links)


def _dates(
    action: str, target: str, kind: str, ingredient: Ingredient, person: Person
) -> tuple[date | None, date | None]:
    """Until when to stop and from when to take it again, where the record holds a date."""
    if action not in {"avoid", "hold"}:
        return None, None
    if kind == "radiation":
        begins, ends = person.radiation_from, person.radiation_until
        until = stop_by(begins, 1, person.today) if begins else person.today
        return until, day_after(ends) if ends else None
    if kind == "test":
        planned = min((on for _, on in person.planned_tests if on and on >= person.today), default=None)
        days = 14 if target == "lab_creatinine" else 3
        return (stop_by(planned, days, person.today), day_after(planned)) if planned else (None, None)
    procedure = person.next_procedure()
    if procedure is None or procedure.on is None:
        return None, None
    hold = ingredient.supplement.preop_hold_days
    if hold == 0:
        return None, None
    return stop_by(procedure.on, DEFAULT_HOLD_DAYS if hold is None else hold, person.today), None
