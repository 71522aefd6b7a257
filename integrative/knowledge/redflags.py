"""Red flags: what must not wait, raised on reported facts only.

A flag is a prompt to a named person with a clock. It is not a diagnosis, and no flag rules anything out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from .levels import level_of
from .predicates import BadPredicate, Fact, Facts, Predicate, parse
from .symptoms import all_symptoms
from .tables import (
    Table,
    a_number,
    anything,
    each,
    filled,
    ids,
    one_of,
    optional,
    provenance,
    refers_to,
    split,
)

URGENCIES = ("emergency_now", "same_day", "within_72h", "routine_review")
"""From the most to the least urgent."""
DERIVED = ("esas_worst", "loss_1m_pct", "loss_3m_pct", "loss_6m_pct")
EARLIER_WEIGHTS = {
    "loss_1m_pct": ("weight_1m_kg", "one month"),
    "loss_3m_pct": ("weight_3m_kg", "three months"),
    "loss_6m_pct": ("weight_6m_kg", "six months"),
}
CERTAINTIES = ("A", "B", "C", "house")


def _trigger(cell: str) -> str | None:
    try:
        parse(cell, ids("red_flag_fields") | {*DERIVED})
    except BadPredicate as bad:
        return str(bad)
    return None


FIELDS = Table(
    "red_flag_fields",
    {
        "id": filled,
        "kind": one_of("flag", "number", "whole", "choice", "esas"),
        "meaning": filled,
        "low": optional(a_number(-1000, 1000)),
        "high": optional(a_number(-1000, 1000)),
        "choices": each(filled),
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
FLAGS = Table(
    "red_flags",
    {
        "id": filled,
        "name": filled,
        "urgency": one_of(*URGENCIES),
        "trigger": _trigger,
        "suppressed_by": optional(refers_to("red_flags")),
        "action": filled,
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class Field:
    """One fact a snapshot may report, with the limits a number must keep."""

    id: str
    kind: str
    meaning: str
    low: float
    high: float
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    id: str
    name: str
    urgency: str
    trigger: Predicate
    suppressed_by: str
    action: str
    source: str


@dataclass(frozen=True)
class Raised:
    """A flag with the reported facts that raised it, in words."""

    flag: Flag
    because: tuple[str, ...]


@cache
def fields() -> Mapping[str, Field]:
    """Every field of a snapshot by id."""
    return {
        row["id"]: Field(
            id=row["id"],
            kind=row["kind"],
            meaning=row["meaning"],
            low=float(row["low"] or 0),
            high=float(row["high"] or 0),
            choices=split(row["choices"]),
        )
        for row in FIELDS.rows()
    }


@cache
def flags() -> tuple[Flag, ...]:
    """Every flag, the most urgent first."""
    known = fields().keys() | {*DERIVED}
    same = ("id", "name", "urgency", "suppressed_by", "action", "source")
    found = [
        Flag(**{name: row[name] for name in same}, trigger=parse(row["trigger"], known))
        for row in FLAGS.rows()
    ]
    return tuple(sorted(found, key=lambda flag: (URGENCIES.index(flag.urgency), flag.id)))


def raised(reported: Facts, esas: Mapping[str, int]) -> list[Raised]:
    """The flags that reported facts raise, most urgent first.

    In: facts by field id (numbers as Fraction) and the ESAS-r items that were answered.
    """
    facts = {**reported, **_derived(reported, esas)}
    holding = {flag.id: flag for flag in flags() if flag.trigger.holds(facts)}
    return [
        Raised(flag, tuple(_words(flag.trigger.because(facts), facts, esas)))
        for flag in holding.values()
        if flag.suppressed_by not in holding
    ]


def highest(found: Iterable[Raised]) -> str:
    """The urgency that decides where this goes: that of the most urgent flag, or none."""
    return next((entry.flag.urgency for entry in found), "none")


def _derived(facts: Facts, esas: Mapping[str, int]) -> dict[str, Fact]:
    """The worst of the nine symptoms, and weight lost in percent of the earlier weight."""
    found: dict[str, Fact] = {}
    nine = [score for item, score in esas.items() if item != "other"]
    if nine:
        found["esas_worst"] = Fraction(max(nine))
    now = facts.get("weight_kg")
    for loss, (earlier, _) in EARLIER_WEIGHTS.items():
        before = facts.get(earlier)
        if isinstance(now, Fraction) and isinstance(before, Fraction) and before > 0:
            found[loss] = 100 * (before - now) / before
    return found


def _words(reasons: Iterable[str], facts: Facts, esas: Mapping[str, int]) -> Iterable[str]:
    for reason in reasons:
        value = facts[reason]
        if reason == "esas_worst":
            yield from _severe(esas)
        elif reason in EARLIER_WEIGHTS:
            yield f"{float(value):.1f} percent of weight lost in {EARLIER_WEIGHTS[reason][1]}"
        elif value is True:
            yield fields()[reason].meaning
        else:
            yield f"{fields()[reason].meaning}: {value if isinstance(value, str) else f'{float(value):g}'}"


def _severe(esas: Mapping[str, int]) -> Iterable[str]:
    for item, score in esas.items():
        if item != "other" and level_of(score) == "Severe":
            yield f"ESAS-r {all_symptoms()[f'esas_{item}'].name}: {score}"
