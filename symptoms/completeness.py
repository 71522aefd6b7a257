"""How far a section of the map is: empty, begun, done. Pure; from the answers as the services take them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from .models import Section
from .models.whole_person import PHQ4_ITEMS
from .red_flag_groups import GROUPS

NOT_ASKED = (None, "", [], {}, False)
ESSENTIAL: dict[Section, tuple[str, ...]] = {
    Section.WHAT_MATTERS: ("good_week", "fear", "hope"),
    Section.FOOD: ("pattern", "share_of_usual", "lost_weight", "poor_appetite"),
    Section.MOVEMENT: ("days", "falls"),
    Section.SLEEP: ("lights_out", "sol_min", "waso_min", "final_wake", "out_of_bed"),
    Section.STRESS: PHQ4_ITEMS,
    Section.SPIRIT: ("importance",),
    Section.TREATMENT: ("agreement", "doses_taken"),
}
"""What makes a section done; the rest of it is asked when there is a minute."""


class State(StrEnum):
    """Also the names of the icons."""

    DONE = "done"
    PART = "part"
    EMPTY = "empty"
    WARN = "warn"


def state_of(
    section: Section,
    answers: Mapping[str, Any],
    *,
    asked_first: Collection[str] = (),
    has_products: bool = False,
) -> State:
    """In: what `queries.answers_of` gives; the symptoms asked first; whether products stand."""
    if section is Section.SUPPLEMENTS:
        return State.DONE if has_products or answers.get("takes_no_products") else State.EMPTY
    if not is_written(answers):
        return State.EMPTY
    return State.DONE if _is_whole(section, answers, asked_first) else State.PART


def is_written(answers: Mapping[str, Any]) -> bool:
    """Whether anything was answered. A zero is an answer."""
    return any(_is_answered(answer) for answer in answers.values())


def _is_answered(answer: Any) -> bool:
    if isinstance(answer, Mapping):
        return any(value is not None for value in answer.values())
    return (answer == 0 and answer is not False) or answer not in NOT_ASKED


def _is_whole(section: Section, answers: Mapping[str, Any], asked_first: Collection[str]) -> bool:
    if section is Section.SYMPTOMS:
        asked = {symptom for symptom, score in answers["scores"].items() if score is not None}
        return set(asked_first) <= asked
    if section is Section.RED_FLAGS:
        return all(group.is_asked(answers["present"]) for group in GROUPS)
    return all(_is_answered(answers.get(name)) for name in ESSENTIAL.get(section, ()))
