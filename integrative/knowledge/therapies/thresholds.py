"""A clinic's own signed limits in place of those of the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .safety_facts import NUMERIC, SafetyRule


@dataclass(frozen=True)
class Override:
    """A signed limit; None keeps the table's."""

    value: Fraction | None
    upper: Fraction | None
    by: str


def can_be_overridden(rule: SafetyRule) -> bool:
    """Only a rule with a number has a limit to move."""
    return rule.when.operator in NUMERIC


def with_overrides(rules: Iterable[SafetyRule], overrides: Mapping[str, Override]) -> tuple[SafetyRule, ...]:
    """The rules at the clinic's limits.

    A band next to one that shrinks grows up to its new edge, so that no value falls between two rules.
    """
    rules = tuple(rules)
    own = {rule.id: _own(rule, overrides[rule.id]) for rule in rules if rule.id in overrides}
    fallen: dict[tuple[str, Fraction], Fraction] = {}
    risen: dict[tuple[str, Fraction], Fraction] = {}
    for rule in rules:
        before, after = _edges(rule), _edges(own.get(rule.id, rule))
        if before[1] is not None and after[1] is not None and after[1] < before[1]:
            fallen[rule.when.field, before[1]] = after[1]
        if before[0] is not None and after[0] is not None and after[0] > before[0]:
            risen[rule.when.field, before[0]] = after[0]
    return tuple(own.get(rule.id) or _grown(rule, fallen, risen) for rule in rules)


def _own(rule: SafetyRule, override: Override) -> SafetyRule:
    return rule.with_mark(override.value, override.upper)


def _edges(rule: SafetyRule) -> tuple[Fraction | None, Fraction | None]:
    """The lower and the upper edge of what a rule is about; None where it is open."""
    when = rule.when
    if when.operator == "between":
        return when.value, when.upper
    return (None, when.value) if when.operator in {"<", "<="} else (when.value, None)


def _grown(
    rule: SafetyRule,
    fallen: Mapping[tuple[str, Fraction], Fraction],
    risen: Mapping[tuple[str, Fraction], Fraction],
) -> SafetyRule:
    if not can_be_overridden(rule):
        return rule
    lower, upper = _edges(rule)
    new_lower = None if lower is None else fallen.get((rule.when.field, lower))
    new_upper = None if upper is None else risen.get((rule.when.field, upper))
    if rule.when.operator == "between":
        return rule.with_mark(new_lower, new_upper)
    return rule.with_mark(new_upper if new_lower is None else new_lower, None)
