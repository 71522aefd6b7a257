"""Supplements, herbs and foods that matter, what they do, and the products that hold several of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tables import Table, a_number, anything, each, filled, one_of, optional, provenance, refers_to, split

CATEGORIES = (
    "herb", "food", "phytoestrogen", "mushroom", "fibre", "detox", "vitamin", "mineral", "fatty_acid",
    "hormone", "phytochemical", "antioxidant", "amino_acid", "probiotic", "cannabinoid", "enzyme",
    "stimulant", "other",
)  # fmt: skip
STRENGTHS = {"none": 0, "weak": 1, "moderate": 2, "strong": 3}
EVIDENCE = ("human", "case", "animal", "invitro", "theory")
IN_PEOPLE = frozenset({"human", "case"})
UNITS = ("mg", "IU")


@dataclass(frozen=True)
class Property:
    """What a supplement does: how strongly (0 none to 3 strong) and how it is known."""

    name: str
    strength: int
    evidence: str

    @property
    def in_words(self) -> str:
        return f"{self.name} ({list(STRENGTHS)[self.strength]}, {self.evidence})"


@dataclass(frozen=True)
class Supplement:
    id: str
    name: str
    latin: tuple[str, ...]
    aliases: tuple[str, ...]
    brands: tuple[str, ...]
    category: str
    properties: dict[str, Property]
    preop_hold_days: int | None
    """Days to stop before an operation; None: nobody should take it at all."""
    certainty: str
    source: str

    def strength(self, name: str) -> int:
        """0 when the property is absent or a study found no effect."""
        found = self.properties.get(name)
        return found.strength if found else 0


@dataclass(frozen=True)
class Composite:
    id: str
    name: str
    aliases: tuple[str, ...]
    supplements: tuple[str, ...]


@dataclass(frozen=True)
class UpperLimit:
    """The most a day from supplements, all products together."""

    id: str
    supplement: str
    name: str
    milligrams: float
    milligrams_per_unit: float | None
    """What one international unit weighs; None where the nutrient is not counted in units."""
    source: str
    certainty: str


def _property(cell: str) -> str | None:
    name, *rest = cell.split(":")
    if len(rest) != 2 or rest[0] not in STRENGTHS or rest[1] not in EVIDENCE or not name:
        return f"{cell!r} is not name:strength:evidence"
    return None


SUPPLEMENTS = Table(
    "supplements",
    {
        "id": filled,
        "name": filled,
        "latin": anything,
        "aliases": anything,
        "brands": anything,
        "category": one_of(*CATEGORIES),
        "properties": each(_property),
        "usual_dose": anything,
        "upper_limit": anything,
        "avoid_with": anything,
        "quality": anything,
        "lab_effects": anything,
        "preop_hold_days": lambda cell: None if cell == "na" else a_number(0, 60)(cell),
        **provenance("high", "moderate", "low"),
    },
)
COMPOSITES = Table(
    "composites",
    {
        "id": filled,
        "name": filled,
        "aliases": anything,
        "supplements": each(refers_to("supplements")),
        **provenance("high", "moderate", "low"),
    },
)
UPPER_LIMITS = Table(
    "upper_limits",
    {
        "id": filled,
        "supplement": refers_to("supplements"),
        "name": filled,
        "amount": a_number(0.001, 100_000),
        "unit": one_of(*UNITS),
        "mg_per_iu": optional(a_number(1e-6, 10)),
        **provenance("high", "moderate", "low"),
    },
)


@cache
def all_supplements() -> dict[str, Supplement]:
    """Every supplement by id, in the order of the table."""
    return {
        row["id"]: Supplement(
            id=row["id"],
            name=row["name"],
            latin=split(row["latin"]),
            aliases=split(row["aliases"]),
            brands=split(row["brands"]),
            category=row["category"],
            properties=_properties(row["properties"]),
            preop_hold_days=None if row["preop_hold_days"] == "na" else int(row["preop_hold_days"]),
            certainty=row["certainty"],
            source=row["source"],
        )
        for row in SUPPLEMENTS.rows()
    }


def _properties(cell: str) -> dict[str, Property]:
    parts = (entry.split(":") for entry in split(cell))
    return {name: Property(name, STRENGTHS[strength], evidence) for name, strength, evidence in parts}


@cache
def all_composites() -> dict[str, Composite]:
    """Products made of several supplements, by id."""
    return {
        row["id"]: Composite(row["id"], row["name"], split(row["aliases"]), split(row["supplements"]))
        for row in COMPOSITES.rows()
    }


@cache
def upper_limits() -> dict[str, UpperLimit]:
    """The tolerable upper intake from supplements, by supplement id."""
    return {
        row["supplement"]: UpperLimit(
            id=row["id"],
            supplement=row["supplement"],
            name=row["name"],
            milligrams=float(row["amount"]) * (float(row["mg_per_iu"]) if row["unit"] == "IU" else 1),
            milligrams_per_unit=float(row["mg_per_iu"]) if row["mg_per_iu"] else None,
            source=row["source"],
            certainty=row["certainty"],
        )
        for row in UPPER_LIMITS.rows()
    }
