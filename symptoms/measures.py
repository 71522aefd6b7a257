"""Scores that follow from the answers of a section, computed by the knowledge library. No database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from integrative.knowledge.instruments.facts import items
from integrative.knowledge.instruments.records import Scored
from integrative.knowledge.instruments.scoring import band_of, bands_of, score
from integrative.knowledge.sleep import InvalidNight, Night, NightMetrics, measure
from integrative.ui.numbers import plain_number

from .models import Section
from .models.whole_person import PHQ4_ITEMS

Answers = Mapping[str, Any]
OF_A_NIGHT = ("lights_out", "sol_min", "waso_min", "final_wake", "out_of_bed")
PHQ4_PAIRS = {"gad2": "worry", "phq2": "mood"}


def measure_of(section: Section, answers: Answers, clinic_zone: ZoneInfo, on: date) -> str:
    """What the answers add up to, in words; empty where nothing of it was asked.

    In: what `queries.answers_of` gives, and the day of the visit. A missing answer is never a zero: then
    the words say that the measure is incomplete.
    """
    match section:
        case Section.PAIN:
            return _goal_attainment(answers)
        case Section.SLEEP:
            return _sleep(answers, clinic_zone, on)
        case _:
            read = READ.get(section)
            return read(answers) if read else ""


def night_of(answers: Answers, zone: ZoneInfo, on: date) -> Night:
    """The night that was told; without a date of its own it is the one before the visit."""
    return Night(
        day=answers.get("night_on") or on,
        zone=zone,
        into_bed=_written(answers.get("into_bed")),
        lights_out=_written(answers.get("lights_out")),
        sol_min=answers.get("sol_min"),
        waso_min=answers.get("waso_min"),
        final_wake=_written(answers.get("final_wake")),
        out_of_bed=_written(answers.get("out_of_bed")),
    )


def is_whole_night(answers: Answers) -> bool:
    """Whether everything is there that a night is measured from."""
    return all(answers.get(name) is not None for name in OF_A_NIGHT)


def _written(clock: time | None) -> str | None:
    return None if clock is None else f"{clock:%H:%M}"


def _sleep(answers: Answers, zone: ZoneInfo, on: date) -> str:
    if not is_whole_night(answers):
        asked = any(answers.get(name) is not None for name in OF_A_NIGHT)
        return "Sleep efficiency: incomplete" if asked else ""
    try:
        return _night_in_words(measure(night_of(answers, zone, on)))
    except InvalidNight:
        return "Sleep efficiency: none, these times contradict each other"


def _night_in_words(night: NightMetrics) -> str:
    asleep, in_bed = _hours(night.tst_min), _hours(night.tib_min)
    return f"Sleep efficiency {plain_number(night.se_pct)} %: asleep {asleep} of {in_bed} in bed"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _malnutrition(answers: Answers) -> str:
    asked = {"lost_weight": "lost_weight", "amount_lost": "amount", "poor_appetite": "poor_appetite"}
    responses = {key: answers.get(name) or None for name, key in asked.items()}
    scored = score("mst", responses)
    return _said("Malnutrition screen (MST)", "mst", responses, scored, f"{scored.scores.get('total')}")


def _activity(answers: Answers) -> str:
    responses = {name: answers.get(name) for name in ("days", "minutes")}
    scored = score("pavs", responses)
    minutes = scored.scores.get("minutes_per_week")
    return _said("Activity", "pavs", responses, scored, f"{minutes} minutes a week")


def phq4_total(answers: Answers) -> int | None:
    """0 to 12; None while one of the four is not answered."""
    total = score("phq4", {item: answers.get(item) for item in PHQ4_ITEMS}).scores.get("total")
    return None if total is None else int(total)


def _distress(answers: Answers) -> str:
    responses = {item.key: answers.get(item.key) for item in items("phq4")}
    scored = score("phq4", responses)
    most = sum(item.high for item in items("phq4"))
    said = _said("PHQ-4", "phq4", responses, scored, f"{scored.scores.get('total')} of {most}")
    bands = bands_of("phq4", scored)
    pairs = [f"{word} items {bands[pair]}" for pair, word in PHQ4_PAIRS.items() if bands.get(pair)]
    return "; ".join([said, *pairs])


def _goal_attainment(answers: Answers) -> str:
    levels = [goal["attained"] for goal in answers.get("goals", ())]
    if all(level is None for level in levels):
        return ""
    scored = score("gas", {"goals": [{"level": level} for level in levels]})
    if scored.status != "ok":
        return f"Goal attainment: {scored.status}"
    return f"Goal attainment T {plain_number(scored.scores['t_score'])}; 50 is as expected"


def _said(name: str, instrument: str, responses: Answers, scored: Scored, value: str) -> str:
    """The name, the value and its band; the status in place of a value that does not stand."""
    if all(answer is None for answer in responses.values()):
        return ""
    if scored.status != "ok":
        return f"{name}: {scored.status}"
    band = band_of(instrument, scored)
    return f"{name}: {value}, {band}" if band else f"{name}: {value}"


READ: Mapping[Section, Callable[[Answers], str]] = {
    Section.FOOD: _malnutrition,
    Section.MOVEMENT: _activity,
    Section.STRESS: _distress,
}
