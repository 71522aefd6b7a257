"""The next version of a plan, drafted from what was decided at its follow-up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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
    ParkedItem,
    PlanPart,
    TargetReading,
)
from .parking import as_it_stood
from .plan import open_plan_draft, refuse_day_outside

HALF = Decimal("0.5")
RARELY = Decimal("0.01")
LONGEST_REASON = 300
PART_CHANGES = ("baseline", "baseline_on", "goal", "by_on", "how", "minutes", "times_a_week")
INTERVENTION_CHANGES = ("times_a_week", "sessions")


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
    _Drafting(draft, follow_up, by).apply()
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


class _Drafting:
    """The copies in the draft, read once and written once."""

    def __init__(self, draft: CarePlan, follow_up: FollowUp, by: User) -> None:
        self.draft, self.follow_up, self.by = draft, follow_up, by
        self.parts = {part.slot: part for part in draft.parts.prefetch_related("interventions")}
        self.interventions = {
            (slot, each.position): each
            for slot, part in self.parts.items()
            for each in part.interventions.all()
        }
        self.parked: list[tuple[PlanPart | Intervention, str]] = []

    def apply(self) -> None:
        for reading in self.follow_up.readings.select_related("part"):
            _start_from(self.parts[reading.part.slot], reading)
        for part in self.parts.values():
            _look_ahead(part, self.draft)
        for decision in self.follow_up.decisions.select_related("part", "intervention__part"):
            self._apply(decision)
        PlanPart.objects.bulk_update(self.parts.values(), PART_CHANGES)
        Intervention.objects.bulk_update(self.interventions.values(), INTERVENTION_CHANGES)
        self._park()

    def _apply(self, decision: FollowUpDecision) -> None:
        row = self._copy_of(decision)
        match decision.decision:
            case Decision.STOP:
                self.parked.append((row, _why(decision)))
            case Decision.NOT_STARTED if isinstance(row, PlanPart) and row.bad_day:
                row.how, row.minutes = row.bad_day, None
            case Decision.NOT_STARTED:
                self.parked.append((row, f"Not started. {_why(decision)}"))
            case Decision.TAPER if row.times_a_week:
                row.times_a_week = max(round(row.times_a_week * HALF, 2), RARELY)
            case Decision.KEEP if isinstance(row, Intervention) and row.sessions and decision.sessions_done:
                # What is left of the trial; a trial that is over and kept is one no longer.
                row.sessions = max(row.sessions - decision.sessions_done, 0) or None

    def _copy_of(self, decision: FollowUpDecision) -> PlanPart | Intervention:
        row = decision.part or decision.intervention
        if isinstance(row, PlanPart):
            return self.parts[row.slot]
        if isinstance(row, Intervention):
            return self.interventions[row.part.slot, row.position]
        raise ValueError("A decision is about one item")

    def _park(self) -> None:
        ParkedItem.objects.bulk_create(
            ParkedItem(
                patient=self.follow_up.patient,
                from_plan=self.follow_up.plan,
                title=row.title,
                reason=reason[:LONGEST_REASON],
                was=as_it_stood(row),
                parked_by=self.by,
            )
            for row, reason in self.parked
        )
        keys = [row.pk for row, _ in self.parked]
        Intervention.objects.filter(pk__in=keys).delete()
        PlanPart.objects.filter(pk__in=keys).delete()


def _start_from(part: PlanPart, reading: TargetReading) -> None:
    """Where it stands now is the new start. A goal that was passed stays where it is held."""
    part.baseline, part.baseline_on = reading.value, reading.taken_on
    if part.goal is not None:
        best = max if Measure(part.measure).higher_is_better else min
        part.goal = best(part.goal, reading.value)


def _look_ahead(part: PlanPart, draft: CarePlan) -> None:
    """A day that will have gone by at the look back moves there."""
    if part.by_on and draft.review_on and part.by_on < draft.review_on:
        part.by_on = draft.review_on


def _why(decision: FollowUpDecision) -> str:
    """In the words given, else the reason chosen, else the rule that suggested it."""
    because = decision.get_because_display() if decision.because else ""
    said = ": ".join(filter(None, [because, decision.why or decision.side_effect]))
    return said or decision.rule or decision.get_decision_display()
