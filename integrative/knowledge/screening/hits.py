"""A mechanism rule that applies: how severe and because of which facts. Its words stand in rules.csv."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..supplements import IN_PEOPLE, Property, Supplement

WEAK, MODERATE, STRONG = 1, 2, 3


@dataclass(frozen=True)
class Hit:
    """`target` is the id of a drug or a context; `known_by` how the supplement's property is known."""

    rule: str
    severity: str
    target: str
    target_kind: str
    known_by: str
    chain: tuple[str, ...]
    words: dict[str, str] = field(default_factory=dict)


def strongest(supplement: Supplement, *names: str) -> Property | None:
    """The strongest of several properties; one known in people goes before an equal one that is not."""
    found = [supplement.properties[name] for name in names if name in supplement.properties]
    return max(found, key=lambda known: (known.strength, known.evidence in IN_PEOPLE), default=None)


def because(supplement: Supplement, known: Property) -> str:
    """The first link of a chain: what the supplement does and how that is known."""
    return f"{supplement.id} {known.in_words.replace('_', ' ', 1)}"


def silenced(supplement: Supplement, what: str) -> bool:
    """A study in people found no relevant effect of this kind."""
    return f"noeffect_{what}" in supplement.properties
