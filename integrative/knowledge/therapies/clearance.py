"""Whether a therapy suits a person on a day: clear, info, adapt, ask or hold, with the reasons.

The strictest result stands and every text is shown. A stale count never loosens a rule; a missing one is
asked for where the marrow is at risk; a value in doubt is always asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .person import Measured, Person, holds
from .safety_facts import ACTIONS, SafetyRule, rules_of, safety_fields
from .thresholds import Override, with_overrides

STRICTNESS = {action: rank for rank, action in enumerate(ACTIONS)}


@dataclass(frozen=True)
class Reason:
    """Why a rule speaks. `text` is for the therapist; `set_by` signed the limit if it is the clinic's own."""

    rule: SafetyRule
    action: str
    text: str
    pressure_max: int | None
    set_by: str


@dataclass(frozen=True)
class Clearance:
    """The result, the counts it rests on, and the last day on which they still count."""

    action: str
    reasons: tuple[Reason, ...]
    pressure_max: int | None
    expires_on: date | None
    used: Mapping[str, Measured]
    missing: tuple[str, ...]
    stale: tuple[str, ...]


def clear(therapy: str, person: Person, overrides: Mapping[str, Override]) -> Clearance:
    """Every rule about the therapy, judged. In: a therapy id, the person, the clinic's limits by rule id."""
    rules = with_overrides(rules_of(therapy), overrides)
    reasons = sorted(_reasons(rules, person, overrides), key=_strictest_first)
    limits = [reason.pressure_max for reason in reasons if reason.pressure_max is not None]
    fields = dict.fromkeys(rule.when.field for rule in rules)
    used = {field: person.measured[field] for field in fields if _value(person, field) is not None}
    return Clearance(
        action=reasons[0].action if reasons else ACTIONS[0],
        reasons=tuple(reasons),
        pressure_max=min(limits, default=None),
        expires_on=min(_last_days(rules, person), default=None),
        used=used,
        missing=tuple(dict.fromkeys(_missing(rules, person))),
        stale=tuple(field for field in used if any(_is_stale(rule, person) for rule in _about(rules, field))),
    )


def _reasons(
    rules: Sequence[SafetyRule], person: Person, overrides: Mapping[str, Override]
) -> Iterator[Reason]:
    """What triggered rules say, and one question for each field that no rule could be judged on."""
    settled: set[str] = set()
    for rule in rules:
        if holds(rule.when, person) and _also(rule, person):
            settled.add(rule.when.field)
            yield _triggered(rule, person, _signed(rule, overrides))
    for rule in rules:
        if rule.when.field not in settled and (question := _question(rule, person)):
            settled.add(rule.when.field)
            yield Reason(rule, "ask", question, None, _signed(rule, overrides))


def _strictest_first(reason: Reason) -> tuple[int, str]:
    return -STRICTNESS[reason.action], reason.rule.id


def _signed(rule: SafetyRule, overrides: Mapping[str, Override]) -> str:
    return overrides[rule.id].by if rule.id in overrides else ""


def _also(rule: SafetyRule, person: Person) -> bool:
    return rule.also is None or holds(rule.also, person)


def _triggered(rule: SafetyRule, person: Person, set_by: str) -> Reason:
    """What the rule says; on an old value never less than asking for a new one."""
    if not _is_stale(rule, person):
        return Reason(rule, rule.action, rule.text, rule.pressure_max, set_by)
    action = max(rule.action, "ask", key=STRICTNESS.__getitem__)
    old = f"The last {safety_fields()[rule.when.field].meaning} is too old: ask for a new one. "
    return Reason(rule, action, old + rule.text, rule.pressure_max, set_by)


def _question(rule: SafetyRule, person: Person) -> str:
    """What must be asked when the rule could not be judged on a value of today; empty when nothing."""
    meaning = safety_fields()[rule.when.field].meaning
    measured = person.measured.get(rule.when.field)
    if measured and measured.doubt:
        return f"The {meaning} cannot be used: {measured.doubt}. Ask for it first."
    if not (rule.asks_when_missing and person.is_true("marrow_risk") and _also(rule, person)):
        return ""
    if measured is None:
        return f"No {meaning} is on record and the marrow is at risk: ask for it first."
    return f"The last {meaning} is too old: ask for a new one first." if _is_stale(rule, person) else ""


def _limit(rule: SafetyRule, person: Person) -> int | None:
    return rule.max_age_active if person.is_true("active_treatment") else rule.max_age_other


def _is_stale(rule: SafetyRule, person: Person) -> bool:
    """Older than the rule allows; without a date it is as old as can be."""
    measured, limit = person.measured.get(rule.when.field), _limit(rule, person)
    if measured is None or measured.value is None or limit is None:
        return False
    return measured.age_days is None or measured.age_days > limit


def _last_days(rules: Iterable[SafetyRule], person: Person) -> Iterator[date]:
    """The last day each value still counts, for the rules it is fresh enough for."""
    for rule in rules:
        measured, limit = person.measured.get(rule.when.field), _limit(rule, person)
        fresh = measured and measured.value is not None and not _is_stale(rule, person)
        if measured and measured.on and fresh and limit is not None:
            yield date.fromordinal(min(measured.on.toordinal() + limit, date.max.toordinal()))


def _missing(rules: Iterable[SafetyRule], person: Person) -> Iterator[str]:
    for rule in rules:
        if rule.asks_when_missing and rule.when.field not in person.measured:
            yield rule.when.field


def _about(rules: Iterable[SafetyRule], field: str) -> Iterator[SafetyRule]:
    return (rule for rule in rules if rule.when.field == field)


def _value(person: Person, field: str) -> Fraction | None:
    measured = person.measured.get(field)
    return measured.value if measured else None
