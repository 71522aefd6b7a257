"""clear: whether a therapy suits a person today, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from ..therapies.catalog import all_therapies
from ..therapies.clearance import Clearance, Reason, clear
from ..therapies.person import Fact, Measured, Person, measure
from ..therapies.safety_facts import MEASURED, SafetyField, all_rules, safety_fields
from ..therapies.thresholds import Override, can_be_overridden
from . import (
    BadQuestion,
    a_number,
    a_text,
    an_object,
    clean_name,
    day,
    flag,
    listing,
    mapping,
    number,
    only,
    required_text,
    text,
    today,
)

OLDEST_DAYS = 36_500
LONGEST_NAME = 200


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion."""
    only(question, {"therapy", "person", "on", "thresholds"})
    therapy = required_text(question, "therapy", limit=LONGEST_NAME)
    if therapy not in all_therapies():
        raise BadQuestion("unknown_value", "therapy is not one we know", "therapy")
    person = read_person(mapping(question, "person") or {}, today(question))
    return _clearance(clear(therapy, person, _overrides(mapping(question, "thresholds") or {})))


def _clearance(found: Clearance) -> dict[str, Any]:
    return {
        "action": found.action,
        "reasons": [_reason(reason) for reason in found.reasons],
        "pressure_max": found.pressure_max,
        "expires_on": found.expires_on and found.expires_on.isoformat(),
        "used": {field: _used(measured) for field, measured in found.used.items()},
        "missing": list(found.missing),
        "stale": list(found.stale),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    rule = reason.rule
    mark = f"; limit set by {reason.set_by}" if reason.set_by else ""
    return {
        "rule": rule.id,
        "action": reason.action,
        "text": reason.text,
        "basis": rule.basis + mark,
        "counter_evidence": rule.counter_evidence,
        "scope": rule.scope,
        "site": rule.site or None,
    }


def _used(measured: Measured) -> dict[str, Any]:
    value = float(measured.value or 0)
    return {
        "value": int(value) if value.is_integer() else value,
        "on": measured.on and measured.on.isoformat(),
        "age_days": measured.age_days,
    }


def read_person(given: dict[str, Any], on: date) -> Person:
    """The person as of a day. Raises BadQuestion for a field that is unknown or can't be."""
    fields = safety_fields()
    only(given, fields, within="person.")
    facts: dict[str, Fact] = {}
    measured: dict[str, Measured] = {}
    for name, value in given.items():
        if value is None:
            continue
        if fields[name].kind in MEASURED:
            found = _measured(an_object(value, f"person.{name}"), fields[name], on)
            measured |= {name: found} if found else {}
        else:
            facts[name] = _fact(given, fields[name])
    return Person(facts, measured)


def _measured(given: dict[str, Any], field: SafetyField, on: date) -> Measured | None:
    """A value with its age; None when there is no value in it."""
    only(given, {"value", "unit", "on", "age_days"}, within=f"person.{field.id}.")
    value = number(given, "value")
    if value is None:
        return None
    taken = day(given, "on")
    age = number(given, "age_days", low=-OLDEST_DAYS, high=OLDEST_DAYS)
    if age is not None and age != int(age):
        raise BadQuestion("not_a_number", "age_days must be a whole number", f"person.{field.id}.age_days")
    if taken and age is not None and (on - taken).days != age:
        raise BadQuestion("contradiction", "on and age_days do not agree", f"person.{field.id}")
    days = (on - taken).days if taken else None if age is None else int(age)
    unit = (text(given, "unit", limit=LONGEST_NAME) or "").strip()
    return measure(Fraction(str(value)), unit, field, taken or _days_before(on, days), days)


def _days_before(on: date, days: int | None) -> date | None:
    try:
        return None if days is None else on - timedelta(days=days)
    except OverflowError:
        raise BadQuestion("out_of_range", "age_days reaches beyond the calendar", "age_days") from None


def _fact(given: dict[str, Any], field: SafetyField) -> Fact:
    name = f"person.{field.id}"
    if field.kind == "flag":
        return flag(given, field.id) is True
    if field.kind == "list":
        return frozenset(_word(entry, name, field) for entry in listing(given, field.id))
    if field.kind == "choice":
        return _word(given[field.id], name, field)
    value = a_number(given[field.id], name, low=float(field.low or 0), high=float(field.high or OLDEST_DAYS))
    return Fraction(str(value))


def _word(value: object, name: str, field: SafetyField) -> str:
    word = a_text(value, name, limit=LONGEST_NAME)
    if field.choices and word not in field.choices:
        raise BadQuestion("unknown_value", f"{name} must be one of {', '.join(field.choices)}", name)
    return word


def _overrides(given: dict[str, Any]) -> dict[str, Override]:
    """The clinic's marks; each names who signed it."""
    return {rule: _override(rule, value) for rule, value in given.items()}


def _override(rule_id: str, given: object) -> Override:
    name = f"thresholds.{clean_name(rule_id)}"
    rule = all_rules().get(rule_id)
    if rule is None or not can_be_overridden(rule):
        raise BadQuestion("unknown_value", f"{name} is not a rule with a limit", name)
    mark = an_object(given, name)
    only(mark, {"value", "value2", "by"}, within=f"{name}.")
    value, upper = number(mark, "value"), number(mark, "value2")
    override = Override(
        None if value is None else Fraction(str(value)),
        None if upper is None else Fraction(str(upper)),
        required_text(mark, "by", limit=LONGEST_NAME),
    )
    after = rule.with_mark(override.value, override.upper).when
    if rule.when.upper is None and upper is not None:
        raise BadQuestion("unknown_key", f"{name} has one limit only", f"{name}.value2")
    if after.upper is not None and after.value is not None and after.upper <= after.value:
        raise BadQuestion("out_of_range", f"{name} leaves an empty band", name)
    return override
