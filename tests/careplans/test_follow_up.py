"""The look back: its page, its form and what it calls off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
import zeal
from django.test import Client

from careplans.models import CarePlan, Decision, FollowUp
from careplans.queries import follow_ups_due
from careplans.services import activate_plan, complete_follow_up, open_plan_draft
from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.audit.models import Event
from integrative.messaging.models import OutboundMessage, Status
from patients.models import Patient
from tests.factories.careplans import CheckInFactory, FollowUpFactory
from tests.factories.patients import PatientFactory

from .conftest import SignMap, address, typed

ANSWERS = {
    "decision_target_1": "taper",
    "score_now_target_1": "3",
    "why_target_1": "Helped.",
    "decision_anchor": "keep",
    "why_anchor": "",
    "decision_coping": "not_started",
    "why_coping": "Forgot it.",
    "note": "The mornings are easier.",
}


def post(desk: Client, patient: Patient, plan: CarePlan, **changes: Any) -> Any:
    return desk.post(address("follow_up", patient), typed(patient, plan.version, **ANSWERS | changes))


def test_without_a_plan_there_is_nothing_to_look_back_on(desk: Client, patient: Patient) -> None:
    assert "No follow-up is planned" in desk.get(address("follow_up", patient)).text


@pytest.mark.parametrize(("days", "word"), [(0, "Not yet"), (28, "Due"), (42, "Due"), (43, "Late")])
def test_the_page_says_where_it_stands(
    desk: Client, follow_up: FollowUp, patient: Patient, today: date, days: int, word: str
) -> None:
    morning = datetime.combine(today + timedelta(days=days), time(9), tzinfo=patient.clinic.zone)
    with time_machine.travel(morning, tick=False):
        page = desk.get(address("follow_up", patient))
    assert page.context["state"].word == word


def test_the_page_says_what_waits_to_be_sent(desk: Client, follow_up: FollowUp, patient: Patient) -> None:
    page = desk.get(address("follow_up", patient))
    assert page.text.count("Goes out by mail") == 2
    assert ", 09:00." in page.text


def test_the_page_says_whom_to_call_when_nobody_was_reached(
    desk: Client, follow_up: FollowUp, patient: Patient
) -> None:
    Patient.objects.filter(pk=patient.pk).update(email="", phone="555-0188")
    row = OutboundMessage.objects.about(follow_up.pk).earliest("send_at")
    OutboundMessage.objects.filter(pk=row.pk).update(
        status=Status.UNREACHABLE, ended_reason="There is no mail address"
    )
    page = desk.get(address("follow_up", patient))
    assert "there is no mail address. Call instead." in page.text
    assert "we call instead, 555-0188" in page.text


def test_start_goal_and_now_stand_side_by_side(
    desk: Client, follow_up: FollowUp, patient: Patient, sign_map: SignMap
) -> None:
    sign_map(esas_nausea=3)
    row = desk.get(address("follow_up", patient)).context["compared"][0]
    assert (row.part.baseline, row.part.goal, row.now, row.change) == (8, 3, 3, "better")
    assert row.goal_reached


def test_a_skipped_answer_of_a_check_in_is_not_a_zero(
    desk: Client, active: CarePlan, patient: Patient, today: date
) -> None:
    CheckInFactory(
        plan=active, week_of=today - timedelta(days=today.weekday()), sleep=0, mood=None, words="A slow week"
    )
    page = desk.get(address("follow_up", patient))
    assert "A slow week" in page.text
    assert 'data-label="Sleep">0<' in page.text
    assert 'data-label="Mood">skipped<' in page.text


def test_completing_keeps_the_decisions_and_calls_off_what_waits(
    desk: Client, active: CarePlan, follow_up: FollowUp, patient: Patient, clinician: User, today: date
) -> None:
    answer = post(desk, patient, active)
    assert (answer.status_code, answer.url) == (302, address("follow_up", patient))
    follow_up.refresh_from_db()
    assert (follow_up.completed_on, follow_up.completed_by, follow_up.note) == (
        today,
        clinician,
        "The mornings are easier.",
    )
    decisions = {
        d.part.slot: (d.decision, d.score_now, d.why) for d in follow_up.decisions.select_related("part")
    }
    assert decisions == {
        "target_1": ("taper", 3, "Helped."),
        "anchor": ("keep", None, ""),
        "coping": ("not_started", None, "Forgot it."),
    }
    assert {row.status for row in OutboundMessage.objects.about(follow_up.pk)} == {Status.CANCELLED}
    assert Event.objects.filter(patient_id=patient.pk, verb="completed follow-up").count() == 1


def test_afterwards_the_page_shows_what_was_decided(
    desk: Client, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    post(desk, patient, active)
    page = desk.get(address("follow_up", patient))
    for words in ("What was decided", "Taper", "Not started", "Forgot it.", "Called off"):
        assert words in page.text
    assert "Complete the follow-up" not in page.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision_anchor": ""}, "decision_anchor"),
        ({"decision_anchor": "perhaps"}, "decision_anchor"),
        ({"score_now_target_1": "11"}, "score_now_target_1"),
        ({"why_coping": "x" * 301}, "why_coping"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_saved(
    desk: Client,
    active: CarePlan,
    follow_up: FollowUp,
    patient: Patient,
    changes: dict[str, str],
    field: str,
) -> None:
    page = post(desk, patient, active, **changes)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "Helped." in page.text
    follow_up.refresh_from_db()
    assert follow_up.is_open
    assert not follow_up.decisions.exists()


def test_the_same_post_twice_completes_once(
    desk: Client, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    for _ in range(2):
        with zeal.zeal_ignore():
            answer = post(desk, patient, active, once="0193a0c0-0000-7000-8000-000000000003")
        assert answer.status_code == 302
    assert follow_up.decisions.count() == 3


def test_a_colleague_who_was_slower_keeps_their_words(
    desk: Client, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    with zeal.zeal_ignore():
        post(desk, patient, active)
        page = post(desk, patient, active, why_anchor="She likes it.")
    assert page.status_code == 422
    assert "already closed" in page.text
    assert "She likes it." in page.text


def test_decisions_about_the_plan_before_are_stale(
    desk: Client, active: CarePlan, patient: Patient, clinician: User
) -> None:
    with zeal.zeal_ignore():
        new = open_plan_draft(patient=patient, by=clinician)
        new = activate_plan(plan_id=new.pk, expected_version=new.version, by=clinician)
    page = post(desk, patient, active)
    assert page.status_code == 409
    assert "Forgot it." in page.text
    assert FollowUp.objects.get(plan=new).is_open


def test_every_part_gets_a_decision(active: CarePlan, follow_up: FollowUp, clinician: User) -> None:
    part = active.parts.first()
    with pytest.raises(Refused, match="Decide on every part"):
        complete_follow_up(
            follow_up_id=follow_up.pk, by=clinician, decisions={part.pk: {"decision": Decision.KEEP}}
        )


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("clinician", 200, 302),
        ("navigator", 200, 403),
        ("pharmacist", 200, 403),
        ("administrator", 403, 403),
        ("other_clinic", 404, 404),
        ("nobody", 302, 302),
    ],
)
def test_who_reads_and_who_completes(
    sign_in: Callable[[str], Client],
    active: CarePlan,
    follow_up: FollowUp,
    patient: Patient,
    role: str,
    reads: int,
    writes: int,
) -> None:
    client = sign_in(role)
    assert client.get(address("follow_up", patient)).status_code == reads
    with zeal.zeal_ignore():
        assert post(client, patient, active).status_code == writes
    follow_up.refresh_from_db()
    assert follow_up.is_open == (role != "clinician")


def test_follow_ups_due_are_those_of_ones_clinics_that_opened(
    clinician: User, patient: Patient, today: date
) -> None:
    late = FollowUpFactory(patient=patient, opens_on=today - timedelta(days=30))
    colleague = {"clinic": patient.clinic, "lead_clinician": clinician}
    due = FollowUpFactory(patient=PatientFactory(**colleague))
    FollowUpFactory(patient=PatientFactory(**colleague), opens_on=today + timedelta(days=1))
    FollowUpFactory(patient=PatientFactory(**colleague), cancelled_on=today)
    FollowUpFactory(patient=PatientFactory(**colleague), completed_on=today, completed_by=clinician)
    FollowUpFactory(patient=PatientFactory(**colleague, deceased_on=today))
    FollowUpFactory(patient=PatientFactory())
    assert list(follow_ups_due(user=clinician, day=today)) == [late, due]
