"""One module per verb of the knowledge command, each with `answer(question) -> answer`.

Here stands how a question is read: strictly. Missing (an absent key or null) is None or empty and never
zero or false; anything else that is not what it should be raises BadQuestion. Nothing is coerced.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

TEXT_LIMIT = 10_000
LIST_LIMIT = 500
FAR_NUMBER = 1e12
# Controls but for tab and line ends, halves of a pair, and what turns the writing direction around unseen.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class BadQuestion(Exception):
    """The question can't be served. `code` is for programs, `message` for people, `field` names the place."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field

    def as_json(self) -> dict[str, str | None]:
        """The error object of the contract."""
        return {"code": self.code, "message": self.message, "field": self.field}


def only(question: Mapping[str, Any], known: Collection[str], within: str = "") -> None:
    """Refuse a key that nobody reads: a misspelt key must not be taken for a missing one."""
    for key in question:
        if key not in known:
            name = clean_name(key)
            raise BadQuestion("unknown_key", f"{name!r} is not a key of this question", within + name)


def clean_name(key: str) -> str:
    """A key as it may be repeated in an answer."""
    return UNWRITABLE.sub("?", key)[:80]


def text(question: Mapping[str, Any], field: str, *, limit: int = TEXT_LIMIT) -> str | None:
    """The text of a field as written, or None when it is missing."""
    value = question.get(field)
    return None if value is None else a_text(value, field, limit=limit)


def a_text(value: object, field: str, *, limit: int = TEXT_LIMIT) -> str:
    """A value that must be text, without control characters and not longer than `limit` characters."""
    if not isinstance(value, str):
        raise BadQuestion("not_text", f"{field} must be text", field)
    if len(value) > limit:
        raise BadQuestion("too_long", f"{field} is longer than {limit} characters", field)
    if UNWRITABLE.search(value):
        raise BadQuestion("control_character", f"{field} holds a control character", field)
    return value


def required_text(question: Mapping[str, Any], field: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text of a field that must be there and must not be blank."""
    value = text(question, field, limit=limit)
    if value is None or not value.strip():
        raise BadQuestion("missing", f"{field} is missing", field)
    return value


def number(
    question: Mapping[str, Any], field: str, *, low: float = -FAR_NUMBER, high: float = FAR_NUMBER
) -> float | None:
    """The number of a field within [low, high], or None when it is missing. Text and true are no numbers."""
    value = question.get(field)
    return None if value is None else a_number(value, field, low=low, high=high)


def a_number(value: object, field: str, *, low: float = -FAR_NUMBER, high: float = FAR_NUMBER) -> float:
    """A value that must be a finite number within [low, high]; whole numbers stay whole."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadQuestion("not_a_number", f"{field} must be a number", field)
    if not low <= value <= high or (isinstance(value, float) and not math.isfinite(value)):
        raise BadQuestion("out_of_range", f"{field} must be a number from {low:g} to {high:g}", field)
    return value


def flag(question: Mapping[str, Any], field: str) -> bool | None:
    """True or false, or None when it is missing."""
    value = question.get(field)
    if value is not None and not isinstance(value, bool):
        raise BadQuestion("not_true_or_false", f"{field} must be true or false", field)
    return value


def day(question: Mapping[str, Any], field: str) -> date | None:
    """The date of a field written as 2026-11-21, or None when it is missing."""
    value = text(question, field, limit=40)
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise BadQuestion("not_a_date", f"{field} must be a date such as 2026-11-21", field) from None


def today(question: Mapping[str, Any]) -> date:
    """The day the question is about: `on`, or what the clock says."""
    return day(question, "on") or datetime.now(UTC).date()


def listing(question: Mapping[str, Any], field: str, *, limit: int = LIST_LIMIT) -> list[Any]:
    """The entries of a field that holds a list; empty when it is missing."""
    value = question.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadQuestion("not_a_list", f"{field} must be a list", field)
    if len(value) > limit:
        raise BadQuestion("too_long", f"{field} has more than {limit} entries", field)
    return value


def mapping(question: Mapping[str, Any], field: str) -> dict[str, Any] | None:
    """The object of a field, or None when it is missing."""
    value = question.get(field)
    return None if value is None else an_object(value, field)


def an_object(value: object, field: str) -> dict[str, Any]:
    """A value that must be an object."""
    if not isinstance(value, dict):
        raise BadQuestion("not_an_object", f"{field} must be an object", field)
    return value


def choice(question: Mapping[str, Any], field: str, allowed: Iterable[str], default: str) -> str:
    """One word out of `allowed`, or `default` when it is missing."""
    value = text(question, field)
    allowed = list(allowed)
    if value is None:
        return default
    if value not in allowed:
        raise BadQuestion("unknown_value", f"{field} must be one of {', '.join(allowed)}", field)
    return value


def same_form(value: str) -> str:
    """Compatible letters made one (full width, ligatures, invisible marks), so that names can be compared."""
    if value.isascii():
        return value
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", value) if unicodedata.category(letter) != "Cf"
    )
