"""redflags: what must not wait."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..instruments.facts import items
from ..predicates import Fact
from ..redflags import Field, Raised, fields, highest, raised
from . import BadQuestion, a_number, a_text, an_object, flag, only


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion for a field that is unknown or can't be."""
    only(question, fields())
    esas = _esas(question.get("esas"))
    found = raised(_facts(question), esas)
    return {"flags": [_flag(entry) for entry in found], "highest": highest(found)}


def _flag(entry: Raised) -> dict[str, Any]:
    return {
        "id": entry.flag.id,
        "name": entry.flag.name,
        "urgency": entry.flag.urgency,
        "because": list(entry.because),
        "action": entry.flag.action,
        "source": entry.flag.source,
    }


def _facts(question: dict[str, Any]) -> dict[str, Fact]:
    read = {field.id: _fact(question, field) for field in fields().values() if field.kind != "esas"}
    return {field: value for field, value in read.items() if value is not None}


def _fact(question: dict[str, Any], field: Field) -> Fact | None:
    value = question.get(field.id)
    if value is None:
        return None
    if field.kind == "flag":
        return flag(question, field.id)
    if field.kind == "choice":
        return _choice(value, field)
    return _number(value, field.id, field.low, field.high, whole=field.kind == "whole")


def _choice(value: object, field: Field) -> str:
    word = a_text(value, field.id)
    if word not in field.choices:
        raise BadQuestion("unknown_value", f"{field.id} must be one of {', '.join(field.choices)}", field.id)
    return word


def _number(value: object, name: str, low: float, high: float, *, whole: bool) -> Fraction:
    number = a_number(value, name, low=low, high=high)
    if whole and number != int(number):
        raise BadQuestion("not_a_number", f"{name} must be a whole number", name)
    return Fraction(str(number))


def _esas(value: object) -> dict[str, int]:
    """The answered items of the latest ESAS-r."""
    if value is None:
        return {}
    asked = {item.key: item for item in items("esas_r")}
    answers = an_object(value, "esas")
    only(answers, asked, within="esas.")
    return {
        key: int(_number(given, f"esas.{key}", asked[key].low, asked[key].high, whole=True))
        for key, given in answers.items()
        if given is not None
    }
