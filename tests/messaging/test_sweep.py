"""Claiming: what is due, once, and again when a worker is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from integrative.celery import app
from integrative.messaging.models import OutboundMessage, Status
from integrative.messaging.services import LEASE, sweep
from tests.servers import database_url, free_port

from .conftest import Scheduled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_queue")]


def nudges() -> Counter[str]:
    """The keys that lie in the broker, each with how often; takes them out."""
    found: Counter[str] = Counter()
    with app.connection_for_read() as broker, broker.SimpleQueue(settings.CELERY_TASK_DEFAULT_QUEUE) as queue:
        while True:
            try:
                nudge = queue.get(block=False)
            except queue.Empty:
                return found
            nudge.ack()
            found[nudge.payload[0][0]] += 1


def test_what_is_due_is_claimed_under_a_lease_and_handed_over(scheduled: Scheduled, now: datetime) -> None:
    due = scheduled(send_at=now)
    later = scheduled(send_at=now + timedelta(seconds=1))
    assert sweep(now=now) == 1
    due.refresh_from_db()
    assert (due.status, due.lease_until) == (Status.SENDING, now + LEASE)
    later.refresh_from_db()
    assert later.status == Status.WAITING
    assert nudges() == {str(due.pk): 1}


def test_nothing_is_handed_over_before_the_claim_is_committed(scheduled: Scheduled) -> None:
    scheduled()
    with transaction.atomic():
        sweep()
        assert not nudges()
    assert len(nudges()) == 1


def test_after_a_long_silence_messages_leave_in_portions_oldest_first(
    scheduled: Scheduled, now: datetime
) -> None:
    oldest = scheduled(send_at=now - timedelta(days=2))
    for hours in range(1, 5):
        scheduled(send_at=now - timedelta(hours=hours))
    assert [sweep(limit=1), sweep(limit=3), sweep(limit=3), sweep(limit=3)] == [1, 3, 1, 0]
    assert next(iter(nudges())) == str(oldest.pk)


def test_sweepers_at_once_claim_each_message_once(scheduled: Scheduled) -> None:
    keys = {str(scheduled().pk) for _ in range(60)}
    together = threading.Barrier(4)
    counts = []

    def work() -> None:
        together.wait()
        counts.append(sum(sweep(limit=5) for _ in range(10)))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 60
    assert nudges() == dict.fromkeys(keys, 1)


def test_a_sweeper_passes_over_what_another_holds_and_does_not_wait(scheduled: Scheduled) -> None:
    held, free = scheduled(), scheduled()
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            OutboundMessage.objects.select_for_update().get(pk=held.pk)
            holding.set()
            done.wait(timeout=10)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    holding.wait(timeout=10)
    try:
        assert sweep() == 1
    finally:
        done.set()
        other.join()
    assert nudges() == {str(free.pk): 1}


def test_a_lease_that_ran_out_returns_the_message(scheduled: Scheduled, now: datetime) -> None:
    message = scheduled()
    sweep(now=now)
    assert sweep(now=now + LEASE - timedelta(seconds=1)) == 0
    assert sweep(now=now + LEASE) == 1
    assert nudges() == {str(message.pk): 2}


def test_a_lease_outlasts_the_longest_task() -> None:
    assert timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT) < LEASE


@pytest.mark.slow
def test_a_broker_that_is_down_costs_only_the_lease(scheduled: Scheduled, now: datetime) -> None:
    """In a process of its own: this one's connections to the broker stay as they are."""
    scheduled()
    code = "from integrative.celery import app; from integrative.messaging.services import sweep; sweep()"
    swept = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        env=os.environ | {"DATABASE_URL": database_url(), "REDIS_URL": f"redis://127.0.0.1:{free_port()}"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert swept.returncode == 0, swept.stderr
    assert OutboundMessage.objects.get().status == Status.SENDING
    assert not nudges()
    assert sweep(now=now + LEASE + timedelta(minutes=1)) == 1
