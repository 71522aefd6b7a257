"""Activity and nutrition: minutes a week (PAVS), Godin leisure-time exercise, Malnutrition Screening Tool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .facts import answer_points
from .records import InvalidRecord, Scored, read_items, refuse_unknown, status, total


def pavs(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Minutes a week. No active day is 0 minutes whatever else was written."""
    answers = read_items(instrument, responses)
    days, minutes = answers["days"], answers["minutes"]
    if days == 0:
        a_week: int | None = 0
    else:
        a_week = None if days is None or minutes is None else days * minutes
    return Scored(status(a_week), {"minutes_per_week": a_week}, ("minutes_per_week", a_week))


def godin(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Leisure score 9 strenuous, 5 moderate, 3 mild bouts; the band leaves mild ones out (Godin 2011)."""
    answers = read_items(instrument, responses)
    strenuous, moderate, mild = answers["strenuous"], answers["moderate"], answers["mild"]
    if strenuous is None or moderate is None or mild is None:
        return Scored("incomplete", {"lsi": None, "mvpa_units": None}, ("mvpa_units", None))
    units = 9 * strenuous + 5 * moderate
    return Scored("ok", {"lsi": units + 3 * mild, "mvpa_units": units}, ("mvpa_units", units))


def mst(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Points for weight lost and for poor appetite; the amount counts, and is needed, only after yes."""
    points = answer_points(instrument)
    refuse_unknown(responses, points)
    given = {key: _points(points[key], responses.get(key)) for key in points}
    counted = [given["lost_weight"], given["poor_appetite"]]
    if responses.get("lost_weight") == "yes":
        counted.append(given["amount"])
    summed = total(counted)
    return Scored(status(summed), {"total": summed}, ("total", summed))


def _points(points: Mapping[str, int], answer: object) -> int | None:
    if answer is None:
        return None
    if not isinstance(answer, str) or answer not in points:
        raise InvalidRecord
    return points[answer]
