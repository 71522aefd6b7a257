"""Dates: until when to stop before a procedure, when to restart, and when counts are lowest in a cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .tables import Table, a_number, anything, each, filled, one_of, optional, provenance, refers_to


def stop_by(procedure_on: date, hold_days: int, today: date) -> date:
    """The last day to stop so that `hold_days` remain; today when that day has passed."""
    return max(procedure_on - timedelta(days=hold_days), today)


def day_after(end: date) -> date:
    """The first day without what ended on `end`."""
    return end + timedelta(days=1)


@dataclass(frozen=True)
class NadirWindow:
    """Days of a cycle (its first day is 1) on which counts are lowest; None where none is known."""

    id: str
    kind: str
    ref: str
    schedule: str
    neutrophils: tuple[int, int] | None
    platelets: tuple[int, int] | None
    recovered_by: int | None
    note: str
    source: str
    certainty: str


def _known_reference(cell: str) -> str | None:
    return refers_to("agents", "regimens")(cell)


NADIR_WINDOWS = Table(
    "nadir_windows",
    {
        "id": filled,
        "kind": one_of("agent", "regimen"),
        "ref": _known_reference,
        "name": filled,
        "schedule": filled,
        "neutrophil_from": optional(a_number(1, 90)),
        "neutrophil_to": optional(a_number(1, 90)),
        "platelet_from": optional(a_number(1, 90)),
        "platelet_to": optional(a_number(1, 90)),
        "recovered_by": optional(a_number(1, 120)),
        "cycle_days": each(a_number(1, 120)),
        "mainly": one_of("neutrophils", "platelets", "both"),
        "note": anything,
        **provenance("high", "moderate", "low"),
    },
)


@cache
def nadir_windows() -> dict[str, NadirWindow]:
    """The window of each agent or regimen that has one, by its id."""
    return {
        row["ref"]: NadirWindow(
            id=row["id"],
            kind=row["kind"],
            ref=row["ref"],
            schedule=row["schedule"],
            neutrophils=_days(row["neutrophil_from"], row["neutrophil_to"]),
            platelets=_days(row["platelet_from"], row["platelet_to"]),
            recovered_by=int(row["recovered_by"]) if row["recovered_by"] else None,
            note=row["note"],
            source=row["source"],
            certainty=row["certainty"],
        )
        for row in NADIR_WINDOWS.rows()
    }


def _days(first: str, last: str) -> tuple[int, int] | None:
    return (int(first), int(last)) if first and last else None


def nadir_dates(ref: str, cycle_start: date) -> dict[str, tuple[date, date]]:
    """When neutrophils and platelets are lowest in the cycle that began on `cycle_start`."""
    window = nadir_windows().get(ref)
    if window is None:
        return {}
    counts = {"neutrophils": window.neutrophils, "platelets": window.platelets}
    return {
        name: (cycle_start + timedelta(days=days[0] - 1), cycle_start + timedelta(days=days[1] - 1))
        for name, days in counts.items()
        if days
    }
