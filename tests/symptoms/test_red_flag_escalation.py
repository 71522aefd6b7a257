"""A flag that nobody saw in time goes to every clinician of the clinic, once, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import Settings

from integrative.accounts import clock
from integrative.accounts.models import Role
from integrative.celery import app
from integrative.messaging.models import OutboundMessage, SinkMail, Status
from integrative.messaging.services import deliver, sweep
from symptoms.models import RedFlag, Section
from symptoms.red_flag_escalation import KIND, escalate, look_again_at_changes
from symptoms.services import save_section
from symptoms.services.red_flags import see_flag
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory
from tests.factories.symptoms import ConsultationFactory
from tests.servers import Worker, wait_until


def raise_flag(patient) -> RedFlag:
    """Raised two days ago; long past every limit that a night can bring."""
    with clock.standing_at(clock.now() - timedelta(days=2)):
        draft = ConsultationFactory(patient=patient, author=patient.lead_clinician)
        save_section(
            Section.RED_FLAGS, consultation_id=draft.pk, expected_version=0, by=draft.author,
            answers={"present": {"seizure": True}, "numbers": {}},
        )  # fmt: skip
    return RedFlag.objects.get(patient=patient)


def letters() -> list[OutboundMessage]:
    return list(OutboundMessage.objects.filter(kind=KIND))


def deliver_all() -> None:
    sweep()
    for message in OutboundMessage.objects.filter(status=Status.SENDING):
        deliver(message.pk)


class TestEscalating:
    def test_a_late_flag_is_passed_on_once(self, patient, staff):
        flag = raise_flag(patient)
        assert escalate() == 1
        assert escalate() == 0
        flag.refresh_from_db()
        assert flag.escalated_at is not None
        assert len(letters()) == 1

    def test_a_flag_waits_for_its_limit(self, patient):
        flag = raise_flag(patient)
        RedFlag.objects.update(due_at=clock.now() + timedelta(minutes=1))
        assert escalate() == 0
        flag.refresh_from_db()
        assert flag.escalated_at is None

    def test_a_flag_that_was_seen_is_not_passed_on(self, patient, clinician):
        see_flag(flag_id=raise_flag(patient).pk, patient=patient, by=clinician)
        assert escalate() == 0

    def test_nobody_is_called_about_someone_who_has_died(self, patient):
        raise_flag(patient)
        patient.deceased_on = patient.clinic.today()
        patient.save()
        assert escalate() == 0

    def test_every_clinician_of_the_clinic_is_written_to_and_nobody_else(
        self, patient, clinic, staff, settings
    ):
        settings.EMAIL_BACKEND = "integrative.messaging.sink.SinkBackend"
        second = MembershipFactory(clinic=clinic).user
        MembershipFactory(clinic=clinic, ended_on=clinic.today())
        MembershipFactory(clinic=clinic, role=Role.NAVIGATOR)
        raise_flag(patient)
        raise_flag(PatientFactory(clinic=clinic))
        assert escalate() == 2
        deliver_all()
        clinicians = {staff.clinician.email, second.email, *_leads(clinic)}
        assert sorted(SinkMail.objects.values_list("to", flat=True)) == sorted(clinicians)

    def test_the_letter_names_nobody_and_says_nothing_of_health(self, patient, settings):
        settings.EMAIL_BACKEND = "integrative.messaging.sink.SinkBackend"
        patient.family_name = "Quillfeather"
        patient.save()
        raise_flag(patient)
        escalate()
        deliver_all()
        mail = SinkMail.objects.first()
        told = f"{mail.subject} {mail.body}"
        assert "A red flag waits to be seen" in told
        private = ("Quillfeather", patient.mrn, str(patient.pk), "brain", "seizure")
        assert not [word for word in private if word in told]

    def test_what_was_seen_meanwhile_is_not_written_about(self, patient, clinician):
        flag = raise_flag(patient)
        escalate()
        see_flag(flag_id=flag.pk, patient=patient, by=clinician)
        deliver_all()
        assert {message.status for message in letters()} == {Status.CANCELLED}


def _leads(clinic) -> set[str]:
    posts = clinic.memberships.on(clinic.today()).of_role(Role.CLINICIAN)
    return set(posts.values_list("user__email", flat=True))


def test_the_clockwork_raises_what_a_crash_left_out(patient):
    draft = ConsultationFactory(patient=patient)
    save_section(
        Section.RED_FLAGS, consultation_id=draft.pk, expected_version=0, by=draft.author,
        answers={"present": {"seizure": True}, "numbers": {}},
    )  # fmt: skip
    RedFlag.objects.update(withdrawn_at=clock.now(), withdrawn_why="Lost")
    assert look_again_at_changes() == 1
    assert look_again_at_changes() == 0
    assert RedFlag.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_pass_each_flag_on_once(clinic, clinician):
    for _ in range(6):
        raise_flag(PatientFactory(clinic=clinic, lead_clinician=clinician))

    def run(_: int) -> int:
        try:
            return escalate()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 6


@pytest.fixture
def start_worker(transactional_db: None, settings: Settings) -> Iterator[Callable[..., Worker]]:
    settings.EMAIL_BACKEND = "integrative.messaging.sink.SinkBackend"
    app.control.purge()
    workers: list[Worker] = []

    def start(*arguments: str, **environment: str) -> Worker:
        workers.append(Worker(*arguments, **environment))
        workers[-1].wait_until_ready()
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()
    app.control.purge()


@pytest.mark.slow
class TestWithARealWorker:
    def test_the_clock_passes_it_on_by_itself(self, patient, clinician, start_worker, tmp_path: Path):
        flag = raise_flag(patient)
        start_worker("--beat", "--schedule", str(tmp_path / "beat"), CLINIC_SWEEP_SECONDS="0.5")
        wait_until(SinkMail.objects.filter(to=clinician.email).exists)
        flag.refresh_from_db()
        assert flag.escalated_at is not None

    def test_a_worker_killed_midway_leaves_it_to_the_next(self, patient, clinician, start_worker):
        flag = raise_flag(patient)
        worker = start_worker()
        with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE messaging_outboundmessage IN SHARE MODE")
            app.send_task("symptoms.red_flag_tasks.escalate_late_flags")
            wait_until(_someone_waits_for_the_ledger)
            worker.kill()
            cursor.execute("ROLLBACK")
        wait_until(lambda: not _someone_waits_for_the_ledger())
        flag.refresh_from_db()
        assert (flag.escalated_at, letters()) == (None, [])
        start_worker()
        app.send_task("symptoms.red_flag_tasks.escalate_late_flags")
        wait_until(lambda: RedFlag.objects.filter(escalated_at__isnull=False).exists())
        assert len(letters()) == 1

    def test_an_emptied_broker_loses_nothing(self, patient, clinician, start_worker):
        raise_flag(patient)
        app.send_task("symptoms.red_flag_tasks.escalate_late_flags")
        app.control.purge()
        start_worker()
        assert letters() == []
        app.send_task("symptoms.red_flag_tasks.escalate_late_flags")
        wait_until(letters)


def _someone_waits_for_the_ledger() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE relation = 'messaging_outboundmessage'::regclass AND NOT granted"
        )
        return cursor.fetchone() is not None
