"""Goals in the person's own words: Patient-Specific Functional Scale and goal attainment scaling."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from .records import InvalidRecord, Scored, refuse_unknown, rounded, status, whole

MOST_ACTIVITIES = 5
MOST_GOALS = 500
ACTIVITY_KEYS = tuple(f"a{number}" for number in range(1, MOST_ACTIVITIES + 1))
HEAVIEST = 1_000_000
DIGITS = 50


def psfs(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Mean of the rated activities, 0 unable to 10 as before.

    Comes as {"activities": [...]}, each a rating, null or {"name": ..., "rating": ...}, or as {"a1": 7, ...}.
    """
    ratings = [None if rating is None else whole(rating, 0, 10) for rating in _ratings(responses)]
    rated = [rating for rating in ratings if rating is not None]
    mean = rounded(Fraction(sum(rated), len(rated)), 1) if rated else None
    return Scored(status(mean), {"mean": mean}, ("mean", mean))


def _ratings(responses: Mapping[str, Any]) -> list[object]:
    if "activities" not in responses:
        refuse_unknown(responses, ACTIVITY_KEYS)
        return [responses.get(key) for key in ACTIVITY_KEYS]
    refuse_unknown(responses, {"activities"})
    return [_rating(entry) for entry in _entries(responses["activities"], MOST_ACTIVITIES)]


def _rating(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    _refuse_unnamed(entry, {"name", "rating"})
    return entry.get("rating")


def gas(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """T = 50 + 10 sum(w x) / sqrt(0.7 sum(w^2) + 0.3 (sum w)^2) (Kiresuk and Sherman 1968).

    Comes as {"goals": [{"level": -2 to 2, "weight": above 0}]}; the weight is 1 when none is given.
    """
    refuse_unknown(responses, {"goals"})
    goals = [_goal(entry) for entry in _entries(responses.get("goals"), MOST_GOALS)]
    levels = [level for level, _ in goals]
    known = [level for level in levels if level is not None]
    t_score = (
        _t_score(known, [weight for _, weight in goals]) if len(known) == len(levels) and known else None
    )
    return Scored(status(t_score), {"t_score": t_score}, ("t_score", t_score))


def _t_score(levels: list[int], weights: list[Decimal]) -> float:
    with localcontext() as context:
        context.prec = DIGITS
        reached = sum(weight * level for level, weight in zip(levels, weights, strict=True))
        spread = Decimal("0.7") * sum(weight * weight for weight in weights)
        spread += Decimal("0.3") * sum(weights) ** 2
        return rounded(Fraction(50 + 10 * reached / spread.sqrt()), 1)


def _goal(entry: object) -> tuple[int | None, Decimal]:
    if not isinstance(entry, dict):
        raise InvalidRecord
    _refuse_unnamed(entry, {"name", "level", "weight"})
    level, weight = entry.get("level"), entry.get("weight")
    weight = 1 if weight is None else weight
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= HEAVIEST:
        raise InvalidRecord
    return None if level is None else whole(level, -2, 2), Decimal(str(weight))


def _refuse_unnamed(entry: Mapping[str, Any], known: set[str]) -> None:
    refuse_unknown(entry, known)
    if not isinstance(entry.get("name"), str | None):
        raise InvalidRecord


def _entries(value: object, most: int) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise InvalidRecord
    return value
