"""The follow-up and its reminders: planned with the plan, called off with it, done once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import Clinic, User
from integrative.accounts.services import spend
from integrative.messaging.services import cancel, schedule
from patients.events import record_about
from patients.models import Patient

from ..models import CarePlan, FollowUp, FollowUpDecision, Horizon

REMINDER = "follow-up-reminder"
SEND_AT = time(9, 0)
# A quarterly check-in; completing it drafts the next version, whose activation opens the next quarter.
QUARTERLY = (12, 14)


def window_of(plan: CarePlan, clinic: Clinic) -> tuple[int, int]:
    """After how many weeks the follow-up of a plan opens and closes: the clinic's window, or the quarter
    of a survivorship plan."""
    if plan.horizon == Horizon.SURVIVORSHIP:
        return QUARTERLY
    return clinic.follow_up_opens_weeks, clinic.follow_up_closes_weeks


def follow_up_after(*, plan: CarePlan, patient: Patient, activated_on: date) -> FollowUp:
    """The follow-up in the plan's window after activation; not saved."""
    opens, closes = window_of(plan, patient.clinic)
    return FollowUp(
        patient=patient,
        plan=plan,
        opens_on=activated_on + timedelta(weeks=opens),
        closes_on=activated_on + timedelta(weeks=closes),
    )


def plan_follow_up(*, plan: CarePlan, patient: Patient, activated_on: date) -> FollowUp:
    """The follow-up of an active plan, a reminder when its window opens and one a week before it
    closes. Call inside the transaction that activates the plan."""
    clinic = patient.clinic
    follow_up = follow_up_after(plan=plan, patient=patient, activated_on=activated_on)
    follow_up.save()
    for day in reminder_days(follow_up):
        schedule(
            clinic_id=clinic.pk,
            kind=REMINDER,
            subject_id=follow_up.pk,
            patient_id=patient.pk,
            occurrence=day,
            send_at=morning_of(day, clinic),
        )
    return follow_up


def reminder_days(follow_up: FollowUp) -> list[date]:
    """When the window opens, and a week before it closes if that is later."""
    return sorted({follow_up.opens_on, max(follow_up.opens_on, follow_up.closes_on - timedelta(weeks=1))})


def morning_of(day: date, clinic: Clinic) -> datetime:
    """Nine in the morning on the clinic's clock."""
    return datetime.combine(day, SEND_AT, tzinfo=clinic.zone)


def cancel_follow_up(*, plan: CarePlan, on: date, reason: str) -> None:
    """Call off an open follow-up and what was still to be sent for it."""
    follow_up = FollowUp.objects.select_for_update().open().filter(plan=plan).first()
    if follow_up:
        follow_up.cancelled_on = on
        follow_up.save(update_fields=["cancelled_on"])
        cancel(subject_id=follow_up.pk, reason=reason)


@transaction.atomic
def complete_follow_up(
    *,
    follow_up_id: UUID,
    by: User,
    decisions: dict[UUID, dict[str, Any]],
    note: str = "",
    plan_version: int | None = None,
    once: UUID | None = None,
) -> FollowUp:
    """What was decided for each part of the plan; reminders still waiting are called off.

    In: part key -> {"decision", "score_now", "why"}; `plan_version` is the plan that was looked back on.
    Raises Stale when another plan took its place; Refused when the follow-up is done or called off
    already, or a part has no decision; AlreadySaved.
    """
    spend(once)
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("patient__clinic", "plan")
        .get(pk=follow_up_id)
    )
    if plan_version is not None and follow_up.plan.version != plan_version:
        raise Stale("The plan")
    if not follow_up.is_open:
        raise Refused("This follow-up is already closed.")
    parts = set(follow_up.plan.parts.values_list("pk", flat=True))
    if set(decisions) != parts:
        raise Refused("Decide on every part of the plan: keep, adjust, taper, stop or not started.")
    FollowUpDecision.objects.bulk_create(
        FollowUpDecision(follow_up=follow_up, part_id=part, **decision)
        for part, decision in decisions.items()
    )
    patient = follow_up.patient
    follow_up.completed_on, follow_up.completed_by, follow_up.note = patient.clinic.today(), by, note
    follow_up.save(update_fields=["completed_on", "completed_by", "note"])
    cancel(subject_id=follow_up.pk, reason="the follow-up took place")
    record_about(
        patient,
        by=by,
        verb="completed follow-up",
        subject=follow_up,
    )
    return follow_up
