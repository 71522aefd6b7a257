"""What the scorers share: strict reading of a filled-in questionnaire, rounding and the shape of a result."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .facts import Item, items

Value = int | float | bool | None


class InvalidRecord(Exception):
    """One answer can't be what it says; the whole record gives no score."""


@dataclass(frozen=True)
class Scored:
    """A scored questionnaire. `banded` names the score (and the row of cutoffs) that gives the band."""

    status: str
    scores: Mapping[str, Value]
    banded: tuple[str, float | None] | None = None


INVALID = Scored("invalid", {})


def refuse_unknown(responses: Mapping[str, Any], known: Iterable[str]) -> None:
    """A key that nobody reads makes the record invalid, even with a null."""
    if responses.keys() - set(known):
        raise InvalidRecord


def whole(value: object, low: int, high: int) -> int:
    """A whole number within [low, high]; 5.0 is one, true and "5" are not."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidRecord
    if not low <= value <= high or value != int(value):
        raise InvalidRecord
    return int(value)


def read_items(instrument: str, responses: Mapping[str, Any]) -> dict[str, int | None]:
    """Every item of the questionnaire with its answer, None where it is missing."""
    asked = items(instrument)
    refuse_unknown(responses, (item.key for item in asked))
    return {item.key: _answer(responses.get(item.key), item) for item in asked}


def _answer(value: object, item: Item) -> int | None:
    return None if value is None else whole(value, item.low, item.high)


def total(answers: Iterable[int | None]) -> int | None:
    """The sum, or None when one is missing."""
    summed = 0
    for answer in answers:
        if answer is None:
            return None
        summed += answer
    return summed


def rounded(value: Fraction, places: int = 0) -> float:
    """Rounded half away from zero."""
    scale = 10**places
    size: float = math.floor(abs(value) * scale + Fraction(1, 2)) / scale
    return -size if value < 0 and size else size


def status(*needed: Value) -> str:
    """ok when every needed score stands, else incomplete."""
    return "incomplete" if any(score is None for score in needed) else "ok"
