"""What becomes of a claimed message: sent once, ended with a reason, or put back for later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from integrative.messaging.mail import message_id_of
from integrative.messaging.models import OutboundMessage, SinkMail, Status
from integrative.messaging.services import MAX_ATTEMPTS, deliver, sweep
from tests.servers import MailServer

from . import letters
from .conftest import Scheduled

pytestmark = pytest.mark.django_db
Delivered = Callable[..., OutboundMessage]


@pytest.fixture
def delivered(scheduled: Scheduled, now: datetime) -> Delivered:
    """Schedules, claims and delivers; the row as it stands afterwards."""

    def take_the_way(**changes: object) -> OutboundMessage:
        message = scheduled(**changes)
        sweep(now=now)
        deliver(message.pk, now=now)
        message.refresh_from_db()
        return message

    return take_the_way


def our_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "messaging"]


def test_a_wanted_reminder_reaches_the_sink(delivered: Delivered, now: datetime) -> None:
    message = delivered()
    letter = SinkMail.objects.get()
    assert (letter.to, letter.subject, letter.clinic_id) == (
        letters.address_of(message),
        "A question for you",
        message.clinic_id,
    )
    assert (message.status, message.sent_at, message.recipient) == (Status.SENT, now, letter.to)
    assert message.lease_until is None


def test_what_is_no_longer_wanted_is_not_sent(scheduled: Scheduled) -> None:
    message = scheduled()
    sweep()
    letters.finish(message.subject_id)
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.ended_reason) == (Status.CANCELLED, "No longer wanted when its time came")
    assert not SinkMail.objects.exists()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (letters.NO_CONSENT, "No consent to mail"),
        (letters.NO_ADDRESS, "There is no mail address"),
    ],
)
def test_who_cannot_be_written_to_is_unreachable(delivered: Delivered, kind: str, reason: str) -> None:
    message = delivered(kind=kind)
    assert (message.status, message.ended_reason) == (Status.UNREACHABLE, reason)


def test_a_kind_that_nobody_answers_for_any_more_fails_with_that_reason(scheduled: Scheduled) -> None:
    message = scheduled()
    OutboundMessage.objects.update(kind="test-retired")
    sweep()
    deliver(message.pk)
    message.refresh_from_db()
    assert message.status == Status.FAILED
    assert "test-retired" in message.ended_reason


@pytest.mark.parametrize("kind", [letters.BROKEN, letters.BROKEN_QUERY])
def test_a_fault_in_a_kind_puts_the_message_back_and_names_nobody(
    delivered: Delivered, now: datetime, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    message = delivered(kind=kind)
    assert (message.status, message.attempts) == (Status.WAITING, 1)
    assert message.try_at == now + timedelta(minutes=1)
    [line] = our_lines(caplog)
    assert "message not sent" in line
    assert letters.address_of(message) not in line


def test_a_message_waits_longer_after_each_attempt_and_is_given_up_after_eight(
    scheduled: Scheduled, now: datetime
) -> None:
    message = scheduled(kind=letters.BROKEN, send_at=now)
    waits = []
    at = now
    for _ in range(MAX_ATTEMPTS):
        sweep(now=at)
        deliver(message.pk, now=at)
        message.refresh_from_db()
        waits.append(message.try_at - at)
        at = message.try_at
    assert waits[:-1] == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60, 60, 60)]
    assert (message.status, message.attempts) == (Status.FAILED, 8)
    assert message.ended_reason == "Not sent after 8 attempts (KeyError)"
    assert message.send_at == now
    assert message in OutboundMessage.objects.backlog(at)


def test_a_message_put_back_is_not_due_before_its_time(delivered: Delivered, now: datetime) -> None:
    delivered(kind=letters.BROKEN)
    assert sweep(now=now + timedelta(seconds=59)) == 0
    assert sweep(now=now + timedelta(seconds=60)) == 1


def test_a_message_that_nobody_claimed_is_not_sent(scheduled: Scheduled) -> None:
    message = scheduled()
    deliver(message.pk)
    message.refresh_from_db()
    assert message.status == Status.WAITING
    assert not SinkMail.objects.exists()


def test_a_second_nudge_sends_nothing(delivered: Delivered) -> None:
    message = delivered()
    deliver(message.pk)
    assert SinkMail.objects.count() == 1


def test_the_sink_keeps_one_copy_of_a_letter_that_comes_twice(delivered: Delivered, now: datetime) -> None:
    message = delivered()
    # The worker died after the letter was taken and before that was written down.
    OutboundMessage.objects.update(status=Status.SENDING, sent_at=None, lease_until=now)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.status == Status.SENT
    assert SinkMail.objects.get().message_id == message_id_of(message.pk)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_message_send_it_once(
    scheduled: Scheduled, mail_by_smtp: MailServer
) -> None:
    message = scheduled()
    sweep()
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        deliver(message.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mail_by_smtp.letters) == 1
    assert OutboundMessage.objects.get().status == Status.SENT


def test_a_mail_server_gets_the_letter(delivered: Delivered, mail_by_smtp: MailServer) -> None:
    message = delivered()
    [letter] = mail_by_smtp.letters
    assert message.status == Status.SENT
    assert letter["To"] == message.recipient
    assert letter["Message-ID"] == message_id_of(message.pk)
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_letter_that_the_ledger_could_not_record_does_not_leave(
    delivered: Delivered, mail_by_smtp: MailServer
) -> None:
    message = delivered(kind=letters.ENDLESS_ADDRESS)
    assert (message.status, message.sent_at) == (Status.WAITING, None)
    assert mail_by_smtp.letters == []


def test_a_mail_server_that_is_down_is_tried_again(
    delivered: Delivered, mail_by_smtp: MailServer, now: datetime
) -> None:
    mail_by_smtp.stop()
    message = delivered()
    assert (message.status, message.attempts) == (Status.WAITING, 1)
    mail_by_smtp.start()
    sweep(now=message.try_at)
    deliver(message.pk, now=message.try_at)
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.SENT, 2)
    assert len(mail_by_smtp.letters) == 1


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        ("550 No such person", Status.UNREACHABLE, "The mail server does not take this address"),
        ("451 Try again later", Status.WAITING, ""),
    ],
)
def test_a_refused_address_ends_the_message_and_a_busy_one_waits(
    delivered: Delivered,
    mail_by_smtp: MailServer,
    caplog: pytest.LogCaptureFixture,
    answer: str,
    status: Status,
    reason: str,
) -> None:
    mail_by_smtp.answer_to_recipient = answer
    message = delivered()
    assert (message.status, message.ended_reason) == (status, reason)
    assert not any(letters.address_of(message) in line for line in our_lines(caplog))
