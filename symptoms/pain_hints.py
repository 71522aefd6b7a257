"""What a pain of the map points to, by the knowledge library. Pure; a clinician confirms or rejects it.

What is handed over as a feature is only what an answer says with certainty. Left out are, because the answer
says less than the feature: "in the morning" (not stiffness), worse on standing (not bearing weight), on light
touch or on cold (not an examination, and cold only on oxaliplatin), one region (not "one clear place") or
several (not "regional"), a tumor (not disease of that organ), worsening after a platinum (not coasting),
weeks on an aromatase inhibitor (not the onset), and whether a region lies in a field of surgery or radiation,
which the record tells in free words. A clinician ticks those among the findings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from integrative.knowledge.pain import Hint, descriptions, hints

from .models.pain import Since, Timing, Worsens

HANDS = (("palm_right", "hand_back_right"), ("palm_left", "hand_back_left"))
KNEES = (("knee_right",), ("knee_left",))
FEET = (("foot_top_right", "sole_right"), ("foot_top_left", "sole_left"))
SHOULDER_NECK_CHEST = frozenset(
    {
        "throat", "neck_back", "chest_right", "chest_left", "shoulder_front_right", "shoulder_front_left",
        "shoulder_blade_right", "shoulder_blade_left",
    }
)  # fmt: skip


class Area(Protocol):
    """A pain as it was described; blanks were not asked."""

    regions: Collection[str]
    qualities: Collection[str]
    timing: str
    since: str
    worse_with: Collection[str]
    signs: Collection[str]


@dataclass(frozen=True)
class RecordFacts:
    """What the record says on the day of the visit. False is "not on record", never "is not so".

    `surgery_is_old`: every operation on record is at least three months old; `radiation_is_old`: so is the
    end of every course.
    """

    aromatase_inhibitor: bool = False
    neurotoxic_agent: bool = False
    on_oxaliplatin: bool = False
    bone_metastases: bool = False
    surgery_is_old: bool = False
    radiation_is_old: bool = False


def hints_for(area: Area, facts: RecordFacts) -> list[Hint]:
    """The mechanisms that this pain points to, the likeliest first.

    One that rests on the record alone says nothing about this pain, and is left out.
    """
    own = frozenset(_described(area))
    said = {descriptions()[feature] for feature in own}
    found = hints(own | frozenset(_on_record(area, own, facts)))
    return [hint for hint in found if said & set(hint.because)]


def _described(area: Area) -> Iterator[str]:
    """Features that the person's answers and the clinician's findings say."""
    yield from (quality for quality in area.qualities if quality in descriptions())
    yield from (sign for sign in area.signs if sign in descriptions())
    if area.timing == Timing.NIGHT:
        yield "night_worse"
    if area.since == Since.LONGER:
        yield "duration_3m"
    if {Worsens.MOVING, Worsens.WEIGHT} & set(area.worse_with):
        yield "movement_worse"
    yield from _places(area)


def _places(area: Area) -> Iterator[str]:
    hands, knees, feet = (_both_sides(area.regions, pair) for pair in (HANDS, KNEES, FEET))
    if hands and feet:
        yield "glove_stocking"
    if hands or knees or feet:
        yield "symmetric_joints"
    is_treated = {"surgical_field", "radiation_field"} & set(area.signs)
    if is_treated and SHOULDER_NECK_CHEST & set(area.regions):
        yield "post_treatment_shoulder"


def _both_sides(regions: Collection[str], sides: Iterable[Collection[str]]) -> bool:
    return all(any(place in regions for place in side) for side in sides)


def _on_record(area: Area, own: Collection[str], facts: RecordFacts) -> Iterator[str]:
    """Features that the record adds to what was described."""
    if facts.aromatase_inhibitor:
        yield "aromatase_inhibitor"
    if facts.neurotoxic_agent:
        yield "neurotoxic_agent"
    if facts.on_oxaliplatin and Worsens.COLD in area.worse_with:
        yield "cold_triggered_oxaliplatin"
    if facts.bone_metastases:
        yield "bone_metastases"
    if facts.surgery_is_old and "surgical_field" in own:
        yield "over_3_months"
    if facts.radiation_is_old and "radiation_field" in own:
        yield "months_later"
