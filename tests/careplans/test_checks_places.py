"""Places of the body as people write them: what is not named is never taken for nowhere."""

from __future__ import annotations

import pytest

from careplans.checks.places import NOT_NAMED, bones_in, in_words, limbs_in


@pytest.mark.parametrize(
    ("text", "bones"),
    [
        ("L3", {"spine"}),
        ("T12 and right 4th rib", {"spine", "rib"}),
        ("left iliac crest", {"pelvis"}),
        ("right hip", {"pelvis", "femur"}),
        ("proximal humerus", {"humerus"}),
        ("clavicle", {"other"}),
        ("", {"unknown"}),
        ("  ", {"unknown"}),
    ],
)
def test_bones(text: str, bones: set[str]) -> None:
    assert bones_in(text) == bones


@pytest.mark.parametrize(
    ("text", "side", "limbs"),
    [
        ("left arm", "", {"left_arm"}),
        ("arm", "right", {"right_arm"}),
        ("both legs", "", {"left_leg", "right_leg"}),
        ("arms", "bilateral", {"left_arm", "right_arm"}),
        ("arm", "unknown", {NOT_NAMED}),
        ("face and neck", "", {"head_neck"}),
        ("right arm and breast", "", {"right_arm", "trunk"}),
        ("", "", {NOT_NAMED}),
        ("since surgery", "left", {NOT_NAMED}),
    ],
)
def test_limbs(text: str, side: str, limbs: set[str]) -> None:
    assert limbs_in(text, side) == limbs


def test_in_words_only_what_was_named() -> None:
    assert in_words({"left_arm", "head_neck"}) == "head and neck and left arm"
    assert in_words({NOT_NAMED}) == ""
