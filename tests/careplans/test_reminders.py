"""The reminder from the ledger to the letter, through the sink."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from careplans.models import CarePlan, FollowUp
from careplans.reminders import window_in_words
from integrative.accounts.models import User
from integrative.celery import app
from integrative.messaging.models import OutboundMessage, SinkMail, Status
from integrative.messaging.services import deliver, sweep
from patients.models import Patient

from .conftest import keep_everything


@pytest.fixture(autouse=True)
def repeated_queries_raise() -> None:
    """Services called one after the other repeat their queries; the watch is for pages."""


@pytest.fixture(autouse=True)
def empty_queue() -> None:
    """Nobody listens here; the hand-over to a worker only has to find the broker."""
    app.control.purge()


@pytest.fixture
def when(follow_up: FollowUp) -> datetime:
    """A minute after the first reminder is due."""
    first = OutboundMessage.objects.about(follow_up.pk).earliest("send_at")
    return first.send_at + timedelta(minutes=1)


def send(when: datetime) -> None:
    sweep(now=when)
    for message in OutboundMessage.objects.filter(status=Status.SENDING):
        deliver(message.pk, now=when)


def states(follow_up: FollowUp) -> list[str]:
    return list(
        OutboundMessage.objects.about(follow_up.pk).order_by("send_at").values_list("status", flat=True)
    )


def test_a_reminder_goes_out_once(follow_up: FollowUp, when: datetime) -> None:
    for _ in range(3):
        send(when)
    letter = SinkMail.objects.get()
    assert letter.to == "dan@mail.example"
    assert states(follow_up) == [Status.SENT, Status.WAITING]


def test_nothing_goes_out_before_its_time(follow_up: FollowUp, when: datetime) -> None:
    send(when - timedelta(minutes=2))
    assert not SinkMail.objects.exists()


def test_the_letter_says_when_whom_to_call_and_where_to_read(
    follow_up: FollowUp, when: datetime, patient: Patient, client: Client
) -> None:
    send(when)
    letter = SinkMail.objects.get()
    window = window_in_words(follow_up.opens_on, follow_up.closes_on)
    assert f"It is time for your follow-up visit {window}. Call us at {patient.clinic.phone}" in letter.body
    assert patient.clinic.name in letter.subject
    path = re.search(r"http://[^/]+(/m/\S+)", letter.body).group(1)
    assert client.get(path).status_code == 200


def test_the_letter_says_nothing_about_health_and_no_surname(
    follow_up: FollowUp, active: CarePlan, when: datetime, patient: Patient
) -> None:
    send(when)
    letter = SinkMail.objects.get()
    text = f"{letter.subject} {letter.body}".lower()
    assert "hello dan," in text
    for part in active.parts.all():
        assert part.title.lower() not in text
    for word in ("okafor", "daniel", "nausea", patient.mrn, "cancer", "1964"):
        assert word.lower() not in text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reminders_agreed": False}, "Reminders were not agreed"),
        ({"email": ""}, "There is no mail address"),
    ],
)
def test_without_consent_or_address_nobody_is_written_to(
    follow_up: FollowUp, when: datetime, patient: Patient, changes: dict[str, object], reason: str
) -> None:
    Patient.objects.filter(pk=patient.pk).update(**changes)
    send(when)
    assert not SinkMail.objects.exists()
    first = OutboundMessage.objects.about(follow_up.pk).earliest("send_at")
    assert (first.status, first.ended_reason) == (Status.UNREACHABLE, reason)


def test_the_dead_are_not_reminded(
    follow_up: FollowUp, when: datetime, patient: Patient, today: date
) -> None:
    Patient.objects.filter(pk=patient.pk).update(deceased_on=today)
    send(when)
    assert not SinkMail.objects.exists()
    assert states(follow_up)[0] == Status.CANCELLED


def test_a_reminder_in_a_workers_hands_is_dropped_when_the_follow_up_took_place(
    follow_up: FollowUp, when: datetime, clinician: User
) -> None:
    sweep(now=when)
    keep_everything(follow_up, by=clinician)
    send(when)
    assert not SinkMail.objects.exists()
    assert states(follow_up) == [Status.CANCELLED, Status.CANCELLED]


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (date(2026, 12, 3), date(2026, 12, 17), "between 3 December and 17 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 11), "between 28 December 2026 and 11 January 2027"),
    ],
)
def test_the_window_in_words(opens: date, closes: date, words: str) -> None:
    assert window_in_words(opens, closes) == words
