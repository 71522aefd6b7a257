"""What to do first about a symptom: rule out what is dangerous, then the steps that cost nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .tables import Table, anything, each, filled, ids, optional, provenance, refers_to, split

CERTAINTIES = ("confirmed", "sure", "needs-review")
KEPT_AS_DIARY = ("nrs_0_10", "diary", "sleep_diary", "intake_pattern", "steps", "goals_of_care")


def measure(cell: str) -> str | None:
    """A questionnaire, perhaps with its item (`esas_r:pain`), or a count that a diary keeps."""
    head = cell.partition(":")[0]
    return None if head in KEPT_AS_DIARY or head in ids("instruments") else f"{cell!r} is not a measure"


SYMPTOM_CARE = Table(
    "symptom_care",
    {
        "id": refers_to("symptoms"),
        "parent": optional(refers_to("symptoms")),
        "aliases": anything,
        "category": filled,
        "measures": each(measure),
        "treatments": anything,
        "first_steps": filled,
        "first_therapies": each(refers_to("therapies")),
        "rule_out_first": anything,
        "red_flags": each(refers_to("red_flags")),
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class SymptomCare:
    """`red_flags` are asked before anything else, `first_steps` cost nothing and come before paid options."""

    id: str
    parent: str
    aliases: tuple[str, ...]
    measures: tuple[str, ...]
    first_steps: tuple[str, ...]
    first_therapies: tuple[str, ...]
    rule_out_first: str
    red_flags: tuple[str, ...]


@cache
def symptom_care() -> Mapping[str, SymptomCare]:
    """First care by symptom id."""
    lists = ("aliases", "measures", "first_steps", "first_therapies", "red_flags")
    return {row["id"]: _care(row, {name: split(row[name]) for name in lists}) for row in SYMPTOM_CARE.rows()}


def _care(row: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> SymptomCare:
    return SymptomCare(id=row["id"], parent=row["parent"], rule_out_first=row["rule_out_first"], **lists)


ESAS_CARED_FOR_AS = {
    "esas_pain": "pain_general",
    "esas_tiredness": "fatigue",
    "esas_drowsiness": "drowsiness",
    "esas_nausea": "nausea_vomiting",
    "esas_appetite": "appetite_loss",
    "esas_dyspnoea": "dyspnoea",
    "esas_depression": "depression",
    "esas_anxiety": "anxiety",
    "esas_wellbeing": "quality_of_life",
}
"""The nine items of the ESAS-r and the symptom of the tables that each of them measures first."""
ITEMS_OF_ESAS = {care: item for item, care in ESAS_CARED_FOR_AS.items()}


def cared_for_as(symptom: str) -> str:
    """Under which symptom care and evidence stand in the tables; its own but for the items of the ESAS-r."""
    return ESAS_CARED_FOR_AS.get(symptom, symptom)
