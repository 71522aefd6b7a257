"""The mail that reminds of a follow-up: a clinic, a window, a phone number, a link. Nothing about health."""

from __future__ import annotations

from datetime import date

from integrative.messaging.kinds import Kind, Letter, Unreachable
from integrative.messaging.models import OutboundMessage
from patients.models import Patient
from patients.services.death import DIED

from .links import my_plan_last_day, my_plan_url
from .models import FollowUp
from .services.follow_up import REMINDER

BODY = """\
Hello {name},

It is time for your follow-up visit {window}. Call us at {phone} to arrange it.
If it is arranged already, there is nothing to do.

Your plan, to read again:
{link}
The link works until {last_day}. Whoever has it can read the plan.

{clinic}
{phone}
"""


def obstacle(patient: Patient) -> str:
    """Why this person gets no mail; empty when they do."""
    if patient.deceased_on:
        return DIED
    if not patient.reminders_agreed:
        return "Reminders were not agreed"
    return "" if patient.email else "There is no mail address"


def still_wanted(message: OutboundMessage) -> bool:
    """While the follow-up is open and its window has not gone by."""
    follow_up = (
        FollowUp.objects.open().select_related("patient__clinic").filter(pk=message.subject_id).first()
    )
    return follow_up is not None and follow_up.closes_on >= follow_up.patient.clinic.today()


def write_reminder(message: OutboundMessage) -> Letter:
    """Raises Unreachable."""
    follow_up = FollowUp.objects.select_related("patient__clinic").get(pk=message.subject_id)
    patient, clinic = follow_up.patient, follow_up.patient.clinic
    if why := obstacle(patient):
        raise Unreachable(why)
    today = clinic.today()
    return Letter(
        to=patient.email,
        subject=f"Your follow-up visit, {clinic.name}",
        body=BODY.format(
            name=patient.called,
            window=window_in_words(follow_up.opens_on, follow_up.closes_on),
            phone=clinic.phone,
            link=my_plan_url(follow_up, today=today),
            last_day=f"{my_plan_last_day(follow_up, today):%-d %B %Y}",
            clinic=clinic.name,
        ),
    )


def window_in_words(opens_on: date, closes_on: date) -> str:
    """between 3 December and 17 December 2026."""
    first = f"{opens_on:%-d %B}" if opens_on.year == closes_on.year else f"{opens_on:%-d %B %Y}"
    return f"between {first} and {closes_on:%-d %B %Y}"


FOLLOW_UP_REMINDER = Kind(REMINDER, is_wanted=still_wanted, compose=write_reminder)
