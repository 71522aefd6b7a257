"""PROMIS: raw sums to T-scores by the printed tables. Values stand as printed on the form, never reversed.

Item wording is copyrighted and kept nowhere; a raw sum from a lawful source may be entered instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .facts import items, t_scores
from .records import Scored, read_items, refuse_unknown, status, total, whole

LOWEST_RAW, HIGHEST_RAW = 4, 20
PAIN_POINTS = (5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 1)
"""Global07, pain 0 to 10, counts as 5 to 1 (HealthMeasures scoring of Global Health v1.2)."""


def short_form(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """A 4a form: four answers, or {"raw": sum}."""
    if "raw" in responses:
        return _from_raw(instrument, responses)
    return _looked_up(instrument, total(read_items(instrument, responses).values()))


def global_health(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Both summary scores, each from its own four items. Two bands, so none that stands for the whole."""
    answers = read_items(instrument, responses)
    scores: dict[str, int | float | None] = {}
    for part in ("physical", "mental"):
        raw = _raw(answers, part)
        scores[f"{part}_raw"] = raw
        scores[f"{part}_t"] = None if raw is None else t_scores(f"promis_global_{part}")[raw][0]
    return Scored(status(*scores.values()), scores)


def global_part(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """The physical or the mental summary score alone: {"raw": sum} or the items of the whole form."""
    if "raw" in responses:
        return _from_raw(instrument, responses)
    answers = read_items("promis_global", responses)
    return _looked_up(instrument, _raw(answers, instrument.removeprefix("promis_global_")))


def _from_raw(instrument: str, responses: Mapping[str, Any]) -> Scored:
    refuse_unknown(responses, {"raw"})
    raw = responses["raw"]
    return _looked_up(instrument, None if raw is None else whole(raw, LOWEST_RAW, HIGHEST_RAW))


def _looked_up(instrument: str, raw: int | None) -> Scored:
    t_score, error = (None, None) if raw is None else t_scores(instrument)[raw]
    return Scored(status(t_score), {"raw": raw, "t_score": t_score, "se": error}, ("t_score", t_score))


def _raw(answers: Mapping[str, int | None], part: str) -> int | None:
    return total(_points(item.key, answers[item.key]) for item in items("promis_global") if item.part == part)


def _points(key: str, answer: int | None) -> int | None:
    return PAIN_POINTS[answer] if key == "global07" and answer is not None else answer
