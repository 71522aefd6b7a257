"""mme: opioids as oral morphine equivalents a day (CDC 2022)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..instruments.records import rounded
from ..opioids.equivalents import MOST_PATCHES, TABLE, Equivalent, OpioidLine, morphine_equivalents
from . import BadQuestion, an_object, flag, listing, number, only, text

TEXTS = ("drug", "strength", "dose", "route", "frequency", "max", "indication")
TEXT_LIMIT = 200


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion."""
    only(question, {"lines"})
    if question.get("lines") is None:
        raise BadQuestion("missing", "lines are missing", "lines")
    lines = [_line(entry, number) for number, entry in enumerate(listing(question, "lines"), start=1)]
    regimen = morphine_equivalents(lines)
    total = regimen.total
    return {
        "scheduled": None if total is None else one_decimal(total.scheduled),
        "maximum": None if total is None else one_decimal(total.maximum),
        "complete": not regimen.problems,
        "problems": [{"line": line, "code": code} for line, code in regimen.problems],
        "lines": [_equivalent(line) for line in regimen.lines],
        "table": TABLE,
    }


def one_decimal(value: Fraction) -> float:
    """As shown: one decimal, half away from zero."""
    return rounded(value, 1)


def _equivalent(line: Equivalent | None) -> dict[str, float | None]:
    return {
        "mme_scheduled": None if line is None else one_decimal(line.scheduled),
        "mme_maximum": None if line is None else one_decimal(line.maximum),
    }


def _line(entry: object, place: int) -> OpioidLine:
    name = f"lines.{place}"
    line = an_object(entry, name)
    only(line, {*TEXTS, "prn", "patches_worn"}, within=f"{name}.")
    worn = number(line, "patches_worn", low=0, high=MOST_PATCHES)
    if worn is not None and worn != int(worn):
        raise BadQuestion("not_a_number", "patches_worn must be a whole number", f"{name}.patches_worn")
    return OpioidLine(
        **{field: text(line, field, limit=TEXT_LIMIT) or "" for field in TEXTS},
        as_needed=flag(line, "prn") or False,
        patches_worn=None if worn is None else int(worn),
    )
