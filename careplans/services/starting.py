"""A draft from a starting point: what was accepted of it, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.plan_templates import PlanTemplate
from patients.models import Patient

from ..catalog import usual_dose, usual_intervention
from ..models import CarePlan, Horizon, Intervention
from ..models.intervention import MOST_INTERVENTIONS
from ..starting import Proposal, ProposedPractice, ProposedTarget
from .locking import locked_draft, next_version
from .plan import fill_slot, open_plan_draft, review_window


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
    draft = open_plan_draft(patient=patient, by=by, horizon=horizon)
    plan = locked_draft(draft.pk, draft.version if expected_version is None else expected_version)
    plan.template, plan.review_on = proposal.template.id, _review_day(plan, proposal.template)
    _keep_offer(plan, details)
    for target in proposal.targets:
        if target.key in accepted:
            _put_target(plan, target, accepted, details)
    if proposal.anchor and proposal.anchor.key in accepted:
        _put_anchor(plan, proposal.anchor, details)
    if proposal.coping and proposal.coping.key in accepted:
        _put_practice(plan, proposal.coping, details, moment=details["coping_moment"])
    return next_version(plan, "template", "review_on", "offered_minutes", "offered_trips")


def _review_day(plan: CarePlan, template: PlanTemplate) -> date:
    """When the template looks back, held inside the clinic's window."""
    first, last = review_window(plan)
    wished = plan.patient.clinic.today() + timedelta(weeks=template.review_weeks)
    return min(max(wished, first), last)


def _keep_offer(plan: CarePlan, details: Mapping[str, Any]) -> None:
    """What was not said stays as it stands."""
    for name in ("offered_minutes", "offered_trips"):
        if details.get(name) is not None:
            setattr(plan, name, details[name])


def _put_target(
    plan: CarePlan, target: ProposedTarget, accepted: Collection[str], details: Mapping[str, Any]
) -> None:
    chosen = [item for item in target.items if item.key in accepted]
    if len(chosen) > MOST_INTERVENTIONS:
        raise Refused(
            "Three things at most are done for one target. Reject one.",
            field=chosen[MOST_INTERVENTIONS].key,
        )
    goal = details.get(f"goal_{target.key}")
    content = {
        "symptom": target.symptom,
        "measure": target.measure,
        "title": target.name,
        "how": target.how,
        "goal": target.goal if goal is None else goal,
        "by_on": plan.review_on,
    }
    try:
        part = fill_slot(plan, target.key, content)
    except Refused as refusal:
        field = f"goal_{target.key}" if refusal.field == "goal" else target.key
        raise Refused(str(refusal), field=field) from refusal
    Intervention.objects.bulk_create(
        Intervention(part=part, position=place, **usual_intervention(item.therapy))
        for place, item in enumerate(chosen, start=1)
    )


def _put_anchor(plan: CarePlan, practice: ProposedPractice, details: Mapping[str, Any]) -> None:
    _put_practice(
        plan,
        practice,
        details,
        intensity=practice.intensity[:80],
        activity=practice.activity[:80],
        progression=practice.progression[:200],
        bad_day=details["anchor_bad_day"],
    )


def _put_practice(
    plan: CarePlan, practice: ProposedPractice, details: Mapping[str, Any], **more: Any
) -> None:
    dose = usual_dose(practice.therapy) | {
        "times_a_week": details[f"{practice.key}_times"],
        "minutes": details[f"{practice.key}_minutes"],
    }
    how = f"{practice.dose} {practice.therapy.home_how}".strip()
    fill_slot(plan, practice.key, {"title": practice.therapy.name, "how": how, **dose, **more})
