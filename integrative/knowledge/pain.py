"""Hints at what drives a pain, from what the person describes and a clinician finds.

A hint is for a clinician to confirm or reject. Pain in cancer is often mixed: every mechanism is shown at its
own level and none takes the place of another. Red flags come first and do not depend on these hints.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from .tables import Table, a_number, anything, filled, one_of, optional, provenance

SUGGESTED_FROM = 4
POSSIBLE_FROM = 2
DN4_POSITIVE_FROM = 4
NERVE_SIGNS = frozenset({"nerve_territory", "nerve_lesion_history"})
HYPERSENSITIVE_BEFORE = "hypersensitivity_history"
COMPANIONS = frozenset({"sensory_sensitivity", "broken_sleep", "fatigue", "cognitive"})
LEVELS = ("probable", "suggested", "possible")
CERTAINTIES = ("A", "B", "house")

MECHANISMS = Table(
    "pain_mechanisms",
    {
        "id": filled,
        "mechanism": filled,
        "mechanism_name": filled,
        "kind": one_of("descriptor", "criterion", "feature"),
        "feature": filled,
        "description": filled,
        "weight": a_number(1, 10),
        "needed": optional(one_of("required", "for_probable")),
        "validated": one_of("yes", "no", "criterion"),
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
RULES = Table("pain_mechanism_rules", {"id": filled, "statement": filled, **provenance(*CERTAINTIES)})


@dataclass(frozen=True)
class Feature:
    id: str
    description: str
    weight: int
    required: bool


@dataclass(frozen=True)
class Mechanism:
    id: str
    name: str
    features: tuple[Feature, ...]


@dataclass(frozen=True)
class Hint:
    """A mechanism at its level, with the reported features it rests on. Never a diagnosis."""

    mechanism: Mechanism
    level: str
    weight: int
    because: tuple[str, ...]


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """Every mechanism by id with its features."""
    names = {row["mechanism"]: row["mechanism_name"] for row in MECHANISMS.rows()}
    return {found: Mechanism(found, name, _features(found)) for found, name in names.items()}


def _features(mechanism: str) -> tuple[Feature, ...]:
    return tuple(
        Feature(row["feature"], row["description"], int(row["weight"]), row["needed"] == "required")
        for row in MECHANISMS.rows()
        if row["mechanism"] == mechanism
    )


@cache
def descriptions() -> Mapping[str, str]:
    """Every feature that can be reported, in words."""
    return {row["feature"]: row["description"] for row in MECHANISMS.rows()}


def hints(present: Collection[str], dn4: int | None = None) -> list[Hint]:
    """The mechanisms that the features present point to, the likeliest first.

    In: features by id (what is not reported is not present) and the DN4 total, 0 to 10, if one was done.
    Raises ValueError for a feature that is none.
    """
    if unknown := set(present) - descriptions().keys():
        raise ValueError(f"{min(unknown)!r} is not a feature of pain")
    found = (_hint(mechanism, frozenset(present), dn4) for mechanism in mechanisms().values())
    return sorted((hint for hint in found if hint), key=_likeliest_first)


def _likeliest_first(hint: Hint) -> tuple[int, int]:
    return LEVELS.index(hint.level), -hint.weight


def _hint(mechanism: Mechanism, present: frozenset[str], dn4: int | None) -> Hint | None:
    there = [feature for feature in mechanism.features if feature.id in present]
    weight = sum(feature.weight for feature in there)
    level = _level(mechanism, present, weight, dn4)
    if level is None:
        return None
    return Hint(mechanism, level, weight, tuple(feature.description for feature in there))


def _level(mechanism: Mechanism, present: frozenset[str], weight: int, dn4: int | None) -> str | None:
    if any(feature.required and feature.id not in present for feature in mechanism.features):
        return None
    if mechanism.id == "nociplastic":
        probable = HYPERSENSITIVE_BEFORE in present and not present.isdisjoint(COMPANIONS)
        return "probable" if probable else "possible"
    if mechanism.id == "neuropathic":
        return _neuropathic(present, weight, dn4)
    return _by_weight(weight)


def _neuropathic(present: frozenset[str], weight: int, dn4: int | None) -> str | None:
    """At most possible without a fitting territory, a known lesion or a positive DN4 (IASP grading 2016)."""
    level = _by_weight(weight)
    lifted = not present.isdisjoint(NERVE_SIGNS) or (dn4 is not None and dn4 >= DN4_POSITIVE_FROM)
    return level if lifted or level is None else "possible"


def _by_weight(weight: int) -> str | None:
    if weight >= SUGGESTED_FROM:
        return "suggested"
    return "possible" if weight >= POSSIBLE_FROM else None
