"""What the pages show of symptoms over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from integrative.knowledge.levels import level_of
from integrative.knowledge.symptoms import Symptom, all_symptoms
from integrative.ui.charts import Chart, Reading, sparkline

from .models import Consultation, SymptomScore


def _place(symptom: str) -> int:
    return list(all_symptoms()).index(symptom)


@dataclass(frozen=True)
class Cell:
    """A score on the day of one map; None when it was not asked."""

    score: int | None

    @property
    def level(self) -> str:
        return level_of(self.score).lower()


@dataclass(frozen=True)
class FlowRow:
    symptom: Symptom
    cells: tuple[Cell, ...]
    chart: Chart


@dataclass(frozen=True)
class Flowsheet:
    """Symptoms down, signed maps across, oldest first."""

    maps: tuple[Consultation, ...]
    rows: tuple[FlowRow, ...]


def flowsheet_of(maps: Iterable[Consultation], scores: Iterable[SymptomScore]) -> Flowsheet:
    """Rows in the order of the clinic's list, for each symptom that was scored at least once."""
    columns = tuple(sorted(maps, key=lambda each: (each.visit_on, each.pk)))
    by_symptom: dict[str, dict[object, int]] = {}
    for score in scores:
        by_symptom.setdefault(score.symptom, {})[score.consultation_id] = score.score
    rows = (
        _flow_row(all_symptoms()[key], columns, by_symptom[key]) for key in sorted(by_symptom, key=_place)
    )
    return Flowsheet(columns, tuple(rows))


def _flow_row(symptom: Symptom, maps: Sequence[Consultation], scored: dict[object, int]) -> FlowRow:
    found = [scored.get(each.pk) for each in maps]
    readings = [Reading(each.visit_on, score) for each, score in zip(maps, found, strict=True)]
    return FlowRow(symptom, tuple(Cell(score) for score in found), sparkline(symptom.name, readings))
