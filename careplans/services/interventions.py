"""What is done for a target: added, changed, taken out. Three at most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend

from ..models import CarePlan, Domain, Intervention, PlanPart, Slot
from ..models.intervention import MOST_INTERVENTIONS
from .doses import refuse_unfit_dose
from .locking import locked_draft, next_version


@transaction.atomic
def add_intervention(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    slot: str,
    once: UUID | None = None,
    **content: Any,
) -> Intervention:
    """One more thing that is done for the target in this slot. In: the fields of Intervention.

    Raises Stale, AlreadySaved; Refused when the plan is signed, three stand there already, the therapy
    stands there already, or the dose does not fit a week.
    """
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    part = target_in(plan, slot)
    free = free_place(part.interventions.all())
    if free is None:
        raise Refused("Three things are done for this target already. Park one of them first.")
    _refuse_unfit(part, content)
    intervention = Intervention.objects.create(part=part, position=free, **content)
    next_version(plan)
    return intervention


@transaction.atomic
def change_intervention(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    intervention_id: UUID,
    once: UUID | None = None,
    **content: Any,
) -> Intervention:
    """Raises Stale, AlreadySaved; Refused as when it is added."""
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    intervention = intervention_in(plan, intervention_id)
    _refuse_unfit(intervention.part, content, besides=intervention)
    for name, value in content.items():
        setattr(intervention, name, value)
    intervention.save()
    next_version(plan)
    return intervention


@transaction.atomic
def drop_intervention(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    intervention_id: UUID,
    once: UUID | None = None,
) -> CarePlan:
    """Take it out for good; parking keeps it. Raises Stale, AlreadySaved, Refused when the plan is signed."""
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    intervention_in(plan, intervention_id).delete()
    return next_version(plan)


def free_place(there: Iterable[Intervention]) -> int | None:
    """The first position that nothing holds."""
    taken = {each.position for each in there}
    return next((place for place in range(1, MOST_INTERVENTIONS + 1) if place not in taken), None)


def target_in(plan: CarePlan, slot: str) -> PlanPart:
    """The target in this slot. Raises Refused when none stands there."""
    if slot not in Slot.values or not Slot(slot).is_target:
        raise Refused("What is done for a symptom stands under its target.")
    part = plan.parts.filter(slot=slot).first()
    if part is None:
        raise Refused("No target stands there. Choose the target first.")
    return part


def intervention_in(plan: CarePlan, intervention_id: UUID) -> Intervention:
    """Raises Stale when it is no longer in the plan."""
    found = Intervention.objects.filter(part__plan=plan, pk=intervention_id).select_related("part").first()
    if found is None:
        raise Stale("This plan")
    return found


def _refuse_unfit(part: PlanPart, content: dict[str, Any], besides: Intervention | None = None) -> None:
    refuse_unfit_dose(content)
    if content.get("domain") not in Domain.values:
        raise Refused("Choose what kind of help this is.", field="domain")
    therapy = content.get("therapy", "")
    others = part.interventions.exclude(pk=besides.pk) if besides else part.interventions.all()
    if therapy and others.filter(therapy=therapy).exists():
        raise Refused("This stands under the target already.", field="therapy")
