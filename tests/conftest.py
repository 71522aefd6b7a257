"""Shared arrangement: a clinic with one person per role, another clinic, and signing in.

A query that repeats for each row of a page fails its test: settings.CLINIC_WATCH_QUERIES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from integrative.accounts.models import Clinic, Role, User
from patients.models import Patient
from tests.cache import forget
from tests.factories.accounts import ClinicFactory, MembershipFactory
from tests.factories.patients import PatientFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A thread of the page server may outlive its test; its session would keep the database from going."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            # Autovacuum steps aside by itself, and is not ours to end.
            " AND backend_type = 'client backend'"
        )


@pytest.fixture(autouse=True)
def passwords_hash_at_once(settings: Settings) -> None:
    """Argon2 is slow on purpose; a test makes five people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def the_clinics_day() -> Iterator[None]:
    """ "Today" of a test is that of its clinic, also when it is tomorrow in Greenwich already."""
    with timezone.override("America/New_York"):
        yield


@pytest.fixture(autouse=True)
def static_files_as_written(settings: Settings) -> None:
    """Pages are rendered without a collected copy of the static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    yield
    forget()


@pytest.fixture
def clinic(db: None) -> Clinic:
    return ClinicFactory()


@pytest.fixture
def staff(clinic: Clinic) -> SimpleNamespace:
    """One person per role of `clinic`, and a clinician of another clinic."""
    people = {role.value: MembershipFactory(clinic=clinic, role=role).user for role in Role}
    return SimpleNamespace(**people, other_clinic=MembershipFactory().user)


@pytest.fixture
def clinician(staff: SimpleNamespace) -> User:
    return staff.clinician


@pytest.fixture
def patient(clinic: Clinic, clinician: User) -> Patient:
    return PatientFactory(clinic=clinic, lead_clinician=clinician)


SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(staff: SimpleNamespace) -> SignIn:
    """A browser-like client of the named role: "clinician", ..., "other_clinic", or "nobody"."""

    def client_of(role: str) -> Client:
        client = Client()
        if role != "nobody":
            client.force_login(
                getattr(staff, role), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return client_of
