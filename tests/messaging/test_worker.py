"""The whole way with a real Celery worker: claimed here, sent there, and what happens when it dies midway."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from integrative.celery import app
from integrative.messaging.mail import message_id_of
from integrative.messaging.models import Beat, OutboundMessage, SinkMail, Status
from integrative.messaging.services import LEASE, cancel, sweep
from tests.servers import MailServer, Worker, wait_until

from . import letters
from .conftest import Scheduled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def status_of(message: OutboundMessage) -> Status:
    return Status(OutboundMessage.objects.filter(pk=message.pk).values_list("status", flat=True)[0])


def after_the_lease() -> datetime:
    return timezone.now() + LEASE


def test_due_messages_are_sent_once_each(celery_worker: Worker, scheduled: Scheduled) -> None:
    messages = [scheduled() for _ in range(5)]
    assert sweep() == 5
    wait_until(lambda: not OutboundMessage.objects.open().exists())
    sent = set(SinkMail.objects.values_list("message_id", flat=True))
    assert sent == {message_id_of(message.pk) for message in messages}


def test_the_clock_sweeps_by_itself(
    start_worker: Callable[..., Worker], scheduled: Scheduled, tmp_path: Path
) -> None:
    """Beat, broker, worker and mail, with nobody calling."""
    message = scheduled()
    cancelled = scheduled()
    cancel(subject_id=cancelled.subject_id, reason="Answered")
    finished = scheduled()
    letters.finish(finished.subject_id)
    start_worker("--beat", "--schedule", str(tmp_path / "beat"), CLINIC_SWEEP_SECONDS="0.5")
    wait_until(lambda: status_of(message) == Status.SENT and status_of(finished) == Status.CANCELLED)
    assert SinkMail.objects.get().message_id == message_id_of(message.pk)
    first_tick = Beat.objects.get().last_at
    wait_until(lambda: Beat.objects.filter(last_at__gt=first_tick).exists())


def test_a_worker_killed_mid_send_leaves_one_letter(
    start_worker: Callable[..., Worker], scheduled: Scheduled
) -> None:
    message = scheduled()
    worker = start_worker()
    with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE messaging_sinkmail IN SHARE MODE")
        sweep()
        wait_until(someone_waits_for_the_sink)
        worker.kill()
        cursor.execute("ROLLBACK")
    assert status_of(message) == Status.SENDING
    start_worker()
    assert sweep() == 0
    wait_until(lambda: sweep(now=after_the_lease()) == 1)
    wait_until(lambda: status_of(message) == Status.SENT)
    assert SinkMail.objects.count() == 1


def someone_waits_for_the_sink() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE relation = 'messaging_sinkmail'::regclass AND NOT granted"
        )
        return cursor.fetchone() is not None


def test_a_worker_killed_after_the_mail_server_took_the_letter_sends_the_very_same_again(
    start_worker: Callable[..., Worker], scheduled: Scheduled, mail_server: MailServer
) -> None:
    message = scheduled()
    by_smtp = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail_server.port)}
    mail_server.goes_silent = True
    worker = start_worker(**by_smtp)
    sweep()
    assert mail_server.took_one.wait(timeout=20)
    worker.kill()
    mail_server.goes_silent = False
    start_worker(**by_smtp)
    wait_until(lambda: sweep(now=after_the_lease()) == 1)
    wait_until(lambda: status_of(message) == Status.SENT)
    assert [letter["Message-ID"] for letter in mail_server.letters] == [message_id_of(message.pk)] * 2


def test_an_emptied_broker_loses_nothing(start_worker: Callable[..., Worker], scheduled: Scheduled) -> None:
    message = scheduled()
    sweep()
    assert empty_the_broker() > 0
    start_worker()
    assert sweep(now=after_the_lease()) == 1
    wait_until(lambda: status_of(message) == Status.SENT)
    assert SinkMail.objects.count() == 1


def empty_the_broker() -> int:
    """How many keys are gone. Only those of this run: other runs may share the server."""
    with app.connection_for_write() as broker:
        server = broker.default_channel.client
        return server.delete(*server.scan_iter(f"*{settings.CELERY_TASK_DEFAULT_QUEUE}*"))


def test_a_mail_server_that_comes_back_gets_its_letter_from_the_worker(
    start_worker: Callable[..., Worker], scheduled: Scheduled, mail_server: MailServer
) -> None:
    mail_server.stop()
    message = scheduled()
    start_worker(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(mail_server.port))
    sweep()
    wait_until(lambda: status_of(message) == Status.WAITING)
    mail_server.start()
    assert sweep() == 0
    assert sweep(now=timezone.now() + timedelta(minutes=1)) == 1
    wait_until(lambda: status_of(message) == Status.SENT)
    assert len(mail_server.letters) == 1
