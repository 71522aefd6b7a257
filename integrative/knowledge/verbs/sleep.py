"""sleep: one night of the sleep diary."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..sleep import InvalidNight, Night, measure
from . import only

KEYS = (
    *("diary_date", "tz", "into_bed", "lights_out", "sol_min", "waso_min"),
    *("final_wake", "out_of_bed", "naps_min"),
)
LONGEST_ZONE_NAME = 64
A_DAY = 24 * 60
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says; a night that can't be is no error but the status `invalid`.

    Naps come back apart and never count. Raises BadQuestion for a key that is not of the diary.
    """
    only(question, KEYS)
    try:
        naps = _minutes(question.get("naps_min"))
        found: dict[str, Any] = {"status": "ok", **asdict(measure(_night(question)))}
        return found if naps is None else found | {"naps_min": naps}
    except InvalidNight:
        nothing = dict.fromkeys(("tib_min", "tst_min", "se_pct", "window_se_pct"))
        return {"status": "invalid", **nothing}


def _night(question: dict[str, Any]) -> Night:
    return Night(
        day=_day(question.get("diary_date")),
        zone=_zone(question.get("tz")),
        into_bed=_text(question.get("into_bed")),
        lights_out=_text(question.get("lights_out")),
        sol_min=_minutes(question.get("sol_min")),
        waso_min=_minutes(question.get("waso_min")),
        final_wake=_text(question.get("final_wake")),
        out_of_bed=_text(question.get("out_of_bed")),
    )


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InvalidNight
    return value


def _day(value: object) -> date | None:
    written = _text(value)
    if written is None:
        return None
    try:
        if not ISO_DAY.fullmatch(written):
            raise InvalidNight
        return date.fromisoformat(written)
    except ValueError:
        raise InvalidNight from None


def _zone(value: object) -> ZoneInfo | None:
    name = _text(value)
    if name is None:
        return None
    try:
        if len(name) > LONGEST_ZONE_NAME:
            raise InvalidNight
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidNight from None


def _minutes(value: object) -> int | None:
    """Whole minutes, zero or more; a fraction, text or true voids the night."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= A_DAY:
        raise InvalidNight
    if value != int(value):
        raise InvalidNight
    return int(value)
