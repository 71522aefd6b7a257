"""A draft from a starting point: what was accepted of it, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.plan_templates import PlanTemplate
from patients.models import Patient

from ..catalog import usual_dose, usual_intervention
from ..models import CarePlan, Horizon
from ..models.intervention import MOST_INTERVENTIONS
from ..starting import Proposal, ProposedPractice, ProposedTarget
from .interventions import add_intervention
from .plan import open_plan_draft, review_window, save_frame, save_part


@transaction.atomic
def start_from(
    *,
    patient: Patient,
    by: User,
    proposal: Proposal,
    accepted: Collection[str],
    details: Mapping[str, Any],
    expected_version: int | None = None,
    horizon: str = Horizon.WEEKS,
    once: UUID | None = None,
) -> CarePlan:
    """The draft with what was accepted in its places.

    In: the keys accepted; `details`: by name what was said of them (`goal_target_1`, `anchor_times`,
    `anchor_minutes`, `anchor_bad_day`, `coping_times`, `coping_minutes`, `coping_moment`) and of the whole
    (`offered_minutes`, `offered_trips`).
    Raises Stale when the draft was changed meanwhile, AlreadySaved; Refused when nothing was accepted, more
    than three things are to be done for one target, or a part does not fit.
    """
    spend(once)
    if not accepted:
        raise Refused("Accept at least one part, or go back to the plan.")
    plan = open_plan_draft(patient=patient, by=by, horizon=horizon)
    if expected_version is not None and plan.version != expected_version:
        raise Stale("This plan")
    write = _Writer(plan, by)
    plan.template = proposal.template.id
    plan.save(update_fields=["template"])
    review_on = _review_day(plan, proposal.template)
    for target in proposal.targets:
        if target.key in accepted:
            write.target(target, accepted, details, review_on)
    for practice, write_it in ((proposal.anchor, write.anchor), (proposal.coping, write.coping)):
        if practice and practice.key in accepted:
            write_it(practice, details)
    write.frame(details, review_on)
    plan.refresh_from_db()
    return plan


def _review_day(plan: CarePlan, template: PlanTemplate) -> date:
    """When the template looks back, held inside the clinic's window."""
    first, last = review_window(plan)
    wished = plan.patient.clinic.today() + timedelta(weeks=template.review_weeks)
    return min(max(wished, first), last)


class _Writer:
    """Puts one thing after the other into the draft, each on the version that the one before left."""

    def __init__(self, plan: CarePlan, by: User) -> None:
        self.plan, self.by = plan, by

    def _on(self) -> dict[str, Any]:
        version = CarePlan.objects.values_list("version", flat=True).get(pk=self.plan.pk)
        return {"plan_id": self.plan.pk, "expected_version": version, "by": self.by}

    def target(
        self, target: ProposedTarget, accepted: Collection[str], details: Mapping[str, Any], by_on: date
    ) -> None:
        chosen = [item for item in target.items if item.key in accepted]
        if len(chosen) > MOST_INTERVENTIONS:
            raise Refused(
                "Three things at most are done for one target. Reject one.",
                field=chosen[MOST_INTERVENTIONS].key,
            )
        goal = details.get(f"goal_{target.key}")
        try:
            save_part(
                **self._on(), slot=target.key, symptom=target.symptom, measure=target.measure,
                title=target.name, how=target.how, goal=target.goal if goal is None else goal, by_on=by_on,
            )  # fmt: skip
        except Refused as refusal:
            field = f"goal_{target.key}" if refusal.field == "goal" else target.key
            raise Refused(str(refusal), field=field) from refusal
        for item in chosen:
            add_intervention(**self._on(), slot=target.key, **usual_intervention(item.therapy))

    def anchor(self, practice: ProposedPractice, details: Mapping[str, Any]) -> None:
        self._practice(
            practice,
            details,
            intensity=practice.intensity[:80],
            activity=practice.activity[:80],
            progression=practice.progression[:200],
            bad_day=details["anchor_bad_day"],
        )

    def coping(self, practice: ProposedPractice, details: Mapping[str, Any]) -> None:
        self._practice(practice, details, moment=details["coping_moment"])

    def _practice(self, practice: ProposedPractice, details: Mapping[str, Any], **more: Any) -> None:
        dose = usual_dose(practice.therapy) | {
            "times_a_week": details[f"{practice.key}_times"],
            "minutes": details[f"{practice.key}_minutes"],
        }
        save_part(
            **self._on(), slot=practice.key, title=practice.therapy.name,
            how=f"{practice.dose} {practice.therapy.home_how}".strip(), **dose, **more,
        )  # fmt: skip

    def frame(self, details: Mapping[str, Any], review_on: date) -> None:
        """What was not said stays as it stands."""
        stands = CarePlan.objects.get(pk=self.plan.pk)
        minutes, trips = details.get("offered_minutes"), details.get("offered_trips")
        save_frame(
            **self._on(),
            offered_minutes=stands.offered_minutes if minutes is None else minutes,
            offered_trips=stands.offered_trips if trips is None else trips,
            review_on=review_on,
        )
