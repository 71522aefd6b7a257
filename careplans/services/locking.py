"""The plan being written, held while it is changed."""

from __future__ import annotations

from uuid import UUID

from integrative.accounts.errors import Refused, Stale

from ..models import CarePlan


def locked_draft(plan_id: UUID, expected_version: int | None) -> CarePlan:
    """The draft for this transaction alone. Raises Refused once it is signed, Stale after another's save."""
    plan = CarePlan.objects.select_for_update(of=("self",)).select_related("patient__clinic").get(pk=plan_id)
    if plan.status == CarePlan.Status.SIGNED:
        raise Refused("This plan is signed and waits for a second signature. It can't be changed now.")
    if not plan.is_draft:
        raise Refused("This plan is active and can't be changed. Start a new version instead.")
    if plan.version != expected_version:
        raise Stale("This plan")
    return plan


def next_version(plan: CarePlan, *changed: str) -> CarePlan:
    """Save the fields named and count the change."""
    plan.version += 1
    plan.save(update_fields=["version", *changed])
    return plan
