"""What a supervisor is told when a part is missing, with the part really missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from integrative.messaging.models import Beat
from integrative.messaging.services import keep_beat
from integrative.workspace.health import STALE_AFTER


def test_the_process_answers_without_a_database(client: Client) -> None:
    """No `db` fixture: pytest-django refuses any query here."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_everything_in_place_is_ready(client: Client) -> None:
    keep_beat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "redis": "ok",
        "database": "ok",
        "migrations": "ok",
        "beat": "ok",
        "beat_age_seconds": 0,
    }


@pytest.mark.django_db
def test_no_tick_yet_is_not_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["beat"], answer.json()["beat_age_seconds"]) == ("never", None)


@pytest.mark.django_db
def test_an_old_tick_is_not_ready(client: Client) -> None:
    keep_beat(now=timezone.now() - STALE_AFTER - timedelta(seconds=1))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["beat"] == "stale"
    assert answer.json()["beat_age_seconds"] > STALE_AFTER.total_seconds()


@pytest.mark.django_db
def test_ticks_are_one_row() -> None:
    keep_beat(now=timezone.now() - timedelta(hours=1))
    keep_beat()
    assert timezone.now() - Beat.objects.get().last_at < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_migration_that_waits_is_not_ready(client: Client) -> None:
    keep_beat()
    MigrationRecorder(connection).record_unapplied("messaging", "0001_initial")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["database"], answer.json()["migrations"]) == ("ok", "pending")


@pytest.mark.django_db
def test_redis_gone_is_named_and_its_address_is_not(client: Client, settings: Settings) -> None:
    keep_beat()
    cache = settings.CACHES["default"] | {"LOCATION": "redis://:secret@127.0.0.1:1/1"}
    settings.CACHES = {"default": cache}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["redis"], answer.json()["database"]) == ("down", "ok")
    assert "secret" not in answer.content.decode()
    assert "127.0.0.1" not in answer.content.decode()


@pytest.fixture
def no_database(transactional_db: None) -> Iterator[None]:
    """The connection points at a folder without a server."""
    connection.close()
    there = connection.settings_dict.copy()
    connection.settings_dict |= {"HOST": "/nowhere", "OPTIONS": {}}
    yield
    connection.close()
    connection.settings_dict |= there


def test_a_database_that_is_gone_is_named_without_a_traceback(client: Client, no_database: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "redis": "ok",
        "database": "down",
        "migrations": "unknown",
        "beat": "unknown",
        "beat_age_seconds": None,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
