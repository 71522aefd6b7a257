"""Parked, with the reason: out of the plan for now, and back as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend

from ..models import CarePlan, Intervention, ParkedItem, PlanPart, Slot
from ..models.intervention import MOST_INTERVENTIONS
from .copying import content_of
from .interventions import free_place, intervention_in
from .locking import locked_draft, next_version

Kept = dict[str, Any]


@transaction.atomic
def park_part(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    slot: str,
    reason: str,
    ask_again_on: date | None = None,
    once: UUID | None = None,
) -> ParkedItem:
    """A slot is emptied and what stood there is kept, with what was done for it.

    Raises Stale, AlreadySaved; Refused when the plan is signed, the slot is empty, the reason is missing or
    the day to ask again has gone by.
    """
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    return _park_part(plan, slot, reason, ask_again_on, by)


@transaction.atomic
def park_intervention(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    intervention_id: UUID,
    reason: str,
    ask_again_on: date | None = None,
    once: UUID | None = None,
) -> ParkedItem:
    """Raises Stale, AlreadySaved; Refused as `park_part`."""
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    intervention = intervention_in(plan, intervention_id)
    was = as_it_stood(intervention)
    intervention.delete()
    next_version(plan)
    return _park(plan, intervention.title, reason, ask_again_on, by, was)


@transaction.atomic
def park_line(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    title: str,
    reason: str,
    ask_again_on: date | None = None,
    once: UUID | None = None,
) -> ParkedItem:
    """Something that was talked about and never stood in the plan. Raises as `park_part`."""
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    next_version(plan)
    return _park(plan, title, reason, ask_again_on, by, {})


@transaction.atomic
def bring_back(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    parked_id: UUID,
    instead_of: str = "",
    reason: str = "",
    once: UUID | None = None,
) -> PlanPart | Intervention:
    """Back into the plan as it was. Where no place is free, `instead_of` (a slot, or the key of an
    intervention) is parked for `reason`.

    Raises Stale, AlreadySaved; Refused when the plan is signed, it is back already, it is a line by hand,
    or no place is free and nothing is named to make room.
    """
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    item = ParkedItem.objects.select_for_update().filter(patient=plan.patient, pk=parked_id).first()
    if item is None or item.brought_back_at:
        raise Stale("What is parked")
    if not item.was:
        raise Refused("This is a line by hand. Add it to the plan as you would anything new.")
    if instead_of:
        _make_room(plan, instead_of, reason, by)
    back = _part_back(plan, item.was) if "slot" in item.was else _intervention_back(plan, item.was)
    item.brought_back_at, item.brought_back_by = clock.now(), by
    item.save(update_fields=["brought_back_at", "brought_back_by"])
    next_version(plan)
    return back


def who_must_go(plan: CarePlan, item: ParkedItem) -> list[PlanPart | Intervention]:
    """What stands where a parked item belongs, when no place is free there; else nothing. In: the plan with
    its parts and their interventions."""
    parts = {part.slot: part for part in plan.parts.all()}
    if "slot" in item.was:
        place = Slot(item.was["slot"])
        return [] if _free_slot(place, parts) else [parts[slot] for slot in _slots_like(place)]
    if item.was:
        target = _target_for(item.was["symptom"], parts)
        there: list[PlanPart | Intervention] = list(target.interventions.all()) if target else []
        return there if len(there) == MOST_INTERVENTIONS else []
    return []


def _make_room(plan: CarePlan, instead_of: str, reason: str, by: User) -> None:
    if instead_of in Slot.values:
        _park_part(plan, instead_of, reason, None, by)
        return
    try:
        key = UUID(instead_of)
    except ValueError:
        raise Refused("Choose what to park.", field="instead_of") from None
    intervention = intervention_in(plan, key)
    was = as_it_stood(intervention)
    intervention.delete()
    _park(plan, intervention.title, reason, None, by, was)


def _park_part(plan: CarePlan, slot: str, reason: str, ask_again_on: date | None, by: User) -> ParkedItem:
    part = plan.parts.filter(slot=slot).prefetch_related("interventions").first()
    if part is None:
        raise Refused("Nothing stands there.")
    was = as_it_stood(part)
    part.delete()
    next_version(plan)
    return _park(plan, part.title, reason, ask_again_on, by, was)


def _park(
    plan: CarePlan, title: str, reason: str, ask_again_on: date | None, by: User, was: Kept
) -> ParkedItem:
    if not title:
        raise Refused("Write what is parked, in one line.", field="title")
    if not reason:
        raise Refused("Write why it is parked.", field="reason")
    if ask_again_on and ask_again_on <= plan.patient.clinic.today():
        raise Refused("Choose a day to come, or leave it blank.", field="ask_again_on")
    return ParkedItem.objects.create(
        patient=plan.patient,
        from_plan=plan,
        title=title,
        reason=reason,
        ask_again_on=ask_again_on,
        was=was,
        parked_by=by,
    )


def as_it_stood(row: PlanPart | Intervention) -> Kept:
    """What a parked item keeps, so that it comes back as it was."""
    if isinstance(row, PlanPart):
        return _kept(row) | {"interventions": [_kept(each) for each in row.interventions.all()]}
    return _kept(row) | {"symptom": row.part.symptom}


def _kept(row: PlanPart | Intervention) -> Kept:
    """Its columns as JSON can hold them."""
    return {name: _plain(value) for name, value in content_of(row).items()}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, date | Decimal) else value


def _read(model: type[models.Model], was: Kept) -> Kept:
    """The columns as they were, but for what the table no longer has."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in was.items() if name in fields}


def _part_back(plan: CarePlan, was: Kept) -> PlanPart:
    parts = {part.slot: part for part in plan.parts.all()}
    slot = _free_slot(Slot(was["slot"]), parts)
    if slot is None:
        raise Refused("Its place is taken. Choose what to park instead.", field="instead_of")
    if was["symptom"] and any(part.symptom == was["symptom"] for part in parts.values()):
        raise Refused("A target about the same symptom stands in the plan.")
    part = PlanPart.objects.create(plan=plan, **_read(PlanPart, was) | {"slot": slot})
    Intervention.objects.bulk_create(
        Intervention(part=part, **_read(Intervention, each)) for each in was["interventions"]
    )
    return part


def _intervention_back(plan: CarePlan, was: Kept) -> Intervention:
    parts = {part.slot: part for part in plan.parts.prefetch_related("interventions")}
    target = _target_for(was["symptom"], parts)
    if target is None:
        raise Refused("No target stands in the plan. Choose the target first.")
    there = list(target.interventions.all())
    if was["therapy"] and was["therapy"] in {each.therapy for each in there}:
        raise Refused("This stands under the target already.")
    free = free_place(there)
    if free is None:
        raise Refused(
            "Three things are done for this target. Choose what to park instead.", field="instead_of"
        )
    return Intervention.objects.create(part=target, **_read(Intervention, was) | {"position": free})


def _slots_like(slot: Slot) -> list[Slot]:
    return [Slot.TARGET_1, Slot.TARGET_2] if slot.is_target else [slot]


def _free_slot(slot: Slot, parts: dict[str, PlanPart]) -> Slot | None:
    """Its own place, or for a target the other one."""
    return next((each for each in _slots_like(slot) if each not in parts), None)


def _target_for(symptom: str, parts: dict[str, PlanPart]) -> PlanPart | None:
    """The target about the same symptom, else the first."""
    targets = [part for slot, part in parts.items() if Slot(slot).is_target]
    targets.sort(key=lambda part: (part.symptom != symptom, part.slot))
    return targets[0] if targets else None
