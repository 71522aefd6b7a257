"""The rules that clear a therapy for a person, and the fields of the person they look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from ..tables import (
    Check,
    Table,
    a_number,
    anything,
    each,
    filled,
    one_of,
    optional,
    provenance,
    refers_to,
    split,
)
from .catalog import CERTAINTIES

ACTIONS = ("clear", "info", "adapt", "ask", "hold")
"""From the mildest to the strictest."""
MEASURED = frozenset({"lab", "vital"})
NUMERIC = frozenset({"<", "<=", ">", ">=", "between"})
OPERATORS = (*NUMERIC, "in", "contains_any", "not_empty", "is_true", "is_false")
FAHRENHEIT = "fahrenheit"


def _units(cell: str) -> str | None:
    for entry in split(cell):
        unit, _, factor = entry.rpartition("=")
        if not unit or (factor != FAHRENHEIT and a_number(1e-9, 1e9)(factor)):
            return f"{entry!r} is not a unit with its factor"
    return None


_numbers: Check = optional(a_number(-1000, 100_000))

FIELDS = Table(
    "therapy_safety_fields",
    {
        "id": filled,
        "kind": one_of("lab", "vital", "number", "list", "choice", "flag"),
        "unit": anything,
        "accepted_units": _units,
        "choices": each(filled),
        "low": _numbers,
        "high": _numbers,
        "meaning": filled,
        **provenance(*CERTAINTIES),
    },
)
RULES = Table(
    "therapy_safety",
    {
        "id": filled,
        "therapies": each(refers_to("therapies")),
        "field": refers_to("therapy_safety_fields"),
        "operator": one_of(*OPERATORS),
        "value": anything,
        "upper": _numbers,
        "unit": anything,
        "and_field": optional(refers_to("therapy_safety_fields")),
        "and_operator": optional(one_of(*OPERATORS)),
        "and_value": anything,
        "action": one_of(*ACTIONS[1:]),
        "scope": one_of("whole", "site"),
        "site": anything,
        "pressure_max": optional(a_number(0, 5)),
        "text": filled,
        "keywords": filled,
        "max_age_active": optional(a_number(1, 3650)),
        "max_age_other": optional(a_number(1, 3650)),
        "when_missing": one_of("nothing", "ask_if_marrow_risk"),
        "default_on": one_of("yes", "no"),
        "basis": filled,
        "doi": anything,
        "counter_evidence": anything,
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class SafetyField:
    """One fact of a person. `units` gives the factor to `unit`, None for degrees Fahrenheit."""

    id: str
    kind: str
    unit: str
    units: Mapping[str, Fraction | None]
    choices: tuple[str, ...]
    low: Fraction | None
    high: Fraction | None
    meaning: str


@dataclass(frozen=True)
class Condition:
    """A field against a mark; `words` serve `in` and `contains_any`."""

    field: str
    operator: str
    value: Fraction | None = None
    upper: Fraction | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class SafetyRule:
    id: str
    therapies: tuple[str, ...]
    when: Condition
    also: Condition | None
    action: str
    scope: str
    site: str
    pressure_max: int | None
    text: str
    max_age_active: int | None
    max_age_other: int | None
    asks_when_missing: bool
    basis: str
    counter_evidence: str

    def with_mark(self, value: Fraction | None, upper: Fraction | None) -> SafetyRule:
        """The same rule at other marks; None keeps the mark it has."""
        when = replace(
            self.when,
            value=self.when.value if value is None else value,
            upper=self.when.upper if upper is None else upper,
        )
        return replace(self, when=when)


@cache
def safety_fields() -> Mapping[str, SafetyField]:
    """Every field of a person by id."""
    return {
        row["id"]: SafetyField(
            id=row["id"],
            kind=row["kind"],
            unit=row["unit"],
            units={unit: _factor(factor) for unit, factor in map(_unit, split(row["accepted_units"]))},
            choices=split(row["choices"]),
            low=_fraction(row["low"]),
            high=_fraction(row["high"]),
            meaning=row["meaning"],
        )
        for row in FIELDS.rows()
    }


def _unit(entry: str) -> tuple[str, str]:
    unit, _, factor = entry.rpartition("=")
    return unit, factor


def _factor(cell: str) -> Fraction | None:
    return None if cell == FAHRENHEIT else Fraction(cell)


def _fraction(cell: str) -> Fraction | None:
    return Fraction(cell) if cell else None


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def all_rules() -> Mapping[str, SafetyRule]:
    """Every rule by id that is on by default."""
    same = ("id", "action", "scope", "site", "text", "basis", "counter_evidence")
    return {
        row["id"]: SafetyRule(
            **{name: row[name] for name in same},
            therapies=split(row["therapies"]),
            when=_condition(row["field"], row["operator"], row["value"], row["upper"]),
            also=_condition(row["and_field"], row["and_operator"], row["and_value"])
            if row["and_field"]
            else None,
            pressure_max=_whole(row["pressure_max"]),
            max_age_active=_whole(row["max_age_active"]),
            max_age_other=_whole(row["max_age_other"]),
            asks_when_missing=row["when_missing"] == "ask_if_marrow_risk",
        )
        for row in RULES.rows()
        if row["default_on"] == "yes"
    }


def _condition(field: str, operator: str, value: str, upper: str = "") -> Condition:
    if operator in NUMERIC:
        return Condition(field, operator, Fraction(value), _fraction(upper))
    return Condition(field, operator, words=split(value))


@cache
def rules_of(therapy: str) -> tuple[SafetyRule, ...]:
    """The rules about one therapy in the order of the table."""
    return tuple(rule for rule in all_rules().values() if therapy in rule.therapies)
