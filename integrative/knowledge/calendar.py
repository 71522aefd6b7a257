"""Dates: until when to stop before a procedure, when to restart, and when counts are lowest in a cycle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .agents import all_regimens
from .products import read_drugs, regimens_in
from .tables import Table, a_number, anything, each, filled, one_of, optional, provenance, refers_to, split

WEEKLY = re.compile(r"(?<!-)\bweekly\b|\bevery week\b|\b(?:once|twice) a week\b", re.IGNORECASE)


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
    name: str
    schedule: str
    cycle_days: frozenset[int]
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
            name=row["name"],
            schedule=row["schedule"],
            cycle_days=frozenset(map(int, split(row["cycle_days"]))),
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


def window_of(treatment: str, cycle_days: int) -> NadirWindow | None:
    """The window of a treatment as written, when the table speaks of cycles of this length.

    Nothing is pieced together: the text must name one regimen or one drug of the table, and no more.
    """
    window = nadir_windows().get(_named(treatment))
    if window is None or cycle_days not in window.cycle_days:
        return None
    is_weekly = WEEKLY.search(treatment) and not WEEKLY.search(window.schedule)
    return None if is_weekly else window


def _named(treatment: str) -> str:
    """The one regimen or drug that a text names; empty when it names more, or holds words unknown."""
    reading = read_drugs(treatment)
    drugs = {found.id for found in reading.found}
    if reading.status != "matched":
        return ""
    if regimens := regimens_in(treatment):
        whole = len(regimens) == 1 and drugs == set(all_regimens()[regimens[0]].agents)
        return regimens[0] if whole else ""
    if len(drugs) == 1:
        return drugs.pop()
    in_table = (window.ref for window in nadir_windows().values() if window.kind == "regimen")
    return next((ref for ref in in_table if set(all_regimens()[ref].agents) == drugs), "")


def nadir_days(window: NadirWindow, cycle_days: int) -> dict[str, tuple[int, int]]:
    """First and last day of a cycle on which each count is lowest; days after its end are none of it."""
    counts = {"neutrophils": window.neutrophils, "platelets": window.platelets}
    return {name: days for name, days in counts.items() if days and days[1] <= cycle_days}
