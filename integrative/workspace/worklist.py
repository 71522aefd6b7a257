"""Tasks of one person, derived from what stands open; nothing is kept in a second list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from careplans.addresses import address_end
from careplans.caregiver_plans import caregiver_plans_due
from careplans.models import Horizon
from careplans.queries import plans_given_back, plans_to_cosign
from careplans.survivorship import checks_due
from integrative.accounts.models import User
from patients.models import Patient
from referrals.presenters import HAS_DIED, TimeLeft
from symptoms.product_queries import product_days_due
from symptoms.red_flag_queries import seen_not_done, unseen_for_clinician

from .queries import calls_due, my_follow_ups_due, referrals_waiting_for, unfinished_maps


@dataclass(frozen=True)
class Task:
    """What, about whom, until when, and the page on which it is done."""

    what: str
    patient: Patient
    due_on: date
    left: TimeLeft
    url: str
    action: str


def tasks_of(user: User, today: date) -> list[Task]:
    """Everything that waits for this person, due first."""
    tasks = [
        *_flags(user, today),
        *_follow_ups(user, today),
        *_signatures(user, today),
        *_late_effects(user, today),
        *_caregiver_plans(user, today),
        *_calls(user, today),
        *_maps(user, today),
        *_referrals(user, today),
        *_product_days(user, today),
    ]
    return sorted(tasks, key=lambda task: (task.due_on, task.patient.family_name, str(task.patient.pk)))


def _flags(user: User, today: date) -> Iterator[Task]:
    for flag in (*unseen_for_clinician(user), *seen_not_done(user)):
        what = f"Red flag, {flag.get_urgency_display().lower()}: {flag}"
        due_on = flag.due_at.astimezone(flag.patient.clinic.zone).date()
        yield _task(what, flag, due_on, today, "symptoms:flags", "Open")


def _follow_ups(user: User, today: date) -> Iterator[Task]:
    for due in my_follow_ups_due(user, today):
        what = f"Follow-up of plan {due.plan.number}"
        task = _task(what, due, due.closes_on, today, "careplans:follow_up", "Start")
        yield replace(task, url=task.url + address_end(Horizon(due.plan.horizon)))


def _signatures(user: User, today: date) -> Iterator[Task]:
    for plan in plans_to_cosign(user):
        signed_on = plan.signed_at.astimezone(plan.patient.clinic.zone).date()
        what = f"Second signature on plan {plan.number}"
        task = _task(what, plan, signed_on, today, "careplans:plan", "Read")
        yield replace(task, url=reverse("careplans:cosign", args=[plan.patient_id, plan.pk]))
    for plan in plans_given_back(user):
        written_on = plan.written_at.astimezone(plan.patient.clinic.zone).date()
        task = _task(f"Plan {plan.number} was returned", plan, written_on, today, "careplans:plan", "Go on")
        yield replace(task, url=task.url + address_end(Horizon(plan.horizon)))


def _late_effects(user: User, today: date) -> Iterator[Task]:
    for due in checks_due(user, today):
        what = f"Late effect to look at: {due} ({due.get_who_display().lower()})"
        if due.next_on:
            yield _task(what, due, due.next_on, today, "careplans:survivorship", "Open")


def _caregiver_plans(user: User, today: date) -> Iterator[Task]:
    for due in caregiver_plans_due(user, today):
        what = f"Look back with {due.caregiver} on their own plan"
        task = _task(what, due, due.review_on, today, "patients:caregivers", "Open")
        yield replace(task, url=reverse("careplans:caregiver_plan", args=[due.patient_id, due.caregiver_id]))


def _calls(user: User, today: date) -> Iterator[Task]:
    for due in calls_due(user):
        what = "Call about the follow-up; no reminder could be sent"
        task = _task(what, due, due.closes_on, today, "careplans:follow_up", "Open")
        yield replace(task, url=task.url + address_end(Horizon(due.plan.horizon)))


def _maps(user: User, today: date) -> Iterator[Task]:
    for draft in unfinished_maps(user):
        yield _task("Finish the consultation map", draft, draft.visit_on, today, "symptoms:map", "Continue")


def _referrals(user: User, today: date) -> Iterator[Task]:
    for referral in referrals_waiting_for(user, today):
        yield Task(
            what=f"{referral.service}: {referral.get_status_display().lower()}",
            patient=referral.patient,
            due_on=referral.due_on,
            left=TimeLeft.of(referral, today, has_died=bool(referral.patient.deceased_on)),
            url=reverse("referrals:detail", args=[referral.pk]),
            action="Open",
        )


def _product_days(user: User, today: date) -> Iterator[Task]:
    for decision, day in product_days_due(user, today):
        what = "start it again?" if day == decision.restart_on else "was it stopped?"
        yield _task(f"{decision.product}: {what}", decision, day, today, "symptoms:products", "Ask")


def _task(what: str, about: Any, due_on: date, today: date, place: str, action: str) -> Task:
    url = reverse(place, args=[about.patient_id])
    left = TimeLeft.between(today, due_on)
    if about.patient.deceased_on:
        left = TimeLeft(left.days, HAS_DIED)
    return Task(what, about.patient, due_on, left, url, action)
