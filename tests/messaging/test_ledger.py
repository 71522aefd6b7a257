"""Scheduling and cancelling, and what the table itself refuses."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from integrative.accounts.keys import uuid7
from integrative.messaging.kinds import Kind, UnknownKind, register
from integrative.messaging.models import OutboundMessage, Status
from integrative.messaging.services import cancel, deliver, sweep

from .conftest import Scheduled
from .letters import BROKEN, REMINDER, is_unfinished, remind

pytestmark = pytest.mark.django_db


def test_the_same_reminder_asked_for_twice_is_one_row(scheduled: Scheduled) -> None:
    subject = uuid7()
    assert scheduled(subject_id=subject) == scheduled(subject_id=subject)
    assert OutboundMessage.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"occurrence": date(2026, 11, 27)},
        {"kind": BROKEN},
        {"subject_id": uuid7()},
        {"send_at": datetime.fromisoformat("2026-12-24T09:00:00+00:00")},
    ],
)
def test_another_day_kind_subject_or_time_is_another_reminder(
    scheduled: Scheduled, change: dict[str, object]
) -> None:
    subject = uuid7()
    first = scheduled(subject_id=subject)
    assert scheduled(**{"subject_id": subject} | change) != first


def test_a_sent_reminder_is_not_sent_again_when_it_is_asked_for_again(scheduled: Scheduled) -> None:
    subject = uuid7()
    message = scheduled(subject_id=subject)
    sweep()
    deliver(message.pk)
    again = scheduled(subject_id=subject)
    assert (again.pk, again.status) == (message.pk, Status.SENT)
    assert sweep() == 0


def test_a_cancelled_reminder_can_be_asked_for_anew(scheduled: Scheduled) -> None:
    subject = uuid7()
    cancelled = scheduled(subject_id=subject)
    cancel(subject_id=subject, reason="Visit moved")
    anew = scheduled(subject_id=subject)
    assert anew != cancelled
    assert anew.status == Status.WAITING


def test_a_misspelt_kind_is_refused_when_it_is_scheduled(scheduled: Scheduled) -> None:
    with pytest.raises(UnknownKind, match="test-remindr"):
        scheduled(kind="test-remindr")


def test_a_kind_has_one_author() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(Kind(REMINDER, is_wanted=is_unfinished, compose=remind))


@pytest.mark.django_db(transaction=True)
def test_two_people_scheduling_at_once_make_one_row(scheduled: Scheduled) -> None:
    subject = uuid7()
    together = threading.Barrier(4)
    keys = []

    def ask() -> None:
        together.wait()
        keys.append(scheduled(subject_id=subject).pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 4
    assert len(set(keys)) == OutboundMessage.objects.count() == 1


def test_cancelling_ends_what_waits_and_says_why(scheduled: Scheduled) -> None:
    subject = uuid7()
    first, other_kind = scheduled(subject_id=subject), scheduled(subject_id=subject, kind=BROKEN)
    someone_else = scheduled()
    assert cancel(subject_id=subject, reason="Visit took place") == 2
    for message in (first, other_kind):
        message.refresh_from_db()
        assert (message.status, message.ended_reason) == (Status.CANCELLED, "Visit took place")
    someone_else.refresh_from_db()
    assert someone_else.status == Status.WAITING


def test_cancelling_one_kind_leaves_the_others(scheduled: Scheduled) -> None:
    subject = uuid7()
    scheduled(subject_id=subject)
    kept = scheduled(subject_id=subject, kind=BROKEN)
    assert cancel(subject_id=subject, kind=REMINDER, reason="Answered") == 1
    assert OutboundMessage.objects.about(subject).open().get() == kept


def test_cancelling_does_not_touch_what_a_worker_holds(scheduled: Scheduled) -> None:
    message = scheduled()
    sweep()
    assert cancel(subject_id=message.subject_id, reason="Answered") == 0


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "parked"}, "outbound_status_is_known"),
        ({"channel": "pigeon"}, "outbound_channel_is_known"),
        ({"status": "sending"}, "outbound_lease_only_while_sending"),
        ({"lease_until": "2026-11-20T09:00Z"}, "outbound_lease_only_while_sending"),
        ({"status": "sent", "recipient": "a@b.example"}, "outbound_sent_says_when_and_to_whom"),
        ({"status": "sent", "sent_at": "2026-11-20T09:00Z"}, "outbound_sent_says_when_and_to_whom"),
        ({"sent_at": "2026-11-20T09:00Z"}, "outbound_sent_says_when_and_to_whom"),
        ({"status": "cancelled"}, "outbound_unsent_end_has_a_reason"),
        ({"status": "failed"}, "outbound_unsent_end_has_a_reason"),
        ({"status": "unreachable"}, "outbound_unsent_end_has_a_reason"),
    ],
)
def test_the_table_refuses(scheduled: Scheduled, change: dict[str, str], constraint: str) -> None:
    message = scheduled()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutboundMessage.objects.filter(pk=message.pk).update(**change)


def test_the_table_refuses_a_second_standing_row(scheduled: Scheduled) -> None:
    second = scheduled()
    second.pk = None
    with pytest.raises(IntegrityError, match="outbound_one_standing"), transaction.atomic():
        second.save(force_insert=True)


def test_the_backlog_is_what_is_late_or_was_given_up(scheduled: Scheduled, now: datetime) -> None:
    late = scheduled(send_at=now - timedelta(minutes=16))
    given_up = scheduled(send_at=now - timedelta(days=29))
    long_ago = scheduled(send_at=now - timedelta(days=31))
    for failed in (given_up, long_ago):
        failed.status, failed.ended_reason = Status.FAILED, "Not sent"
        failed.save()
    scheduled(send_at=now - timedelta(minutes=14))
    scheduled(send_at=now + timedelta(days=1))
    cancelled = scheduled(send_at=now - timedelta(days=1))
    cancel(subject_id=cancelled.subject_id, reason="Answered")
    assert set(OutboundMessage.objects.backlog(now)) == {late, given_up}


@pytest.mark.parametrize(("person", "count"), [("navigator", 1), ("other_clinic", 0)])
def test_messages_are_seen_by_their_clinic_only(
    scheduled: Scheduled, staff: SimpleNamespace, person: str, count: int
) -> None:
    scheduled()
    assert OutboundMessage.objects.visible_to(getattr(staff, person)).count() == count
