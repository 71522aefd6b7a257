"""A person has died: nothing is sent, nobody is asked, nothing counts as late; and all of it taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Event as Signal
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from careplans.links import check_in_url, my_plan_url
from careplans.models import CarePlan, CheckIn, FollowUp
from careplans.services.follow_up import plan_follow_up
from integrative.accounts.models import User
from integrative.audit.models import Event
from integrative.celery import app
from integrative.messaging.models import OutboundMessage, SinkMail, Status
from integrative.messaging.services import deliver, sweep
from integrative.workspace.caseload import figures_of
from integrative.workspace.worklist import tasks_of
from patients.models import Allergy, Patient
from patients.services import edit_person, record_fact
from patients.services.death import DIED
from patients.services.merge import merge_records, undo_merge
from referrals.board import build_board
from tests.factories.careplans import CarePlanFactory, PlanPartFactory
from tests.factories.patients import PatientFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.symptoms import ConsultationFactory

TODAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def repeated_queries_raise() -> None:
    """Services called one after the other repeat their queries; the watch is for pages."""


@pytest.fixture(autouse=True)
def the_post(settings: Settings) -> None:
    """Letters go to the sink; nobody listens at the queue."""
    settings.EMAIL_BACKEND = "integrative.messaging.sink.SinkBackend"
    app.control.purge()


@pytest.fixture(autouse=True)
def a_thursday_noon(db: None) -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime(2026, 11, 19, 17, tzinfo=UTC), tick=True) as clock:
        yield clock


@pytest.fixture
def patient(patient: Patient) -> Patient:
    patient.email, patient.reminders_agreed = "dan@mail.example", True
    patient.save()
    return patient


@pytest.fixture
def follow_up(patient: Patient) -> FollowUp:
    """Open from 3 to 17 December, with a reminder on the 3rd and one on the 10th."""
    plan = CarePlanFactory(patient=patient)
    PlanPartFactory(plan=plan)
    CarePlan.objects.filter(pk=plan.pk).update(
        status="active", activated_on=date(2026, 11, 5), activated_by=patient.lead_clinician
    )
    plan.refresh_from_db()
    return plan_follow_up(plan=plan, patient=patient, activated_on=date(2026, 11, 5))


def died(patient: Patient, on: date | None = TODAY) -> Patient:
    patient.refresh_from_db()
    by = patient.lead_clinician
    return edit_person(patient_id=patient.pk, expected_version=patient.version, by=by, deceased_on=on)


def states(follow_up: FollowUp) -> list[str]:
    letters = OutboundMessage.objects.about(follow_up.pk).order_by("send_at", "pk")
    return [letter.status for letter in letters]


def work_of_the_post(when: datetime) -> None:
    """What the sweeper and a worker do at that moment."""
    sweep(now=when)
    for message in OutboundMessage.objects.filter(status=Status.SENDING):
        deliver(message.pk, now=when)


def at(day: int, hour: int = 20) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=UTC)


# Letters


def test_what_waits_is_called_off_with_the_day_of_death(follow_up: FollowUp, patient: Patient) -> None:
    assert states(follow_up) == [Status.WAITING, Status.WAITING]
    died(patient)
    letters = OutboundMessage.objects.about(follow_up.pk)
    assert set(letters.values_list("status", "ended_reason")) == {(Status.CANCELLED, DIED)}
    work_of_the_post(at(20))
    assert not SinkMail.objects.exists()


def test_a_refused_day_calls_nothing_off(follow_up: FollowUp, patient: Patient) -> None:
    with pytest.raises(Exception, match="in the future"):
        died(patient, on=date(2027, 1, 1))
    assert states(follow_up) == [Status.WAITING, Status.WAITING]


def test_a_letter_in_a_workers_hands_is_called_off(follow_up: FollowUp, patient: Patient) -> None:
    sweep(now=at(3))
    (claimed,) = OutboundMessage.objects.filter(status=Status.SENDING)
    died(patient)
    deliver(claimed.pk, now=at(3))
    assert not SinkMail.objects.exists()
    assert states(follow_up) == [Status.CANCELLED, Status.CANCELLED]


def test_however_the_day_came_into_the_record_nothing_is_delivered(
    follow_up: FollowUp, patient: Patient
) -> None:
    sweep(now=at(3))
    Patient.objects.filter(pk=patient.pk).update(deceased_on=TODAY)
    work_of_the_post(at(3))
    work_of_the_post(at(10))
    assert not SinkMail.objects.exists()
    letters = OutboundMessage.objects.about(follow_up.pk)
    assert set(letters.values_list("status", "ended_reason")) == {(Status.CANCELLED, DIED)}


@pytest.mark.django_db(transaction=True)
def test_a_letter_leaving_at_that_very_moment_is_out_before_the_day_stands_or_never(
    follow_up: FollowUp, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has asked and is about to send; whoever enters the day of death waits for it."""
    from integrative.messaging import services

    sweep(now=at(3))
    (claimed,) = OutboundMessage.objects.filter(status=Status.SENDING)
    asked, entering, order = Signal(), Signal(), []
    send = services.send_letter

    def slow(*args: Any, **kwargs: Any) -> None:
        asked.set()
        entering.wait(20)
        send(*args, **kwargs)
        order.append("letter")

    monkeypatch.setattr(services, "send_letter", slow)

    def worker() -> None:
        deliver(claimed.pk, now=at(3))
        connections.close_all()

    def desk() -> None:
        asked.wait(20)
        entering.set()
        died(patient)
        order.append("day")
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(worker), pool.submit(desk)]:
            done.result(timeout=40)
    assert order == ["letter", "day"]
    assert states(follow_up) == [Status.SENT, Status.CANCELLED]


def test_a_day_taken_back_schedules_again_what_is_due(follow_up: FollowUp, patient: Patient) -> None:
    died(patient)
    died(patient, on=None)
    work_of_the_post(at(3))
    work_of_the_post(at(10))
    assert SinkMail.objects.count() == 2


def test_of_letters_missed_meanwhile_the_last_goes_out_once(
    follow_up: FollowUp, patient: Patient, a_thursday_noon: time_machine.Coordinates
) -> None:
    died(patient)
    a_thursday_noon.move_to(at(11))
    died(patient, on=None)
    for _ in range(2):
        work_of_the_post(at(11))
    assert SinkMail.objects.count() == 1
    standing = OutboundMessage.objects.about(follow_up.pk).standing().get()
    assert standing.occurrence == date(2026, 12, 10)


def test_a_letter_of_a_window_gone_by_is_not_sent_late(
    follow_up: FollowUp, patient: Patient, a_thursday_noon: time_machine.Coordinates
) -> None:
    died(patient)
    a_thursday_noon.move_to(at(20))
    died(patient, on=None)
    assert not OutboundMessage.objects.standing().exists()


def test_entered_and_taken_back_twice_sends_no_letter_twice(follow_up: FollowUp, patient: Patient) -> None:
    for _ in range(2):
        died(patient)
        died(patient, on=None)
    work_of_the_post(at(3))
    assert SinkMail.objects.count() == 1


def test_a_corrected_day_changes_nothing_else(follow_up: FollowUp, patient: Patient) -> None:
    died(patient)
    died(patient, on=TODAY - timedelta(days=1))
    verbs = Event.objects.filter(patient_id=patient.pk).order_by("at", "pk").values_list("verb", flat=True)
    assert list(verbs) == ["recorded death", "edited person"]
    assert states(follow_up) == [Status.CANCELLED, Status.CANCELLED]


@pytest.mark.parametrize("dead", ["kept", "closed"])
def test_a_merge_follows_life(follow_up: FollowUp, patient: Patient, dead: str) -> None:
    """The reminders are those of the record that is closed."""
    kept = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    died(kept if dead == "kept" else patient)
    for person in (kept, patient):
        person.refresh_from_db()
    merge = merge_records(
        kept=kept, merged=patient, by=kept.lead_clinician, why="Same.", kept_version=kept.version,
        merged_version=patient.version, from_merged={"email", "reminders_agreed"},
    )  # fmt: skip
    work_of_the_post(at(3))
    assert SinkMail.objects.exists() == (dead == "closed")
    undo_merge(merge.pk, by=kept.lead_clinician)
    work_of_the_post(at(3))
    assert SinkMail.objects.count() == 1


# The person's links


@pytest.fixture(params=["check-in", "plan"])
def path(request: pytest.FixtureRequest, follow_up: FollowUp) -> str:
    url = (
        check_in_url(follow_up.plan, today=TODAY)
        if request.param == "check-in"
        else my_plan_url(follow_up, today=TODAY)
    )
    return urlsplit(url).path


def test_the_links_ask_for_nothing(client: Client, patient: Patient, path: str) -> None:
    assert client.get(path).status_code == 200
    died(patient)
    page = client.get(path)
    assert page.status_code == 410
    assert "We ask nothing more of you on this page." in page.text
    assert patient.clinic.phone in page.text
    for word in ("<form", "died", patient.called, "follow-up", "new one"):
        assert word not in page.text
    died(patient, on=None)
    assert client.get(path).status_code == 200


def test_an_answer_sent_from_an_open_page_is_not_taken(
    client: Client, patient: Patient, follow_up: FollowUp
) -> None:
    path = urlsplit(check_in_url(follow_up.plan, today=TODAY)).path
    died(patient)
    assert client.post(path, {"sleep": "3"}).status_code == 410
    assert not CheckIn.objects.exists()


# Work lists and the record


def test_nothing_is_late_any_more(
    follow_up: FollowUp, patient: Patient, clinician: User, staff: Any, sign_in: Callable[[str], Client]
) -> None:
    FollowUp.objects.update(opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 10))
    ReferralFactory(patient=patient, due_on=date(2026, 11, 10), owner=clinician)
    ConsultationFactory(patient=patient, author=clinician, visit_on=date(2026, 11, 1))
    people = Patient.objects.visible_to(clinician)
    assert [task.left.state for task in tasks_of(clinician, TODAY)] == ["late"] * 3
    assert build_board(staff.navigator).ageing.late == 1
    assert figures_of(people, clinician, TODAY).overdue.part == 1
    died(patient)
    assert {task.left.words for task in tasks_of(clinician, TODAY)} == {DIED}
    assert {task.left.state for task in tasks_of(clinician, TODAY)} == {"in-time"}
    assert build_board(staff.navigator).ageing.late == 0
    assert figures_of(people, clinician, TODAY).overdue.part == 0
    desk = sign_in("clinician")
    for name in ("careplans:plan", "careplans:follow_up", "referrals:for_patient"):
        page = desk.get(reverse(name, args=[patient.pk]))
        assert page.status_code == 200
        assert "over</" not in page.text
        assert ">Late<" not in page.text
    assert "This person has died." in desk.get(reverse("careplans:follow_up", args=[patient.pk])).text


def test_the_record_stays_open_for_corrections_and_the_band_says_the_day(
    patient: Patient, clinician: User, sign_in: Callable[[str], Client]
) -> None:
    died(patient)
    record_fact(Allergy, patient=patient, by=clinician, substance="Sulfa")
    page = sign_in("clinician").get(reverse("patients:record", args=[patient.pk]))
    assert page.status_code == 200
    assert "Died 19-Nov-2026" in page.text
    assert "Sulfa" in page.text
