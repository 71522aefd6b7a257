"""The follow-up and its reminders: planned with the plan, called off with it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from integrative.accounts.models import Clinic
from integrative.messaging.services import cancel, schedule
from patients.models import Patient

from ..models import CarePlan, FollowUp
from ..windows import window_of

REMINDER = "follow-up-reminder"
SEND_AT = time(9, 0)


def follow_up_after(*, plan: CarePlan, patient: Patient, activated_on: date) -> FollowUp:
    """The follow-up in the plan's window after activation; not saved. A day that was agreed before a second
    signature came stays the day."""
    opens, closes = window_of(plan, patient.clinic)
    opens_on = activated_on + timedelta(weeks=opens)
    return FollowUp(
        patient=patient,
        plan=plan,
        opens_on=min(opens_on, plan.review_on or opens_on),
        closes_on=activated_on + timedelta(weeks=closes),
    )


def plan_follow_up(*, plan: CarePlan, patient: Patient, activated_on: date) -> FollowUp:
    """The follow-up of an active plan with its reminders. Call inside the transaction that activates the
    plan."""
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
    """A week before the day agreed, and before that when the window opens."""
    agreed = follow_up.plan.review_on or follow_up.closes_on
    week_before = agreed - timedelta(weeks=1)
    return sorted({min(follow_up.opens_on, week_before), week_before})


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
