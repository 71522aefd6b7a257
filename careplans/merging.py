"""Two records of one person, each with a plan that counts: the newer one goes on counting."""

from __future__ import annotations

from collections.abc import Iterator

from patients.merging import Settlement
from patients.models import Patient

from .models import CarePlan, FollowUp


def newer_plan_counts(kept: Patient, merged: Patient) -> Iterator[Settlement]:
    """Of two active plans of one horizon the later counts; the follow-up of the other is called off."""
    active = CarePlan.objects.active().filter(patient__in=[kept, merged])
    newest: dict[str, CarePlan] = {}
    for plan in active.order_by("-activated_on", "-written_at", "-pk"):
        newer = newest.setdefault(plan.horizon, plan)
        if newer is plan:
            continue
        yield Settlement(
            plan,
            {"status": CarePlan.Status.SUPERSEDED},
            f"{plan} of {plan.activated_on:%-d %b %Y} is superseded by {str(newer).lower()}"
            f" of {newer.activated_on:%-d %b %Y}, and its follow-up called off.",
        )
        for follow_up in FollowUp.objects.open().filter(plan=plan):
            yield Settlement(follow_up, {"cancelled_on": kept.clinic.today()})
