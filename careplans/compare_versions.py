"""What changed from one version of a plan to another, item by item. Pure: facts come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from integrative.ui.days import work_day
from integrative.ui.numbers import plain_number

from .dose_words import amount_words, how_long, how_often
from .models import CarePlan, Intervention, PlanPart, Slot

Told = Mapping[str, str]
"""Label -> what stands there, in the order of the page; blanks are left out."""
Key = tuple[str, ...]


class Kind(StrEnum):
    ADDED = "added"
    LEFT_OUT = "left_out"
    CHANGED = "changed"
    SAME = "same"


TAGS: Mapping[Kind, tuple[str, str]] = {
    Kind.ADDED: ("ok", "Added"),
    Kind.LEFT_OUT: ("hold", "Left out"),
    Kind.CHANGED: ("note", "Changed"),
    Kind.SAME: ("plain", "Same"),
}


@dataclass(frozen=True)
class Line:
    """One column of an item on both sides; blank where nothing stood."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Compared:
    """One item: the frame of the plan, a part, or an intervention under a target."""

    name: str
    where: str
    kind: Kind
    lines: tuple[Line, ...]

    @property
    def tier(self) -> str:
        return TAGS[self.kind][0]

    @property
    def word(self) -> str:
        return TAGS[self.kind][1]


@dataclass(frozen=True)
class Comparison:
    before: CarePlan
    after: CarePlan
    items: tuple[Compared, ...]

    @property
    def differing(self) -> list[Compared]:
        return [item for item in self.items if item.kind is not Kind.SAME]

    @property
    def same(self) -> list[Compared]:
        return [item for item in self.items if item.kind is Kind.SAME]

    @property
    def summary(self) -> str:
        """ "1 added, 2 changed", or that nothing is."""
        counts = {kind: sum(item.kind is kind for item in self.items) for kind in Kind}
        said = [
            f"{counts[kind]} {TAGS[kind][1].lower()}"
            for kind in Kind
            if kind is not Kind.SAME and counts[kind]
        ]
        return ", ".join(said) or "nothing differs"


def compare_versions(before: CarePlan, after: CarePlan) -> Comparison:
    """In: two plans of one person, their parts and interventions at hand."""
    old, new = _items(before), _items(after)
    keys = sorted({*old, *new}, key=lambda key: (new.get(key) or old[key]).order)
    items = (_compared(new.get(key) or old[key], old.get(key), new.get(key)) for key in keys)
    return Comparison(before, after, tuple(items))


@dataclass(frozen=True)
class _Item:
    name: str
    where: str
    order: tuple[int, int]
    told: Told


def _compared(stands: _Item, old: _Item | None, new: _Item | None) -> Compared:
    before, after = old.told if old else {}, new.told if new else {}
    labels = dict.fromkeys([*after, *before])
    lines = tuple(Line(label, before.get(label, ""), after.get(label, "")) for label in labels)
    if old is None or new is None:
        kind = Kind.LEFT_OUT if new is None else Kind.ADDED
    else:
        kind = Kind.CHANGED if any(line.differs for line in lines) else Kind.SAME
    return Compared(stands.name, stands.where, kind, lines)


def _items(plan: CarePlan) -> dict[Key, _Item]:
    frame = _Item("The whole plan", "", (0, 0), _said(_frame(plan)))
    return {("plan",): frame, **dict(_of_parts(plan.parts.all()))}


def _of_parts(parts: Iterable[PlanPart]) -> Iterator[tuple[Key, _Item]]:
    """A target is the same item while it is about the same symptom, in whichever of the two slots."""
    for part in sorted(parts, key=lambda part: Slot.values.index(part.slot)):
        place = Slot.values.index(part.slot) + 1
        key = ("target", part.symptom) if part.symptom else ("part", part.slot)
        yield key, _Item(part.title, _where(part), (place, 0), _said(_part(part)))
        for each in part.interventions.all():
            name = each.therapy or each.title.casefold()
            yield (
                (*key, name),
                _Item(each.title, f"for {_where(part)}", (place, each.position), _said(_intervention(each))),
            )


def _where(part: PlanPart) -> str:
    return part.get_symptom_display() if part.symptom else part.get_slot_display()


def _said(lines: Iterable[tuple[str, Any]]) -> Told:
    return {label: str(words) for label, words in lines if words not in (None, "")}


def _frame(plan: CarePlan) -> Iterator[tuple[str, Any]]:
    yield "If only one thing", plan.one_thing
    yield "Follow-up", plan.review_on and work_day(plan.review_on)
    yield "Minutes a week they offered", plan.offered_minutes
    yield "Trips a month they offered", plan.offered_trips


def _part(part: PlanPart) -> Iterator[tuple[str, Any]]:
    yield "What", part.title
    yield "Measured by", part.measured_by
    yield "Start", part.baseline
    yield "Goal", part.goal
    yield "By", part.by_on and work_day(part.by_on)
    yield "How", part.how
    yield "Activity", part.activity
    yield "How hard", part.intensity
    yield "How it grows", part.progression
    yield "On a bad day", part.bad_day
    yield "Moment of the day", part.moment
    yield from _dose(part)


def _intervention(row: Intervention) -> Iterator[tuple[str, Any]]:
    yield "What", row.title
    yield "How", row.how
    yield "Domain", row.get_domain_display()
    yield "Dose", amount_words(row)
    yield "New pill", "Yes" if row.is_new_pill else ""
    yield "Trial", f"{row.sessions} sessions, then decide" if row.sessions else ""
    yield "Cost", row.get_costs_display()
    yield from _dose(row)


def _dose(row: PlanPart | Intervention) -> Iterator[tuple[str, Any]]:
    yield "How often", how_often(row.times_a_week)
    yield "Each time", how_long(row.minutes)
    yield "Weeks", row.weeks and plain_number(row.weeks)
    yield "Where", row.get_place_display()
    yield "Who", row.get_responsible_display()
