"""What is known of a person on a day: measured values with their age, and reported facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .safety_facts import Condition, SafetyField

Fact = bool | Fraction | str | frozenset[str]


@dataclass(frozen=True)
class Measured:
    """A count or a vital sign in the table's unit. `doubt` says why it can't be used, then the value is None.

    Without a date the age is None, which is older than any limit.
    """

    value: Fraction | None
    on: date | None
    age_days: int | None
    doubt: str = ""


@dataclass(frozen=True)
class Person:
    facts: Mapping[str, Fact]
    measured: Mapping[str, Measured]

    def is_true(self, field: str) -> bool:
        """Reported as true; what is not reported is not true."""
        return self.facts.get(field) is True


def in_table_unit(value: Fraction, unit: str, field: SafetyField) -> Fraction | None:
    """The value converted, or None for a unit that is not listed; an empty unit is the table's own."""
    if not unit:
        return value
    if unit not in field.units:
        return None
    factor = field.units[unit]
    return (value - 32) * 5 / 9 if factor is None else value * factor


def measure(
    value: Fraction, unit: str, field: SafetyField, on: date | None, age_days: int | None
) -> Measured:
    """A value as it may be used: converted, plausible and not from the future, or else in doubt."""
    converted = in_table_unit(value, unit, field)
    if converted is None:
        return Measured(None, on, age_days, "its unit is not one we convert")
    if field.low is not None and field.high is not None and not field.low <= converted <= field.high:
        return Measured(None, on, age_days, "it is outside what is plausible")
    if age_days is not None and age_days < 0:
        return Measured(None, on, age_days, "its date lies in the future")
    return Measured(converted, on, age_days)


def holds(condition: Condition, person: Person) -> bool:
    """Whether a condition is met. Missing facts meet nothing but `is_false`."""
    measured = person.measured.get(condition.field)
    fact = measured.value if measured else person.facts.get(condition.field)
    match condition.operator:
        case "is_true":
            return fact is True
        case "is_false":
            return fact is None or fact is False
        case "not_empty":
            return bool(fact)
        case "in":
            return fact in condition.words
        case "contains_any":
            return isinstance(fact, frozenset) and not fact.isdisjoint(condition.words)
        case _:
            return isinstance(fact, Fraction) and _passes(condition, fact)


def _passes(condition: Condition, fact: Fraction) -> bool:
    mark = condition.value
    if mark is None:
        return False
    match condition.operator:
        case "<":
            return fact < mark
        case "<=":
            return fact <= mark
        case ">":
            return fact > mark
        case ">=":
            return fact >= mark
        case _:
            return condition.upper is not None and mark <= fact < condition.upper
