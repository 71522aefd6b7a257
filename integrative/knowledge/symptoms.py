"""The symptoms that can be scored 0 to 10, and which come first for a cancer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tables import read

COLUMNS = (
    "id", "name", "group", "anchor_0", "anchor_10", "relevant_to", "source", "certainty", "review_state",
)  # fmt: skip


@dataclass(frozen=True)
class Symptom:
    id: str
    name: str
    group: str
    anchor_0: str
    anchor_10: str
    relevant_to: frozenset[str]


@cache
def all_symptoms() -> dict[str, Symptom]:
    """Every symptom by id: the nine of the ESAS-r first, then the clinic's list."""
    return {
        row["id"]: Symptom(
            id=row["id"],
            name=row["name"],
            group=row["group"],
            anchor_0=row["anchor_0"],
            anchor_10=row["anchor_10"],
            relevant_to=frozenset(row["relevant_to"].split(";")),
        )
        for row in read("symptoms", COLUMNS)
    }


def asked_first(cancer_types: frozenset[str]) -> list[Symptom]:
    """The nine of the ESAS-r, then what often dominates in these cancers."""
    return [s for s in all_symptoms().values() if s.group == "esas_r" or s.relevant_to & cancer_types]
