"""Answers of one section that can't stand together, said at the field to mend. No database.

The form says all of them while it is typed, the service refuses what any other way brings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from integrative.knowledge.sleep import LONGEST_IN_BED, InvalidNight, Night, measure

from .measures import is_whole_night, night_of
from .models import Section
from .models.habits import WeightLost
from .models.whole_person import Agreement, Support

Answers = Mapping[str, Any]
Found = dict[str, str]

TOO_LONG = f"more than {LONGEST_IN_BED // 60} hours"


def contradictions(section: Section, answers: Answers, *, zone: ZoneInfo, on: date) -> Found:
    """Field -> sentence; empty when all of it can be so. In: the answers as the service takes them."""
    if section is Section.SLEEP:
        return _sleep(answers, zone, on)
    look = LOOK.get(section)
    return look(answers) if look else {}


def _food(answers: Answers) -> Found:
    if answers.get("amount_lost") and answers.get("lost_weight") != WeightLost.YES:
        return {"amount_lost": "How much is asked after “Yes”. Choose “Yes” above, or “Not asked” here"}
    return {}


def _stress(answers: Answers) -> Found:
    supports = answers.get("supports") or []
    if Support.NOBODY in supports and len(supports) > 1:
        return {"supports": "“Nobody now” can't stand beside someone. Keep one or the other"}
    return {}


def _treatment(answers: Answers) -> Found:
    if answers.get("differs") and answers.get("agreement") != Agreement.DIFFERS:
        return {"differs": "This says what differs. Choose “Something differs” above, or clear it"}
    return {}


def _sleep(answers: Answers, zone: ZoneInfo, on: date) -> Found:
    night = night_of(answers, zone, on)
    if night.final_wake and night.out_of_bed and _is_too_long(night, since=night.final_wake):
        return {"out_of_bed": f"Got up at {night.out_of_bed}, before waking at {night.final_wake}"}
    if night.lights_out and night.out_of_bed and _is_too_long(night, since=night.lights_out):
        return {"lights_out": f"From {night.lights_out} to {night.out_of_bed} is {TOO_LONG} in bed"}
    if not is_whole_night(answers):
        return {}
    return _whole_night(night)


def _is_too_long(night: Night, *, since: str) -> bool:
    """Whether the library refuses the bare stretch from `since` to getting up; none at all is no fault."""
    stretch = replace(night, into_bed=None, lights_out=since, final_wake=since, sol_min=0, waso_min=0)
    return since != night.out_of_bed and not _can_be(stretch)


def _whole_night(night: Night) -> Found:
    """Where a night that the library refuses goes wrong: try it again with less."""
    if _can_be(night):
        return {}
    if not _can_be(replace(night, into_bed=None, sol_min=0, waso_min=0)):
        return {"lights_out": f"These times give no night, or {TOO_LONG} in bed"}
    if not _can_be(replace(night, sol_min=0, waso_min=0)):
        return {"into_bed": f"After {night.lights_out}, when they tried to sleep, or {TOO_LONG} in bed"}
    return {"waso_min": "More minutes awake than between trying to sleep and waking for good"}


def _can_be(night: Night) -> bool:
    try:
        measure(night)
    except InvalidNight:
        return False
    return True


LOOK: Mapping[Section, Callable[[Answers], Found]] = {
    Section.FOOD: _food,
    Section.STRESS: _stress,
    Section.TREATMENT: _treatment,
}
