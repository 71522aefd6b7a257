"""Making a plan the one that counts: all of it or nothing, and one at a time."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from careplans.models import CarePlan, FollowUp
from careplans.services import open_plan_draft, sign_plan
from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.audit.models import Event
from integrative.messaging import kinds
from integrative.messaging.models import OutboundMessage, Status
from patients.models import Patient

from .conftest import WritePlan, keep_everything


@pytest.fixture(autouse=True)
def repeated_queries_raise() -> None:
    """Services called one after the other repeat their queries; the watch is for pages."""


def test_activation_plans_the_follow_up_and_its_reminders(
    active: CarePlan, follow_up: FollowUp, patient: Patient, clinician: User, today: date
) -> None:
    assert (active.status, active.activated_on, active.activated_by) == ("active", today, clinician)
    assert (follow_up.opens_on, follow_up.closes_on) == (
        today + timedelta(weeks=4),
        today + timedelta(weeks=6),
    )
    reminders = OutboundMessage.objects.about(follow_up.pk).order_by("send_at")
    mornings = [reminder.send_at.astimezone(patient.clinic.zone) for reminder in reminders]
    assert [(m.date(), m.hour) for m in mornings] == [
        (today + timedelta(weeks=4), 9),
        (today + timedelta(weeks=5), 9),
    ]
    assert Event.objects.filter(patient_id=patient.pk, verb="activated plan").count() == 1


@pytest.mark.django_db
def test_the_clinic_sets_the_window(
    write_plan: WritePlan, clinician: User, patient: Patient, today: date
) -> None:
    patient.clinic.follow_up_opens_weeks = patient.clinic.follow_up_closes_weeks = 8
    patient.clinic.save()
    draft = write_plan()
    plan = sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    follow_up = FollowUp.objects.get(plan=plan)
    assert follow_up.opens_on == follow_up.closes_on == today + timedelta(weeks=8)
    assert OutboundMessage.objects.about(follow_up.pk).count() == 1


def test_when_the_reminders_fail_nothing_of_the_activation_stays(
    draft: CarePlan, clinician: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kind is taken away, as by a half-done deployment: the ledger refuses the row."""
    monkeypatch.delitem(kinds._kinds, "follow-up-reminder")
    with pytest.raises(kinds.UnknownKind):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    draft.refresh_from_db()
    assert draft.is_draft
    assert not FollowUp.objects.exists()
    assert not OutboundMessage.objects.exists()
    assert not Event.objects.filter(verb="activated plan").exists()


def test_a_new_version_takes_the_place_of_the_old(
    active: CarePlan, follow_up: FollowUp, patient: Patient, clinician: User, today: date
) -> None:
    draft = open_plan_draft(patient=patient, by=clinician)
    new = sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    active.refresh_from_db()
    follow_up.refresh_from_db()
    assert (active.status, new.supersedes, follow_up.cancelled_on) == ("superseded", active, today)
    old_rows = OutboundMessage.objects.about(follow_up.pk)
    assert {(row.status, row.ended_reason) for row in old_rows} == {
        (Status.CANCELLED, "a new plan took its place")
    }
    assert OutboundMessage.objects.about(new.follow_up.pk).open().count() == 2


def test_a_follow_up_that_took_place_stays_done(
    active: CarePlan, follow_up: FollowUp, patient: Patient, clinician: User, today: date
) -> None:
    keep_everything(follow_up, by=clinician)
    draft = open_plan_draft(patient=patient, by=clinician)
    sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    follow_up.refresh_from_db()
    assert (follow_up.completed_on, follow_up.cancelled_on) == (today, None)


def test_an_unfinished_plan_is_not_activated(write_plan: WritePlan, clinician: User) -> None:
    draft = write_plan("anchor")
    with pytest.raises(Refused, match="Choose one symptom target"):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)


def test_no_plan_is_activated_after_a_death(
    draft: CarePlan, patient: Patient, clinician: User, today: date
) -> None:
    patient.deceased_on = today
    patient.save()
    with pytest.raises(Refused, match="has died"):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)


@pytest.mark.django_db(transaction=True)
def test_two_people_activate_at_the_same_moment_and_one_plan_counts(draft: CarePlan, clinician: User) -> None:
    start, outcomes = threading.Barrier(2), []

    def press() -> None:
        start.wait()
        try:
            sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
            outcomes.append("active")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["active", "refused"]
    assert CarePlan.objects.active().count() == FollowUp.objects.count() == 1
    assert OutboundMessage.objects.count() == 2
