"""The links a patient opens without an account: the plan to read, and this week's check-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from integrative.accounts.links import LinkExpired, LinkInvalid, Purpose, make_token, read_token
from integrative.accounts.models import Clinic

from .models import CarePlan, FollowUp
from .services.check_in import monday_of

# A plan is still read while the follow-up is being arranged.
READABLE_AFTER_WINDOW = timedelta(days=14)


class PlanLinkExpired(LinkExpired):
    """After its last day; `clinic` is whom to call."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__()
        self.clinic = clinic


class PlanLinkRests(LinkInvalid):
    """The person has died: nobody is asked for anything; `clinic` is whom to call."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__()
        self.clinic = clinic


@dataclass(frozen=True)
class PlanLink:
    plan: CarePlan
    last_day: date


def my_plan_url(follow_up: FollowUp, *, today: date) -> str:
    token = make_token(
        Purpose.MY_PLAN, subject_id=follow_up.plan_id, last_day=my_plan_last_day(follow_up, today)
    )
    return _absolute("careplans:my_plan", token)


def my_plan_last_day(follow_up: FollowUp, today: date) -> date:
    return max(follow_up.closes_on, today) + READABLE_AFTER_WINDOW


def check_in_url(plan: CarePlan, *, today: date) -> str:
    """The check-in of this week. It works until Sunday."""
    token = make_token(Purpose.CHECK_IN, subject_id=plan.pk, last_day=sunday_of(today))
    return _absolute("careplans:check_in", token)


def sunday_of(day: date) -> date:
    return monday_of(day) + timedelta(days=6)


def open_link(purpose: Purpose, token: str) -> PlanLink:
    """The plan that a link was made for. Raises LinkInvalid, PlanLinkExpired, PlanLinkRests."""
    # Whose wall the last day ends on is known only once the link is read.
    link = read_token(purpose, token, today=date.min)
    plan = _plan(link.subject_id)
    if plan.patient.deceased_on:
        raise PlanLinkRests(plan.patient.clinic)
    if plan.patient.clinic.today() > link.last_day:
        raise PlanLinkExpired(plan.patient.clinic)
    return PlanLink(plan, link.last_day)


def _plan(plan_id: UUID) -> CarePlan:
    plan = CarePlan.objects.select_related("patient__clinic").filter(pk=plan_id).first()
    if plan is None:
        raise LinkInvalid
    return plan


def _absolute(name: str, token: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs={'token': token})}"
