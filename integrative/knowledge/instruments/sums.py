"""Questionnaires that are sums or means of their items: PHQ family, ESAS-r, PEG, caregivers, sleep."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .facts import band, items
from .records import Scored, read_items, rounded, status, total

PHQ9_MISSING_LIMIT = 2


def plain_sum(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """GAD-7, ISI, BSFC-s and MCSI: the sum, or nothing when an answer is missing."""
    summed = total(read_items(instrument, responses).values())
    return Scored(status(summed), {"total": summed}, ("total", summed))


def mean_of_three(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """PEG and the weekly check-in: the mean with one decimal, or nothing when an answer is missing."""
    answers = read_items(instrument, responses)
    summed = total(answers.values())
    mean = None if summed is None else rounded(Fraction(summed, len(answers)), 1)
    return Scored(status(mean), {"mean": mean}, ("mean", mean))


def phq4(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Worry and low mood as pairs, and their total."""
    answers = read_items(instrument, responses)
    pairs = {pair: _part(instrument, answers, pair) for pair in ("gad2", "phq2")}
    summed = total(pairs.values())
    positive = {
        f"{pair}_positive": None if score is None else band(instrument, pair, score) == "positive"
        for pair, score in pairs.items()
    }
    return Scored(status(summed), {**pairs, "total": summed, **positive}, ("total", summed))


def phq9(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Prorated with one or two answers missing (PHQ instruction manual); item 9 is judged apart."""
    answers = read_items(instrument, responses)
    given = [answer for answer in answers.values() if answer is not None]
    missing = len(answers) - len(given)
    summed = None
    if missing <= PHQ9_MISSING_LIMIT:
        summed = int(rounded(Fraction(sum(given) * len(answers), len(given))))
    item9 = answers["q9"]
    scores = {"total": summed, "item9_positive": None if item9 is None else item9 > 0}
    how = "prorated" if summed is not None and missing else status(summed)
    return Scored(how, scores, ("total", summed))


def esas_r(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """Physical, emotional and total; the band is that of the worst of the nine. The tenth never counts."""
    answers = read_items(instrument, responses)
    nine = [answers[item.key] for item in items(instrument) if item.needed]
    worst = max((answer for answer in nine if answer is not None), default=None)
    physical = _part(instrument, answers, "physical")
    emotional = _part(instrument, answers, "emotional")
    summed = total(nine)
    scores = {"physical": physical, "emotional": emotional, "total": summed, "worst_item": worst}
    return Scored(status(physical, emotional, summed), scores, ("each_item", worst))


def _part(instrument: str, answers: Mapping[str, int | None], part: str) -> int | None:
    return total(answers[item.key] for item in items(instrument) if item.part == part)
