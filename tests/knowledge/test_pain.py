"""Hints at the mechanism of a pain, at each level and never beyond what was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.pain import LEVELS, MECHANISMS, RULES, descriptions, hints, mechanisms

NOCIPLASTIC = {"duration_3m", "regional_spread", "not_explained", "evoked_hypersensitivity"}


def levels(*present, dn4=None):
    return {hint.mechanism.id: hint.level for hint in hints(present, dn4)}


@pytest.mark.parametrize("table", [MECHANISMS, RULES], ids=lambda table: table.name)
def test_the_tables_hold_what_their_layout_says(table):
    assert list(table.faults()) == []


@pytest.mark.parametrize(
    ("present", "level"),
    [
        (("pins_needles",), None),
        (("burning",), "possible"),
        (("burning", "pins_needles"), "possible"),
        (("burning", "electric_shock", "tingling", "numbness"), "possible"),
        (("burning", "pins_needles", "nerve_territory"), "suggested"),
        (("burning", "nerve_lesion_history"), "suggested"),
        (("nerve_territory",), "possible"),
    ],
)
def test_nerve_pain_is_at_most_possible_without_a_territory_or_a_lesion(present, level):
    assert levels(*present).get("neuropathic") == level


@pytest.mark.parametrize(("dn4", "level"), [(None, "possible"), (3, "possible"), (4, "suggested")])
def test_a_positive_dn4_lifts_nerve_pain(dn4, level):
    assert levels("burning", "electric_shock", dn4=dn4)["neuropathic"] == level


@pytest.mark.parametrize(
    ("mechanism", "required", "rest"),
    [
        ("chemotherapy_neuropathy", "neurotoxic_agent", ("glove_stocking", "tingling", "numbness")),
        ("ai_arthralgia", "aromatase_inhibitor", ("symmetric_joints", "morning_stiffness")),
        ("post_surgical", "surgical_field", ("pulling_scar", "field_numbness")),
        ("radiation_fibrosis", "radiation_field", ("tightness", "months_later")),
    ],
)
def test_what_is_required_must_be_there(mechanism, required, rest):
    assert mechanism not in levels(*rest)
    assert levels(required, *rest)[mechanism] == "suggested"


@pytest.mark.parametrize(
    ("present", "level"),
    [
        (NOCIPLASTIC - {"evoked_hypersensitivity"}, None),
        (NOCIPLASTIC, "possible"),
        (NOCIPLASTIC | {"fatigue"}, "possible"),
        (NOCIPLASTIC | {"hypersensitivity_history"}, "possible"),
        (NOCIPLASTIC | {"hypersensitivity_history", "fatigue"}, "probable"),
        ((NOCIPLASTIC | {"hypersensitivity_history", "fatigue"}) - {"evoked_hypersensitivity"}, None),
    ],
)
def test_nociplastic_pain_needs_its_four_criteria(present, level):
    assert levels(*present).get("nociplastic") == level


@pytest.mark.parametrize(
    ("present", "level"),
    [
        (("muscle_referral",), "possible"),
        (("trigger_point",), "possible"),
        (("trigger_point", "guarding_posture"), "suggested"),
        (("guarding_posture",), None),
    ],
)
def test_levels_begin_at_two_and_four(present, level):
    assert levels(*present).get("myofascial") == level


def test_mixed_pain_shows_every_mechanism():
    found = levels("bone_metastases", "night_worse", "movement_worse", "well_localised", "burning")
    assert found == {"bone": "suggested", "nociceptive_somatic": "suggested", "neuropathic": "possible"}


def test_a_positive_dn4_alone_hints_at_nothing():
    assert levels(dn4=10) == {}


def test_a_hint_names_what_it_rests_on():
    hint = hints(["trigger_point", "guarding_posture"])[0]
    assert hint.because == ("a taut band or trigger point brings the pain on", "guarding, or a desk posture")


def test_a_feature_that_is_none_is_refused():
    with pytest.raises(ValueError, match="zapping"):
        hints(["zapping"])


features = st.sets(st.sampled_from(sorted(descriptions())))


@given(features, st.sampled_from(sorted(descriptions())))
def test_one_more_feature_never_lowers_a_hint(present, more):
    before, after = levels(*present), levels(*present, more)
    assert all(LEVELS.index(after[name]) <= LEVELS.index(level) for name, level in before.items())


@given(features)
def test_no_feature_no_hint(present):
    reported = {name for hint in hints(present) for name in hint.because}
    assert reported <= {descriptions()[feature] for feature in present} | {
        feature.description
        for found in mechanisms().values()
        for feature in found.features
        if feature.id in present
    }
