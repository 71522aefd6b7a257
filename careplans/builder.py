"""The plan while it is written: three numbered parts, what is done for each, and what is parked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrative.accounts.models import User
from integrative.knowledge.therapies.evidence import Situation
from integrative.ui.days import work_day
from patients.models import Patient

from .checks import Cleared, CostLine, Hint, PlanChecks, checks_of
from .checks.exposures import situation_of
from .checks.record import read_record
from .dose_words import dose_words
from .missing import missing_of
from .models import CarePlan, Intervention, Measure, ParkedItem, PlanPart, Slot
from .models.intervention import MOST_INTERVENTIONS
from .readings import readings_of
from .starting import Proposal, proposals_for


@dataclass(frozen=True)
class Item:
    """One thing that is done for a target, with what is known of it."""

    row: Intervention
    dose: str
    hint: Hint | None
    cleared: Cleared | None
    cost: CostLine | None


@dataclass(frozen=True)
class Standing:
    """What stands in a slot."""

    part: PlanPart
    slot: Slot
    dose: str
    start: str
    goal: str
    hint: Hint | None
    cleared: Cleared | None
    items: tuple[Item, ...]

    @property
    def items_left(self) -> int:
        return MOST_INTERVENTIONS - len(self.items)


@dataclass(frozen=True)
class Part:
    """One of the three; the first may hold two targets. `free` is the slot that can still be filled."""

    number: int
    heading: str
    hint: str
    standing: tuple[Standing, ...]
    free: Slot | None
    invitation: str
    action: str


PARTS = (
    (1, "Symptom target", "one, two at most", (Slot.TARGET_1, Slot.TARGET_2)),
    (2, "Lifestyle anchor", "one", (Slot.ANCHOR,)),
    (3, "Coping practice", "one that feels natural", (Slot.COPING,)),
)
INVITATIONS = {
    1: ("Which symptom, from where to where, by when?", "Choose the target"),
    2: ("One habit that carries the week, and its bad-day version.", "Choose the anchor"),
    3: ("What would they actually repeat?", "Choose the practice"),
}


def draft_context(draft: CarePlan, user: User) -> dict[str, Any]:
    """What the builder shows. In: the draft with its parts and their interventions."""
    checks = checks_of(draft, user)
    return {
        "built": parts_of(draft, checks),
        "missing": missing_of(draft),
        "parked": list(ParkedItem.objects.visible_to(user).of(draft.patient).standing()),
        "checks": checks,
    }


def starting_points(patient: Patient, draft: CarePlan | None) -> tuple[Situation, list[Proposal]]:
    """Who this person is to the tables, and the proposals that fit, the nearest first. Two queries."""
    today = patient.clinic.today()
    person = situation_of(patient, read_record(patient, today), today)
    return person, proposals_for(person, readings_of(patient), taken_slots(draft))


def taken_slots(draft: CarePlan | None) -> frozenset[str]:
    return frozenset(part.slot for part in draft.parts.all()) if draft else frozenset()


def parts_of(draft: CarePlan, checks: PlanChecks) -> list[Part]:
    by_slot = {part.slot: part for part in draft.parts.all()}
    return [_part(*told, by_slot, checks) for told in PARTS]


def _part(
    number: int,
    heading: str,
    hint: str,
    slots: tuple[Slot, ...],
    by_slot: Mapping[str, PlanPart],
    checks: PlanChecks,
) -> Part:
    standing = tuple(_standing(by_slot[slot], checks) for slot in slots if slot in by_slot)
    free = next((slot for slot in slots if slot not in by_slot), None)
    return Part(number, heading, hint, standing, free, *INVITATIONS[number])


def _standing(part: PlanPart, checks: PlanChecks) -> Standing:
    return Standing(
        part=part,
        slot=Slot(part.slot),
        dose=dose_words(part),
        start=_start(part),
        goal=_goal(part),
        hint=checks.evidence.get(part.pk),
        cleared=checks.clearances.get(part.therapy),
        items=tuple(
            Item(
                row,
                dose_words(row),
                checks.evidence.get(row.pk),
                checks.clearances.get(row.therapy),
                checks.cost.by_key.get(row.pk),
            )
            for row in part.interventions.all()
        ),
    )


def _start(part: PlanPart) -> str:
    if part.baseline is None:
        return ""
    said = f"{part.baseline:,}{_unit(part)}"
    return f"{said}, {work_day(part.baseline_on)}" if part.baseline_on else said


def _goal(part: PlanPart) -> str:
    if part.goal is None:
        return ""
    way = "or more" if Measure(part.measure).higher_is_better else "or less"
    return f"{part.goal:,}{_unit(part)} {way}"


def _unit(part: PlanPart) -> str:
    return {Measure.SLEEP_EFFICIENCY: " %", Measure.ACTIVE_MINUTES: " min"}.get(Measure(part.measure), "")
