"""The look back: its page, its form, what is kept of it and what it calls off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import time_machine
import zeal
from django.db import connections
from django.test import Client

from careplans.models import CarePlan, CheckIn, Decision, FollowUp, Intervention, Slot
from careplans.queries import follow_ups_due
from careplans.services import complete_follow_up, open_plan_draft, sign_plan
from careplans.services.completing import Decided
from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.audit.models import Event
from integrative.messaging.models import OutboundMessage, Status
from patients.models import Patient
from tests.factories.careplans import CheckInFactory, FollowUpFactory
from tests.factories.patients import PatientFactory

from .conftest import SignMap, WritePlan, address, typed

WEEKS = 5


def answers(**changes: Any) -> dict[str, Any]:
    """What the clinician decides on the three items of the plan."""
    given = {
        "score_now_target_1": "3",
        "decision_target_1_1": "taper",
        "sure_target_1_1": "on",
        "days_target_1_1": "6",
        "felt_target_1_1": "light",
        "why_target_1_1": "The mornings are easier.",
        "decision_anchor": "keep",
        "sure_anchor": "on",
        "days_anchor": "4",
        "decision_coping": "not_started",
        "sure_coping": "on",
        "because_coping": "burden",
        "why_coping": "Forgot it.",
        "note": "A cold in the second week.",
    }
    return given | changes


@pytest.fixture
def draft(write_plan: WritePlan) -> CarePlan:
    """With one thing done for its target."""
    draft = write_plan()
    Intervention.objects.create(
        part=draft.parts.get(slot=Slot.TARGET_1),
        position=1,
        domain="nutrition",
        title="Ginger tea",
        times_a_week=Decimal(7),
        minutes=5,
    )
    return draft


def morning(patient: Patient, day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=patient.clinic.zone)


@pytest.fixture
def in_its_window(follow_up: FollowUp, patient: Patient, today: date) -> Iterator[date]:
    """Five weeks on."""
    day = today + timedelta(weeks=WEEKS)
    with time_machine.travel(morning(patient, day), tick=False):
        yield day


def post(desk: Client, patient: Patient, plan: CarePlan, **changes: Any) -> Any:
    return desk.post(address("follow_up", patient), typed(patient, plan.version, **answers(**changes)))


def decided(plan: CarePlan) -> dict[Any, Decided]:
    rows = [*Intervention.objects.filter(part__plan=plan), *plan.parts.exclude(slot=Slot.TARGET_1)]
    return {row.pk: Decided(Decision.KEEP) for row in rows}


def test_without_a_plan_there_is_nothing_to_look_back_on(desk: Client, patient: Patient) -> None:
    assert "No follow-up is planned" in desk.get(address("follow_up", patient)).text


@pytest.mark.parametrize(("days", "word"), [(0, "Not yet"), (28, "Due"), (42, "Due"), (43, "Late")])
def test_the_page_says_where_it_stands(
    desk: Client, follow_up: FollowUp, patient: Patient, today: date, days: int, word: str
) -> None:
    with time_machine.travel(morning(patient, today + timedelta(days=days)), tick=False):
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


def test_start_now_and_goal_stand_side_by_side(
    desk: Client, in_its_window: date, patient: Patient, sign_map: SignMap
) -> None:
    sign_map(esas_nausea=3)
    page = desk.get(address("follow_up", patient))
    course = page.context["strip"][0].course
    assert (course.start, course.goal, course.now.value, course.word) == (8, 3, 3, "better")
    assert course.goal_reached
    assert "score_now_target_1" not in page.context["form"].fields
    assert "Goal reached; 3 in a row" in page.text


def test_without_a_newer_score_it_is_asked_here(desk: Client, in_its_window: date, patient: Patient) -> None:
    page = desk.get(address("follow_up", patient))
    assert "The record has no newer score" in page.text
    assert "No score yet: ask" in page.text
    assert page.context["form"]["decision_target_1_1"].initial == ""


def test_a_week_without_an_answer_is_missed_and_a_skipped_one_no_zero(
    desk: Client, in_its_window: date, active: CarePlan, patient: Patient, today: date
) -> None:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=2)
    CheckInFactory(plan=active, week_of=monday, sleep=0, mood=None, words="A slow week")
    page = desk.get(address("follow_up", patient))
    assert "A slow week" in page.text
    assert 'data-label="Sleep">0<' in page.text
    assert 'data-label="Mood">skipped<' in page.text
    assert page.text.count(">missed<") == WEEKS - 2


def test_an_answer_changes_what_is_suggested_and_writes_nothing(
    desk: Client, in_its_window: date, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    page = post(
        desk, patient, active, suggest="1", felt_target_1_1="too_much", days_coping="0", sure_anchor=""
    )
    assert page.status_code == 200
    assert "One job too many, and the goal is reached" in page.text
    assert "Not done on any day of a usual week" in page.text
    assert "needs fixing" not in page.text
    follow_up.refresh_from_db()
    assert follow_up.is_open


def test_completing_keeps_decisions_suggestions_and_readings(
    desk: Client,
    in_its_window: date,
    active: CarePlan,
    follow_up: FollowUp,
    patient: Patient,
    clinician: User,
) -> None:
    answer = post(desk, patient, active)
    assert (answer.status_code, answer.url) == (302, address("follow_up", patient))
    follow_up.refresh_from_db()
    assert (follow_up.completed_on, follow_up.completed_by) == (in_its_window, clinician)
    assert follow_up.note == "A cold in the second week."
    kept = {
        str(row.part or row.intervention): (row.decision, row.because, row.why, row.days_done, row.felt)
        for row in follow_up.decisions.select_related("part", "intervention")
    }
    assert kept == {
        "Ginger tea": ("taper", "", "The mornings are easier.", 6, "light"),
        "Walk after lunch": ("keep", "", "", 4, ""),
        "Long out-breaths": ("not_started", "burden", "Forgot it.", None, ""),
    }
    ginger = follow_up.decisions.get(intervention__isnull=False)
    assert (ginger.proposed, ginger.rule) == ("keep", "Goal reached; 3 in a row before it is tapered")
    reading = follow_up.readings.get()
    assert (reading.part.slot, reading.value, reading.taken_on) == ("target_1", 3, in_its_window)
    assert {row.status for row in OutboundMessage.objects.about(follow_up.pk)} == {Status.CANCELLED}
    assert Event.objects.filter(patient_id=patient.pk, verb="completed follow-up").count() == 1


def test_afterwards_the_page_is_the_summary_of_the_visit(
    desk: Client, in_its_window: date, active: CarePlan, patient: Patient
) -> None:
    post(desk, patient, active)
    page = desk.get(address("follow_up", patient))
    for words in ("What was decided", "Taper", "Not started", "Forgot it.", "A cold in the second week."):
        assert words in page.text
    assert page.context["strip"][0].course.now.value == 3
    assert "Complete the follow-up" not in page.text


def test_a_suggestion_counts_once_it_is_confirmed(
    desk: Client, in_its_window: date, active: CarePlan, patient: Patient
) -> None:
    page = post(desk, patient, active, sure_anchor="")
    assert page.status_code == 422
    assert "Walk after lunch: tick Decided, or choose something else" in page.text


def test_what_differs_from_the_suggestion_needs_no_tick(
    desk: Client, in_its_window: date, active: CarePlan, patient: Patient
) -> None:
    assert post(desk, patient, active, decision_anchor="adjust", sure_anchor="").status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision_anchor": ""}, "decision_anchor"),
        ({"decision_anchor": "perhaps"}, "decision_anchor"),
        ({"days_anchor": "8"}, "days_anchor"),
        ({"felt_anchor": "awful"}, "felt_anchor"),
        ({"because_anchor": "weather"}, "because_anchor"),
        ({"decision_anchor": "stop"}, "why_anchor"),
        ({"score_now_target_1": "11"}, "score_now_target_1"),
        ({"why_coping": "x" * 301}, "why_coping"),
        ({"side_effect_coping": "x" * 201}, "side_effect_coping"),
        ({"note": "x" * 2001}, "note"),
        ({"draft_next": "on", "review_on": ""}, "review_on"),
        ({"draft_next": "on", "review_on": "31-Dec-2050"}, "review_on"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_saved(
    desk: Client,
    in_its_window: date,
    active: CarePlan,
    follow_up: FollowUp,
    patient: Patient,
    changes: dict[str, str],
    field: str,
) -> None:
    page = post(desk, patient, active, **changes)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "The mornings are easier." in page.text
    follow_up.refresh_from_db()
    assert follow_up.is_open
    assert not follow_up.decisions.exists()
    assert not follow_up.readings.exists()
    assert not CarePlan.objects.drafts().exists()


def test_before_its_window_it_takes_a_reason(
    desk: Client, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    page = post(desk, patient, active)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["early_because"]
    assert post(desk, patient, active, early_because="The pain came back").status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.note.startswith("Before its window: The pain came back\n")


def test_before_its_window_the_service_refuses_too(
    active: CarePlan, follow_up: FollowUp, clinician: User
) -> None:
    with pytest.raises(Refused, match="The window opens"):
        complete_follow_up(follow_up_id=follow_up.pk, by=clinician, decisions=decided(active))


def test_after_its_window_it_still_takes_place(
    active: CarePlan, follow_up: FollowUp, clinician: User, patient: Patient
) -> None:
    late = follow_up.closes_on + timedelta(days=9)
    with time_machine.travel(morning(patient, late), tick=False):
        complete_follow_up(follow_up_id=follow_up.pk, by=clinician, decisions=decided(active))
    follow_up.refresh_from_db()
    assert follow_up.completed_on == late


def test_three_questions_asked_here_stand_as_this_weeks_check_in(
    desk: Client, in_its_window: date, active: CarePlan, patient: Patient, clinician: User
) -> None:
    assert post(desk, patient, active, sleep="4", activity="0").status_code == 302
    check_in = CheckIn.objects.get(patient=patient)
    assert (check_in.sleep, check_in.activity, check_in.mood) == (4, 0, None)
    assert check_in.week_of == in_its_window - timedelta(days=in_its_window.weekday())
    assert Event.objects.get(patient_id=patient.pk, verb="asked check-in").by == clinician


def test_the_same_post_twice_completes_once(
    desk: Client, in_its_window: date, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    for _ in range(2):
        with zeal.zeal_ignore():
            answer = post(desk, patient, active, once="0193a0c0-0000-7000-8000-000000000003")
        assert answer.status_code == 302
    assert follow_up.decisions.count() == 3


def test_a_colleague_who_was_slower_keeps_their_words(
    desk: Client, in_its_window: date, active: CarePlan, follow_up: FollowUp, patient: Patient
) -> None:
    with zeal.zeal_ignore():
        post(desk, patient, active)
        page = post(desk, patient, active, why_anchor="She likes it.")
    assert page.status_code == 422
    assert "already closed" in page.text
    assert "She likes it." in page.text
    assert follow_up.decisions.count() == 3


def test_decisions_about_the_plan_before_are_stale(
    desk: Client, active: CarePlan, patient: Patient, clinician: User, today: date
) -> None:
    with zeal.zeal_ignore():
        new = open_plan_draft(patient=patient, by=clinician)
        new = sign_plan(plan_id=new.pk, expected_version=new.version, by=clinician)
    with time_machine.travel(morning(patient, today + timedelta(weeks=WEEKS)), tick=False):
        page = post(desk, patient, active)
    assert page.status_code == 409
    assert "Forgot it." in page.text
    assert FollowUp.objects.get(plan=new).is_open


@pytest.mark.django_db(transaction=True)
def test_of_two_people_completing_at_once_one_is_told(
    active: CarePlan, follow_up: FollowUp, clinician: User
) -> None:
    together = Barrier(2, timeout=20)
    decisions = decided(active)

    def complete(_: int) -> object:
        together.wait()
        try:
            return complete_follow_up(
                follow_up_id=follow_up.pk, by=clinician, decisions=decisions, early_because="They came today"
            )
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(complete, range(2)))
    assert sorted(map(str, outcomes)) == sorted([str(follow_up), "This follow-up is already closed."])
    assert follow_up.decisions.count() == len(decisions)


@pytest.mark.usefixtures("in_its_window")
class TestDecisionsAreOneForEveryItem:
    def complete(self, follow_up: FollowUp, by: User, decisions: dict[Any, Decided]) -> None:
        complete_follow_up(follow_up_id=follow_up.pk, by=by, decisions=decisions)

    def test_none_is_missing(self, active: CarePlan, follow_up: FollowUp, clinician: User) -> None:
        short = decided(active)
        short.popitem()
        with pytest.raises(Refused, match="Decide on every item"):
            self.complete(follow_up, clinician, short)

    def test_none_is_about_another_plan(self, active: CarePlan, follow_up: FollowUp, clinician: User) -> None:
        with pytest.raises(Refused, match="item of another plan"):
            self.complete(follow_up, clinician, decided(active) | {uuid4(): Decided(Decision.KEEP)})

    def test_a_target_with_something_done_for_it_is_decided_by_that(
        self, active: CarePlan, follow_up: FollowUp, clinician: User
    ) -> None:
        target = active.parts.get(slot=Slot.TARGET_1)
        with pytest.raises(Refused, match="item of another plan"):
            self.complete(follow_up, clinician, decided(active) | {target.pk: Decided(Decision.KEEP)})

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (Decided("perhaps"), "Decide on every item"),
            (Decided(Decision.KEEP, because="weather"), "Choose a reason"),
            (Decided(Decision.STOP), "Say why it stops"),
        ],
    )
    def test_each_is_one_of_the_words(
        self, active: CarePlan, follow_up: FollowUp, clinician: User, wrong: Decided, said: str
    ) -> None:
        decisions = decided(active)
        with pytest.raises(Refused, match=said):
            self.complete(follow_up, clinician, decisions | {next(iter(decisions)): wrong})
        assert not follow_up.decisions.exists()


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
    in_its_window: date,
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


def test_the_page_asks_the_database_a_bounded_number_of_times(
    desk: Client,
    in_its_window: date,
    patient: Patient,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    desk.get(address("follow_up", patient))
    with django_assert_max_num_queries(24):
        desk.get(address("follow_up", patient))


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
