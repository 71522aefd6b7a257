"""The next version of a plan, drafted from what was decided at its follow-up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User

from ..models import (
    CarePlan,
    Decision,
    FollowUp,
    FollowUpDecision,
    Intervention,
    Measure,
    PlanPart,
    Slot,
    TargetReading,
)
from .parking import park_intervention, park_part
from .plan import open_plan_draft, refuse_day_outside

HALF = Decimal("0.5")
RARELY = Decimal("0.01")
LONGEST_REASON = 300


@transaction.atomic
def draft_next_version(
    *, follow_up_id: UUID, by: User, review_on: date | None = None, one_thing: str | None = None
) -> CarePlan:
    """A draft with the decisions of a completed follow-up applied to what stands in its plan: kept and
    adjusted things as they are, tapered ones half as often, stopped ones parked with the reason, what was
    not started in its bad-day version or parked. It starts from where the measures stand now.

    In: the day of the next look back, by default the last of the window; `one_thing`, by default as it was.
    Raises Refused when the follow-up has no decisions yet, another plan counts by now, or a next version is
    being written or signed already.
    """
    follow_up = FollowUp.objects.select_related("patient__clinic", "plan").get(pk=follow_up_id)
    _refuse_unready(follow_up)
    draft = open_plan_draft(patient=follow_up.patient, by=by, horizon=follow_up.plan.horizon)
    if review_on:
        refuse_day_outside(draft, review_on)
        draft.review_on = review_on
    if one_thing is not None:
        draft.one_thing = one_thing
    draft.save(update_fields=["review_on", "one_thing"])
    for reading in follow_up.readings.select_related("part"):
        _start_from(draft, reading)
    _look_ahead(draft)
    for decision in follow_up.decisions.select_related("part", "intervention__part"):
        _apply(draft, decision, by)
    draft.refresh_from_db()
    return draft


def being_prepared(plan: CarePlan) -> CarePlan | None:
    """The next version that somebody writes or signed already, if there is one."""
    others = CarePlan.objects.of(plan.patient).filter(horizon=plan.horizon)
    return (others.drafts() | others.waiting_for_signature()).first()


def _refuse_unready(follow_up: FollowUp) -> None:
    plan = follow_up.plan
    if follow_up.completed_on is None:
        raise Refused("Nothing was decided at this follow-up yet.")
    if plan.status != CarePlan.Status.ACTIVE:
        raise Refused("Another plan counts by now.")
    if there := being_prepared(plan):
        raise Refused(f"{there} is being prepared already. Open it, or leave the next version out here.")


def _start_from(draft: CarePlan, reading: TargetReading) -> None:
    """Where it stands now is the new start. A goal that is reached stays where it is held."""
    part = draft.parts.get(slot=reading.part.slot)
    part.baseline, part.baseline_on = reading.value, reading.taken_on
    if part.goal is not None:
        best = max if Measure(part.measure).higher_is_better else min
        part.goal = best(part.goal, reading.value)
    part.save(update_fields=["baseline", "baseline_on", "goal"])


def _look_ahead(draft: CarePlan) -> None:
    """A day that will have gone by at the look back moves there."""
    draft.parts.filter(by_on__isnull=False, by_on__lt=draft.review_on).update(by_on=draft.review_on)


def _apply(draft: CarePlan, decision: FollowUpDecision, by: User) -> None:
    row = _its_copy(draft, decision)
    match decision.decision:
        case Decision.STOP:
            _park(draft, row, _why(decision), by)
        case Decision.NOT_STARTED if isinstance(row, PlanPart) and row.bad_day:
            _save(row, how=row.bad_day, minutes=None)
        case Decision.NOT_STARTED:
            _park(draft, row, f"Not started. {_why(decision)}"[:LONGEST_REASON], by)
        case Decision.TAPER if row.times_a_week:
            _save(row, times_a_week=max(round(row.times_a_week * HALF, 2), RARELY))
        case Decision.KEEP if isinstance(row, Intervention) and row.sessions and decision.sessions_done:
            # What is left of the trial; a trial that is over and kept is one no longer.
            _save(row, sessions=max(row.sessions - decision.sessions_done, 0) or None)


def _its_copy(draft: CarePlan, decision: FollowUpDecision) -> PlanPart | Intervention:
    if decision.part:
        return draft.parts.get(slot=decision.part.slot)
    was = decision.intervention
    return Intervention.objects.get(part__plan=draft, part__slot=was.part.slot, position=was.position)


def _park(draft: CarePlan, row: PlanPart | Intervention, reason: str, by: User) -> None:
    draft.refresh_from_db(fields=["version"])
    told: dict[str, Any] = {
        "plan_id": draft.pk,
        "expected_version": draft.version,
        "by": by,
        "reason": reason[:LONGEST_REASON],
    }
    if isinstance(row, PlanPart):
        park_part(slot=Slot(row.slot), **told)
    else:
        park_intervention(intervention_id=row.pk, **told)


def _why(decision: FollowUpDecision) -> str:
    """In the words given, else the reason chosen, else the rule that suggested it."""
    because = decision.get_because_display() if decision.because else ""
    said = ": ".join(filter(None, [because, decision.why or decision.side_effect]))
    return said or decision.rule or decision.get_decision_display()


def _save(row: PlanPart | Intervention, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
