"""What a described pain points to, with the seeds' pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from integrative.knowledge.agents import all_agents
from integrative.knowledge.pain import descriptions
from symptoms.models.pain import Quality
from symptoms.pain_hints import RecordFacts, hints_for
from symptoms.pain_page import NEUROTOXIC_AGENTS

HANDS = ["palm_right", "palm_left"]
FEET = ["sole_right", "sole_left"]


@dataclass
class Pain:
    regions: list[str] = field(default_factory=lambda: ["knee_right"])
    qualities: list[str] = field(default_factory=list)
    timing: str = ""
    since: str = ""
    worse_with: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)


def levels(pain, **facts):
    return {hint.mechanism.id: hint.level for hint in hints_for(pain, RecordFacts(**facts))}


def because(pain, mechanism, **facts):
    hints = hints_for(pain, RecordFacts(**facts))
    return next(hint.because for hint in hints if hint.mechanism.id == mechanism)


def test_neuropathy_after_a_taxane_or_oxaliplatin_in_hands_and_feet():
    pain = Pain([*HANDS, *FEET], ["burning", "tingling", "numbness"])
    assert levels(pain, neurotoxic_agent=True)["chemotherapy_neuropathy"] == "suggested"
    assert "both hands and feet alike" in because(pain, "chemotherapy_neuropathy", neurotoxic_agent=True)
    assert "chemotherapy_neuropathy" not in levels(pain)


def test_nerve_pain_is_no_more_than_possible_without_a_territory():
    pain = Pain(FEET, ["burning", "tingling", "numbness"])
    assert levels(pain)["neuropathic"] == "possible"
    pain.signs = ["nerve_territory"]
    assert levels(pain)["neuropathic"] == "suggested"


def test_cold_counts_only_on_oxaliplatin():
    pain = Pain(HANDS, ["tingling"], worse_with=["cold"])
    reason = "set off by cold on oxaliplatin"
    on_it = because(pain, "chemotherapy_neuropathy", neurotoxic_agent=True, on_oxaliplatin=True)
    assert reason in on_it
    assert reason not in because(pain, "chemotherapy_neuropathy", neurotoxic_agent=True)


def test_joints_on_an_aromatase_inhibitor_with_morning_stiffness():
    pain = Pain([*HANDS, "knee_right", "knee_left"], ["aching"], "morning", signs=["morning_stiffness"])
    reasons = because(pain, "ai_arthralgia", aromatase_inhibitor=True)
    assert reasons == (
        "takes anastrozole, letrozole or exemestane",
        "hands, wrists, knees or feet on both sides",
        "morning stiffness",
    )
    assert "ai_arthralgia" not in levels(pain)


def test_pain_in_the_morning_is_not_yet_stiffness():
    pain = Pain([*HANDS], timing="morning")
    assert "morning stiffness" not in because(pain, "ai_arthralgia", aromatase_inhibitor=True)


def test_bone_metastases_with_pain_at_night_and_on_weight():
    pain = Pain(["lower_back"], ["deep_throb"], "night", worse_with=["weight"])
    assert levels(pain, bone_metastases=True)["bone"] == "suggested"
    assert because(pain, "bone", bone_metastases=True) == (
        "bone metastases or myeloma are known",
        "deep, dull ache or throb",
        "worse at night",
        "worse on movement or bearing weight",
    )


def test_a_scar_that_pulls_after_mastectomy():
    pain = Pain(["chest_left"], ["pulling_scar", "numbness"], signs=["surgical_field"])
    assert levels(pain, surgery_is_old=True)["post_surgical"] == "suggested"
    assert "three months or more after surgery" in because(pain, "post_surgical", surgery_is_old=True)
    assert "three months or more after surgery" not in because(pain, "post_surgical")
    pain.signs = []
    assert "post_surgical" not in levels(pain, surgery_is_old=True)


def test_the_record_alone_is_no_pattern_of_this_pain():
    everything = RecordFacts(*[True] * 6)
    assert hints_for(Pain(["head_front"], ["sharp"]), everything) == []


def test_every_quality_but_sharp_is_a_feature():
    assert set(Quality.values) - descriptions().keys() == {"sharp"}


def test_the_agents_are_those_that_the_feature_names():
    said = descriptions()["neurotoxic_agent"]
    assert all(all_agents()[agent].name.split()[0] in said for agent in NEUROTOXIC_AGENTS)
    assert all(name in said for name in ("taxane", "platinum", "vinca"))


@pytest.mark.parametrize("sign", sorted(descriptions()))
def test_every_finding_can_be_handed_over(sign):
    hints_for(Pain(signs=[sign]), RecordFacts())
