"""From answers to a score with its band, and from two scores to a change that matters or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import goals, habits, promis, sums
from .facts import band, instruments, meaningful_changes
from .records import INVALID, InvalidRecord, Scored, Value, rounded

Scorer = Callable[[str, Mapping[str, Any]], Scored]

SCORERS: Mapping[str, Scorer] = {
    "esas_r": sums.esas_r,
    "peg": sums.mean_of_three,
    "weekly_checkin": sums.mean_of_three,
    "phq4": sums.phq4,
    "phq9": sums.phq9,
    "gad7": sums.plain_sum,
    "isi": sums.plain_sum,
    "bsfc_s": sums.plain_sum,
    "mcsi": sums.plain_sum,
    "promis_fatigue_4a": promis.short_form,
    "promis_pain_interference_4a": promis.short_form,
    "promis_sleep_disturbance_4a": promis.short_form,
    "promis_anxiety_4a": promis.short_form,
    "promis_depression_4a": promis.short_form,
    "promis_physical_function_4a": promis.short_form,
    "promis_ability_to_participate_4a": promis.short_form,
    "promis_global": promis.global_health,
    "promis_global_physical": promis.global_part,
    "promis_global_mental": promis.global_part,
    "pavs": habits.pavs,
    "godin": habits.godin,
    "mst": habits.mst,
    "psfs": goals.psfs,
    "gas": goals.gas,
}
COMPARED = frozenset(
    {
        *("physical", "emotional", "total", "worst_item", "mean", "gad2", "phq2"),
        *("t_score", "physical_t", "mental_t", "minutes_per_week", "lsi", "mvpa_units"),
    }
)
"""Scores of which a change means something; raw sums and standard errors are left out."""
BAND_OF = {
    "physical_t": ("promis_global_physical", "t_score"),
    "mental_t": ("promis_global_mental", "t_score"),
}


@dataclass(frozen=True)
class Change:
    """`meaningful` is None where no meaningful change is known for this score."""

    delta: float
    meaningful: bool | None
    direction: str


def score(instrument: str, responses: Mapping[str, Any]) -> Scored:
    """The scores of one filled-in questionnaire. In: an id of SCORERS and answers by item key."""
    try:
        return SCORERS[instrument](instrument, responses)
    except InvalidRecord:
        return INVALID


def band_of(instrument: str, scored: Scored) -> str | None:
    """The word for the score as a whole."""
    name, value = scored.banded or ("", None)
    return None if value is None else band(instrument, name, value)


def bands_of(instrument: str, scored: Scored) -> dict[str, str]:
    """Every score that has bands, with its word."""
    found: dict[str, str] = {}
    for name, value in scored.scores.items():
        where = BAND_OF.get(name, (instrument, "each_item" if name == "worst_item" else name))
        word = None if value is None else band(*where, value)
        if word:
            found[name] = word
    return found


def changes(instrument: str, before: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, Change]:
    """What moved between two sets of scores of one questionnaire; only what stands in both."""
    found: dict[str, Change] = {}
    for name in now:
        earlier, later = before.get(name), now[name]
        if name in COMPARED and earlier is not None and later is not None:
            found[name] = change(instrument, name, earlier, later)
    return found


def change(instrument: str, name: str, before: float, now: float) -> Change:
    """One score's move, rounded to one decimal, and whether it is as large as what people notice."""
    delta = rounded(Fraction(str(now)) - Fraction(str(before)), 1)
    if delta == 0:
        direction = "same"
    else:
        direction = "better" if (delta > 0) == (instruments()[instrument].higher_is == "better") else "worse"
    needed = meaningful_changes(instrument).get(name)
    if needed is None:
        return Change(delta, None, direction)
    limit = needed.worsens_by if direction == "worse" else needed.improves_by
    return Change(delta, abs(delta) >= limit, direction)
