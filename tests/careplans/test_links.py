"""What a patient opens from a link, without an account and without script."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
import zeal
from django.test import Client

from careplans.links import check_in_url, my_plan_url, sunday_of
from careplans.models import CarePlan, CheckIn, FollowUp
from careplans.services import open_plan_draft, save_one_thing, sign_plan
from integrative.accounts.keys import uuid7
from integrative.accounts.links import Purpose, make_token
from integrative.accounts.models import User
from integrative.audit.models import Event
from patients.models import Patient


@pytest.fixture
def plan_path(follow_up: FollowUp, today: date) -> str:
    return urlsplit(my_plan_url(follow_up, today=today)).path


@pytest.fixture
def week_path(active: CarePlan, today: date) -> str:
    return urlsplit(check_in_url(active, today=today)).path


def test_the_plan_in_plain_words(client: Client, plan_path: str, patient: Patient) -> None:
    page = client.get(plan_path)
    assert page.status_code == 200
    for words in (
        "Hello Dan",
        "do just one thing",
        "Ginger tea with breakfast",
        "What we are working on: Morning nausea",
        "To the gate and back.",
        patient.clinic.phone,
    ):
        assert words in page.text


@pytest.mark.parametrize("path", ["plan_path", "week_path"])
def test_a_patients_page_tells_no_more_than_the_name_they_go_by(
    client: Client, request: pytest.FixtureRequest, path: str, patient: Patient
) -> None:
    page = client.get(request.getfixturevalue(path))
    for hidden in ("Okafor", "Daniel", patient.mrn, "1964", str(patient.pk), "dan@mail.example"):
        assert hidden not in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize("path", ["plan_path", "week_path"])
def test_a_patients_page_is_not_kept_found_or_passed_on(
    client: Client, request: pytest.FixtureRequest, path: str
) -> None:
    headers = client.get(request.getfixturevalue(path)).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Cache-Control"] == "no-store"


def test_a_link_of_one_purpose_opens_no_other_page(client: Client, plan_path: str, week_path: str) -> None:
    assert client.get(plan_path.replace("/m/", "/c/")).status_code == 404
    assert client.get(week_path.replace("/c/", "/m/")).status_code == 404
    assert client.post(plan_path.replace("/m/", "/c/"), {"sleep": "3"}).status_code == 404
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "f" + token[1:], lambda token: "x", str.upper]
)
def test_an_altered_link_does_not_open(client: Client, plan_path: str, change: Any) -> None:
    token = plan_path.split("/")[2]
    page = client.get(f"/m/{change(token)}/")
    assert page.status_code == 404
    assert "This link does not open" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.django_db
def test_a_link_to_no_plan_does_not_open(client: Client) -> None:
    token = make_token(Purpose.MY_PLAN, subject_id=uuid7(), last_day=date(2099, 1, 1))
    assert client.get(f"/m/{token}/").status_code == 404


def test_the_plan_link_works_two_weeks_past_the_window(
    client: Client, plan_path: str, follow_up: FollowUp, patient: Patient
) -> None:
    last = follow_up.closes_on + timedelta(days=14)
    late_evening = datetime(last.year, last.month, last.day, 23, 59, tzinfo=patient.clinic.zone)
    with time_machine.travel(late_evening, tick=False):
        assert client.get(plan_path).status_code == 200
    with time_machine.travel(late_evening + timedelta(minutes=2), tick=False):
        page = client.get(plan_path)
    assert page.status_code == 410
    assert "This link has ended" in page.text
    assert patient.clinic.phone in page.text


def test_the_check_in_link_ends_on_sunday_night(
    client: Client, week_path: str, today: date, patient: Patient
) -> None:
    sunday = sunday_of(today)
    assert sunday.isoweekday() == 7
    late_evening = datetime(sunday.year, sunday.month, sunday.day, 23, 59, tzinfo=patient.clinic.zone)
    with time_machine.travel(late_evening, tick=False):
        assert client.get(week_path).status_code == 200
    with time_machine.travel(late_evening + timedelta(minutes=2), tick=False):
        assert client.post(week_path, {"sleep": "3"}).status_code == 410
    assert not CheckIn.objects.exists()


def test_the_link_of_a_superseded_plan_shows_the_one_that_counts(
    client: Client, plan_path: str, patient: Patient, clinician: User
) -> None:
    with zeal.zeal_ignore():
        new = open_plan_draft(patient=patient, by=clinician)
        new = save_one_thing(
            plan_id=new.pk, expected_version=new.version, by=clinician, one_thing="Rest at noon"
        )
        sign_plan(plan_id=new.pk, expected_version=new.version, by=clinician)
    page = client.get(plan_path)
    assert "Rest at noon" in page.text
    assert "Ginger tea with breakfast" not in page.text


def test_when_no_plan_is_active_the_page_says_so(
    client: Client, plan_path: str, active: CarePlan, patient: Patient
) -> None:
    CarePlan.objects.filter(pk=active.pk).update(status="ended")
    page = client.get(plan_path)
    assert page.status_code == 200
    assert "No plan is active at the moment" in page.text
    assert patient.clinic.phone in page.text


def test_a_follow_up_that_took_place_is_not_arranged_again(
    client: Client, plan_path: str, follow_up: FollowUp, clinician: User, today: date
) -> None:
    assert "We look back together" in client.get(plan_path).text
    FollowUp.objects.filter(pk=follow_up.pk).update(completed_on=today, completed_by=clinician)
    with zeal.zeal_ignore():
        assert "We look back together" not in client.get(plan_path).text


def test_the_check_in_says_what_to_do_before_it_can_be_sent(
    client: Client, week_path: str, patient: Patient
) -> None:
    page = client.get(week_path)
    assert page.status_code == 200
    assert page.text.index(f'href="tel:{patient.clinic.phone}"') < page.text.index("Send to my team")
    assert page.text.count('value="10"') == 3


def test_answers_are_kept_for_the_week(
    client: Client, week_path: str, active: CarePlan, patient: Patient, today: date
) -> None:
    answer = client.post(week_path, {"sleep": "0", "activity": "", "mood": "10", "words": "Better nights"})
    assert (answer.status_code, answer.url) == (302, f"{week_path}sent/")
    check_in = CheckIn.objects.get()
    assert (check_in.patient, check_in.plan) == (patient, active)
    assert check_in.week_of == today - timedelta(days=today.weekday())
    assert (check_in.sleep, check_in.activity, check_in.mood) == (0, None, 10)
    assert check_in.words == "Better nights"
    assert Event.objects.filter(patient_id=patient.pk, by=None, verb="answered check-in").count() == 1
    assert "Thank you, Dan" in client.get(answer.url).text


@pytest.mark.parametrize(("answer", "asked"), [("6", False), ("7", True)])
def test_after_a_severe_answer_the_page_asks_to_call_now(
    client: Client, week_path: str, patient: Patient, answer: str, asked: bool
) -> None:
    client.post(week_path, {"sleep": answer})
    page = client.get(f"{week_path}sent/").text
    assert ("Please call us now" in page) is asked
    assert "Nobody watches them day and night" in page


def test_sent_again_the_answers_replace_the_first(client: Client, week_path: str) -> None:
    with zeal.zeal_ignore():
        client.post(week_path, {"sleep": "3", "words": "First"})
        page = client.get(week_path)
        assert "You have sent this already" in page.text
        assert 'value="First"' in page.text
        client.post(week_path, {"mood": "5", "words": ""})
    check_in = CheckIn.objects.get()
    assert (check_in.sleep, check_in.mood, check_in.words) == (None, 5, "")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"sleep": "11", "words": "Kept"}, "Choose a number from 0 to 10"),
        ({"mood": "often", "words": "Kept"}, "Choose a number from 0 to 10"),
        ({"words": "x" * 501}, "Shorten this to 500 characters"),
        ({"words": "a\x00b"}, ""),
        ({"sleep": "", "activity": "", "mood": "", "words": " "}, "Answer one question or write a line"),
    ],
)
def test_what_does_not_fit_comes_back(
    client: Client, week_path: str, answers: dict[str, str], says: str
) -> None:
    page = client.post(week_path, answers)
    assert page.status_code == 422
    assert says in page.text
    assert answers["words"] in page.text
    assert not CheckIn.objects.exists()


def test_the_check_in_is_guarded_against_forged_posts(week_path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(week_path, {"sleep": "3"}).status_code == 403
    token = strict.get(week_path).cookies["csrftoken"].value
    assert strict.post(week_path, {"sleep": "3", "csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_plan_is_only_read(client: Client, plan_path: str, method: str) -> None:
    assert getattr(client, method)(plan_path).status_code == 405
