"""The shorthand of a screen: `comeds=warfarin; labs=platelets 22; phase=surgery in 6 days`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from ..verbs import BadQuestion, listing, text, today

KEYS = (
    "comeds", "labs", "phase", "tumour", "neuropathy", "symptom", "device", "procedure", "lab", "bp",
    "smoker", "g6pd",
)  # fmt: skip
LISTS = {
    "comeds": "medications",
    "tumour": "conditions",
    "symptom": "symptoms",
    "device": "devices",
    "lab": "planned_tests",
}
PLANNED = re.compile(
    r"(surgery|operation|procedure|biopsy|port\b.*?)\s+in\s+(\d{1,3})\s+days?", re.IGNORECASE
)
AFTER_PROCEDURE = re.compile(r"\b(?:surgery|operation|pre-?procedure|pre-?op(?:erative)?)\b", re.IGNORECASE)
YES = frozenset({"yes", "y", "true", "current", "former", "ex"})
HIGH_PRESSURE = (140, 90)


def spread(raw: dict[str, Any]) -> dict[str, Any]:
    """The question with its `context` spread over the lists it stands for. Raises BadQuestion."""
    asked = dict(raw)
    written = text(asked, "context")
    asked.pop("context", None)
    for part in (written or "").split(";"):
        key, separator, value = (piece.strip() for piece in part.partition("="))
        if not key and not separator:
            continue
        if key not in KEYS or not separator:
            raise BadQuestion("unknown_key", f"context: {part.strip()[:80]!r} is not understood", "context")
        _put(asked, key, value)
    phase = text(asked, "phase", limit=200)
    if phase:
        _procedure_from(asked, phase)
    return asked


def _put(asked: dict[str, Any], key: str, value: str) -> None:
    if key in LISTS:
        _add(asked, LISTS[key], [item.strip() for item in value.split(",") if item.strip()])
    elif key == "labs":
        _add(asked, "labs", [item.strip() for item in re.split(r",(?!\d)", value) if item.strip()])
    elif key == "phase":
        asked["phase"] = ", ".join(filter(None, (asked.get("phase"), value)))
    elif key == "procedure":
        if not _procedure_from(asked, value):
            _add(asked, "procedures", [value])
    else:
        note = _note(key, value)
        _add(asked, "conditions", [note] if note else [])


def _note(key: str, value: str) -> str:
    if key == "neuropathy":
        return f"neuropathy {value}" if value.lower() not in {"no", "none", "0", "grade 0"} else ""
    if key == "smoker":
        return f"{value} smoker" if value.lower() in YES else ""
    if key == "g6pd":
        return f"g6pd {value}"
    pressure = re.match(r"(\d{2,3})\s*/\s*(\d{2,3})", value)
    if pressure and not any(
        int(part) >= limit for part, limit in zip(pressure.groups(), HIGH_PRESSURE, strict=True)
    ):
        return ""
    return "hypertension" if pressure or value.lower() in {"high", "raised"} else ""


def _procedure_from(asked: dict[str, Any], phase: str) -> bool:
    """`surgery in 6 days` is a procedure with a date; `pre_procedure` one without."""
    if planned := PLANNED.search(phase):
        on = today(asked) + timedelta(days=int(planned[2]))
        _add(asked, "procedures", [{"name": planned[1], "on": on.isoformat()}])
    elif AFTER_PROCEDURE.search(phase.replace("_", "-")):
        _add(asked, "procedures", [phase])
    else:
        return False
    return True


def _add(asked: dict[str, Any], field: str, values: list[Any]) -> None:
    asked[field] = [*listing(asked, field), *values]
