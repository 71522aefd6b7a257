"""The factors, the names of opioids and the counting rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from ..agents import all_agents
from ..products import read_drugs
from ..tables import Table, a_number, anything, filled, one_of, optional, provenance

CERTAINTIES = ("A", "B", "house")
COUNTED, EXCLUDED, NO_FACTOR = "counted", "excluded", "no factor"

FACTORS = Table(
    "opioid_factors",
    {
        "id": filled,
        "drug": filled,
        "route": filled,
        "form": filled,
        "dose_unit": optional(one_of("mg/day", "mcg/h")),
        "factor": optional(a_number(0.01, 20)),
        "status": one_of(COUNTED, EXCLUDED, NO_FACTOR),
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
NAMES = Table("opioid_names", {"id": filled, "drug": filled, **provenance(*CERTAINTIES)})
RULES = Table("opioid_rules", {"id": filled, "statement": filled, **provenance(*CERTAINTIES)})

WORD = re.compile(r"[a-z0-9]+")


def opioid_named(text: str) -> str | None:
    """The one opioid a text names, generic or brand; None when it names none or more than one."""
    found = _opioids_in(text)
    return found.pop() if len(found) == 1 else None


def names_an_opioid(text: str) -> bool:
    """Whether a text names any opioid, whether or not the table has a factor for it."""
    return bool(_opioids_in(text)) or any(
        "opioid" in all_agents()[found.id].traits for found in read_drugs(text, short_regimens=False).found
    )


def _opioids_in(text: str) -> set[str]:
    words = f" {' '.join(WORD.findall(text.lower()))} "
    return {drug for name, drug in _names().items() if f" {name} " in words}


@cache
def _names() -> Mapping[str, str]:
    return {" ".join(WORD.findall(row["id"])): row["drug"] for row in NAMES.rows()}


@cache
def factors() -> Mapping[tuple[str, str], Fraction]:
    """Oral morphine equivalents by drug and route: per mg a day, for patches per mcg/h."""
    return {
        (row["drug"], row["route"]): Fraction(row["factor"])
        for row in FACTORS.rows()
        if row["status"] == COUNTED
    }


@cache
def always_excluded() -> frozenset[str]:
    """Opioids that no route brings into the table (a partial agonist has no equivalent)."""
    return frozenset(
        row["drug"] for row in FACTORS.rows() if row["status"] == EXCLUDED and row["id"] == row["drug"]
    )


def note_on(drug: str, route: str) -> str:
    """What the table remarks about one factor, such as what older tables use; empty when nothing."""
    rows = (row for row in FACTORS.rows() if row["status"] == COUNTED)
    return next((row["note"] for row in rows if (row["drug"], row["route"]) == (drug, route)), "")


@cache
def rules() -> Mapping[str, str]:
    """The counting rules in words, by id."""
    return {row["id"]: row["statement"] for row in RULES.rows()}
