"""The regions of the body map: what each is called, and on which side of the figure it lies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class View(StrEnum):
    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True)
class Region:
    """`is_spine`: pain here is pain of the spine for the red flags."""

    id: str
    name: str
    view: View
    is_spine: bool = False


def _both(key: str, name: str, view: View) -> tuple[Region, Region]:
    """The person's right and left."""
    return Region(f"{key}_right", f"Right {name}", view), Region(f"{key}_left", f"Left {name}", view)


_ALL = (
    Region("head_front", "Head, front", View.FRONT),
    Region("throat", "Throat and neck, front", View.FRONT),
    *_both("shoulder_front", "shoulder, front", View.FRONT),
    *_both("chest", "chest", View.FRONT),
    Region("upper_abdomen", "Upper abdomen", View.FRONT),
    Region("lower_abdomen", "Lower abdomen", View.FRONT),
    Region("groin", "Pelvis and groin", View.FRONT),
    *_both("upper_arm_front", "upper arm, front", View.FRONT),
    *_both("forearm_front", "forearm, front", View.FRONT),
    *_both("palm", "palm and fingers", View.FRONT),
    *_both("thigh_front", "thigh, front", View.FRONT),
    *_both("knee", "knee", View.FRONT),
    *_both("shin", "shin", View.FRONT),
    *_both("foot_top", "foot, top", View.FRONT),
    Region("head_back", "Head, back", View.BACK),
    Region("neck_back", "Neck, back", View.BACK, is_spine=True),
    *_both("shoulder_blade", "shoulder blade", View.BACK),
    Region("upper_back", "Upper back", View.BACK, is_spine=True),
    Region("lower_back", "Lower back", View.BACK, is_spine=True),
    *_both("buttock", "buttock", View.BACK),
    *_both("upper_arm_back", "upper arm, back", View.BACK),
    *_both("forearm_back", "forearm, back", View.BACK),
    *_both("hand_back", "back of the hand", View.BACK),
    *_both("thigh_back", "thigh, back", View.BACK),
    *_both("calf", "calf", View.BACK),
    *_both("sole", "sole", View.BACK),
)

REGIONS: dict[str, Region] = {region.id: region for region in _ALL}


def in_words(regions: Collection[str]) -> str:
    """ "Sole, both sides; right knee": in the order of the figure; what is no region is left out."""
    sides: dict[str, list[Region]] = {}
    for region in REGIONS.values():
        if region.id in regions:
            sides.setdefault(_without_side(region.name), []).append(region)
    said = "; ".join(
        found[0].name if len(found) == 1 else f"{name}, both sides" for name, found in sides.items()
    )
    return said[:1].upper() + said[1:].replace("; Right ", "; right ").replace("; Left ", "; left ")


def _without_side(name: str) -> str:
    return name.removeprefix("Right ").removeprefix("Left ")
