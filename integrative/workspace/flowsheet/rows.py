"""All rows of a person, in the order of the grid, and the filters over them. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from careplans.models import PlanPart, Slot
from careplans.readings import of_part
from integrative.knowledge.symptoms import all_symptoms

from .doses import series_of_opioids
from .from_check_ins import series_of_check_ins
from .from_maps import FUNCTION, SCORES, series_of_maps
from .from_record import series_of_hospital, series_of_values
from .read import Facts
from .series import Aim, Group, Series

FILTERS: Mapping[str, tuple[str, frozenset[Group]]] = {
    "": ("All", frozenset(Group)),
    "targets": ("The plan’s targets", frozenset({Group.TARGETS})),
    "function": ("Function", frozenset({Group.FUNCTION, Group.HOSPITAL})),
    "labs": ("Laboratory", frozenset({Group.LABS})),
    "doses": ("Doses, beside pain and function", frozenset({Group.DOSES})),
}
"""What stands in the address -> the chip, and the groups it shows."""


def series_of(facts: Facts) -> list[Series]:
    """Every row that has a value, targets of the active plan first; a target has its row before any value."""
    days = {*facts.map_days().values(), *(each.week_of for each in facts.found["check_ins"])}
    rows = [
        *series_of_maps(facts),
        *series_of_check_ins(facts),
        *series_of_hospital(facts),
        *series_of_opioids(facts, days),
        *series_of_values(facts),
    ]
    aims = {_key(part): part for part in facts.parts if _is_measured(part)}
    aimed = [_aimed(each, aims[each.key]) for each in rows if each.key in aims]
    unmeasured = [_empty(part) for key, part in aims.items() if key not in {each.key for each in rows}]
    others = [each for each in rows if each.points and each.key not in aims]
    place = {group: number for number, group in enumerate(Group)}
    # The sort is stable: within a group rows stay in the order in which they were made.
    return sorted([*aimed, *unmeasured, *others], key=lambda each: place[each.group])


def shown(rows: list[Series], which: str, since: date, until: date) -> list[Series]:
    """Those of a filter that have something in these days; targets stay also without."""
    _, groups = FILTERS[which]
    return [
        each
        for each in rows
        if (each.group in groups or which in each.also)
        and (each.aim or any(since <= point.day <= until for point in each.points))
    ]


def _is_measured(part: PlanPart) -> bool:
    """Targets, and an anchor that has a measure and a goal."""
    return bool(part.measure) and (Slot(part.slot).is_target or part.goal is not None)


def _key(part: PlanPart) -> str:
    measure, symptom = of_part(part)
    return symptom or measure


def _aim(part: PlanPart) -> Aim:
    return Aim(
        goal=None if part.goal is None else Decimal(part.goal),
        by_on=part.by_on,
        baseline=None if part.baseline is None else Decimal(part.baseline),
        baseline_on=part.baseline_on,
    )


def _aimed(row: Series, part: PlanPart) -> Series:
    # What it would show without a plan, it shows as a target too.
    also = row.also | {which for which, (_, groups) in FILTERS.items() if which and row.group in groups}
    return replace(row, group=Group.TARGETS, aim=_aim(part), also=frozenset(also))


def _empty(part: PlanPart) -> Series:
    """The row of a target that no map has measured yet."""
    measure, symptom = of_part(part)
    name, scale = (
        (all_symptoms()[symptom].name, SCORES) if symptom else FUNCTION[measure][:2]  # type: ignore[index]
    )
    return Series(_key(part), name, Group.TARGETS, scale, (), aim=_aim(part))
