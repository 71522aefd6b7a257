"""Writing a plan in its slots."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.ui.days import work_day
from patients.events import record_about
from patients.models import Patient
from symptoms.models import Consultation

from ..models import CarePlan, Horizon, Measure, PlanPart, Slot
from ..models.dose import MINUTES_A_WEEK
from ..starts import HIGHEST, WORSE, is_worse, start_of
from ..windows import window_of
from .copying import copy_content
from .doses import refuse_unfit_dose
from .locking import locked_draft, next_version

MOST_TRIPS = 60


@transaction.atomic
def open_plan_draft(*, patient: Patient, by: User, horizon: str = Horizon.WEEKS) -> CarePlan:
    """The unfinished plan of this patient and horizon, or a new one after the latest signed map.

    A new one begins with what stands in the active plan, to be changed rather than typed again.
    Raises Refused while a signed one waits for its second signature.
    """
    Patient.objects.select_for_update().get(pk=patient.pk)
    plans = CarePlan.objects.of(patient).filter(horizon=horizon)
    if draft := plans.drafts().first():
        return draft
    if waiting := plans.waiting_for_signature().first():
        raise Refused(f"{waiting} waits for a second signature. It is signed too or returned first.")
    active = plans.active().first()
    draft = CarePlan.objects.create(
        patient=patient,
        horizon=horizon,
        number=(plans.aggregate(last=Max("number"))["last"] or 0) + 1,
        consultation=Consultation.objects.of(patient).signed().newest_first().first(),
        written_by=by,
        one_thing=active.one_thing if active else "",
        offered_minutes=active.offered_minutes if active else None,
        offered_trips=active.offered_trips if active else None,
        # Versions go on counting, so that a page of the plan before is stale here.
        version=active.version + 1 if active else 1,
    )
    draft.review_on = review_window(draft)[1]
    draft.save(update_fields=["review_on"])
    if active:
        copy_content(active, to=draft)
    record_about(patient, by=by, verb="started plan", subject=draft)
    return draft


@transaction.atomic
def save_part(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    slot: str,
    start_anew: bool = False,
    once: UUID | None = None,
    **content: Any,
) -> PlanPart:
    """Fill a slot, or change what stands in it. In: the fields of PlanPart; a `baseline` counts only where
    the record has none, and `start_anew` takes the newest of the record for one that stands.

    Raises Stale, AlreadySaved; Refused when the plan is signed, the slot is none of the four, a goal is
    worse than its start, a dose does not fit a week, or two targets name one symptom.
    """
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    part = fill_slot(plan, slot, content, start_anew=start_anew)
    next_version(plan)
    return part


def fill_slot(plan: CarePlan, slot: str, content: dict[str, Any], *, start_anew: bool = False) -> PlanPart:
    """The same in a draft that is held already; its version is counted by the caller."""
    if slot not in Slot.values:
        raise Refused("A plan has one or two symptom targets, one lifestyle anchor and one coping practice.")
    if Slot(slot).is_target:
        content.setdefault("measure", Measure.SCORE)
    content |= _start(plan, slot, content, start_anew=start_anew)
    _refuse_unfit(plan, Slot(slot), content)
    part = PlanPart.objects.filter(plan=plan, slot=slot).first() or PlanPart(plan=plan, slot=slot)
    for name, value in content.items():
        setattr(part, name, value)
    part.save()
    return part


@transaction.atomic
def drop_part(
    *, plan_id: UUID, expected_version: int | None, by: User, slot: str, once: UUID | None = None
) -> CarePlan:
    """Empty a slot. Raises Stale, AlreadySaved, Refused when the plan is active."""
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    plan.parts.filter(slot=slot).delete()
    return next_version(plan)


@transaction.atomic
def save_one_thing(
    *, plan_id: UUID, expected_version: int | None, by: User, one_thing: str, once: UUID | None = None
) -> CarePlan:
    """What to do if only one thing gets done. Raises Stale, AlreadySaved, Refused when the plan is active."""
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    plan.one_thing = one_thing
    return next_version(plan, "one_thing")


@transaction.atomic
def save_frame(
    *,
    plan_id: UUID,
    expected_version: int | None,
    by: User,
    offered_minutes: int | None,
    offered_trips: int | None,
    review_on: date,
    once: UUID | None = None,
) -> CarePlan:
    """What the person offered, None for not asked, and the day to look back.

    Raises Stale, AlreadySaved; Refused when the plan is signed or the day lies outside the window.
    """
    spend(once)
    plan = locked_draft(plan_id, expected_version)
    if offered_minutes is not None and not 0 <= offered_minutes <= MINUTES_A_WEEK:
        raise Refused("This is more time than a week has.", field="offered_minutes")
    if offered_trips is not None and not 0 <= offered_trips <= MOST_TRIPS:
        raise Refused(f"Choose a number from 0 to {MOST_TRIPS}.", field="offered_trips")
    refuse_day_outside(plan, review_on)
    plan.offered_minutes, plan.offered_trips, plan.review_on = offered_minutes, offered_trips, review_on
    return next_version(plan, "offered_minutes", "offered_trips", "review_on")


def review_window(plan: CarePlan) -> tuple[date, date]:
    """The first and the last day for the look back, were the plan activated today."""
    clinic = plan.patient.clinic
    opens, closes = window_of(plan, clinic)
    return clinic.today() + timedelta(weeks=opens), clinic.today() + timedelta(weeks=closes)


def refuse_day_outside(plan: CarePlan, review_on: date) -> None:
    first, last = review_window(plan)
    if not first <= review_on <= last:
        raise Refused(
            f"Choose a day from {work_day(first)} to {work_day(last)}, the clinic's window.",
            field="review_on",
        )


def _start(plan: CarePlan, slot: str, content: dict[str, Any], *, start_anew: bool) -> dict[str, Any]:
    """Where it starts, from the record; nothing for what is not measured."""
    if not content.get("measure"):
        return {"baseline": None, "baseline_on": None, "goal": None}
    return start_of(plan, slot, content, start_anew=start_anew)


def _refuse_unfit(plan: CarePlan, slot: Slot, content: dict[str, Any]) -> None:
    refuse_unfit_dose(content)
    baseline, goal, by_on = content.get("baseline"), content.get("goal"), content.get("by_on")
    if not content.get("measure"):
        return
    measure = Measure(content["measure"])
    if (goal is None and slot.is_target) or not 0 <= (goal or 0) <= HIGHEST[measure]:
        raise Refused(f"Choose a goal from 0 to {HIGHEST[measure]:,}.", field="goal")
    if baseline is not None and goal is not None and is_worse(goal, baseline, measure):
        raise Refused(WORSE[measure], field="goal")
    if slot.is_target:
        _refuse_unfit_target(plan, slot, content, by_on)


def _refuse_unfit_target(plan: CarePlan, slot: Slot, content: dict[str, Any], by_on: date | None) -> None:
    today = plan.patient.clinic.today()
    if by_on is None or not today < by_on <= today + timedelta(days=366):
        raise Refused("Choose a day to come, within a year.", field="by_on")
    if plan.parts.exclude(slot=slot).filter(symptom=content.get("symptom")).exists():
        raise Refused("The other target is about the same symptom.", field="symptom")
