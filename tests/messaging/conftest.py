from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic
from integrative.celery import app
from integrative.messaging.models import OutboundMessage
from integrative.messaging.services import schedule
from tests.servers import MailServer, Worker

from . import letters

Scheduled = Callable[..., OutboundMessage]


@pytest.fixture(autouse=True)
def letters_go_to_the_sink(settings: Settings) -> None:
    """Django's test set-up would keep them in memory."""
    settings.EMAIL_BACKEND = "integrative.messaging.sink.SinkBackend"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def scheduled(clinic: Clinic, now: datetime) -> Scheduled:
    """Schedules a reminder; due since a minute unless `send_at` says otherwise."""

    def make(**changes: Any) -> OutboundMessage:
        asked = {
            "clinic_id": clinic.pk,
            "kind": letters.REMINDER,
            "subject_id": uuid7(),
            "occurrence": date(2026, 11, 20),
            "send_at": now - timedelta(minutes=1),
        }
        return schedule(**asked | changes)

    return make


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mail_by_smtp(mail_server: MailServer, settings: Settings) -> MailServer:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    return mail_server


@pytest.fixture
def empty_queue() -> Iterator[None]:
    app.control.purge()
    yield
    app.control.purge()


@pytest.fixture
def start_worker(transactional_db: None, empty_queue: None) -> Iterator[Callable[..., Worker]]:
    """Starts real workers: `start_worker("--beat", EMAIL_HOST="127.0.0.1")`."""
    workers: list[Worker] = []

    def start(*arguments: str, **environment: str) -> Worker:
        workers.append(Worker("--include", letters.__name__, *arguments, **environment))
        workers[-1].wait_until_ready()
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()


@pytest.fixture
def celery_worker(start_worker: Callable[..., Worker]) -> Worker:
    return start_worker()
