from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest

from integrative.audit.models import Event
from symptoms.models import GoalsOfCareEntry, Lean
from tests.factories.symptoms import GoalsEntryFactory

from .helpers import chart_url, guards

QUESTIONS = (
    "What are you hoping for in the next two months?",
    "What are you most worried about?",
    "If we had to make a hard choice between longer time and better comfort, where would you lean today?",
)


def ask(desk, patient, **answers):
    post = guards(patient, hope="The recital", worry="", lean="undecided", prompted_by="scan") | answers
    return desk.post(chart_url("goals", patient), post)


def no_change(desk, patient, entry, **changed):
    return desk.post(chart_url("goals_no_change", patient), guards(patient, last=str(entry.pk)) | changed)


def entries(patient):
    return GoalsOfCareEntry.objects.of(patient).newest_first()


def test_an_empty_log_has_the_three_questions_ready(patient, desk):
    text = unescape(desk.get(chart_url("goals", patient)).content.decode())
    assert all(question in text for question in QUESTIONS)
    assert all(lean in text for lean in Lean.labels)
    assert "Not asked yet" in text
    assert "No change since" not in text


def test_todays_answers_are_kept_with_who_asked(patient, desk, clinician):
    assert ask(desk, patient).url == chart_url("goals", patient)
    entry = entries(patient).get()
    assert (entry.hope, entry.lean, entry.prompted_by) == ("The recital", Lean.UNDECIDED, "scan")
    assert (entry.asked_by, entry.asked_on) == (clinician, patient.clinic.today())


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"lean": ""}, "Choose where the person leans today"),
        ({"lean": "upward"}, "Choose one of the answers"),
        ({"hope": "", "lean": "not_now"}, "Write at least one answer"),
        ({"worry": "a" * 4001}, "Shorten this to 4,000 characters"),
        ({"prompted_by": "a" * 201}, "Shorten this to 200 characters"),
        ({"prompted_by": "a" * 198, "prompts": ["scan"]}, "longer than 200"),
        ({"prompts": ["bad weather"]}, "Choose one of these"),
        ({"present": "a" * 201}, "Shorten this to 200 characters"),
        ({"changes": "a" * 4001}, "Shorten this to 4,000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_stays_typed(patient, desk, answers, words):
    answer = ask(desk, patient, **answers)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "scan" in answer.content.decode() or "prompted_by" in answers
    assert not entries(patient).exists()


def test_pressing_twice_writes_once(patient, desk):
    post = guards(patient, hope="The recital", lean="comfort")
    answers = [desk.post(chart_url("goals", patient), post) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert entries(patient).count() == 1


def test_every_answer_stays_newest_first(patient, desk):
    GoalsEntryFactory(patient=patient, hope="The older hope", asked_on=date(2026, 1, 2))
    GoalsEntryFactory(patient=patient, hope="The newer hope", asked_on=date(2026, 2, 3))
    text = desk.get(chart_url("goals", patient)).content.decode()
    assert text.index("The newer hope") < text.index("The older hope")
    assert "No change since 3 Feb" in text


def test_no_change_is_a_new_dated_answer(patient, desk, clinician):
    last = GoalsEntryFactory(patient=patient, asked_on=date(2026, 1, 2))
    no_change(desk, patient, last)
    newest = entries(patient).first()
    assert entries(patient).count() == 2
    assert (newest.hope, newest.worry, newest.lean) == (last.hope, last.worry, last.lean)
    assert (newest.asked_on, newest.asked_by) == (patient.clinic.today(), clinician)
    assert newest.prompted_by == "asked, no change"


def test_no_change_pressed_twice_writes_once(patient, desk):
    last = GoalsEntryFactory(patient=patient, asked_on=date(2026, 1, 2))
    post = guards(patient, last=str(last.pk))
    answers = [desk.post(chart_url("goals_no_change", patient), post) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert entries(patient).count() == 2


def test_no_change_on_an_answer_that_is_no_longer_the_last_is_stale(patient, desk):
    seen = GoalsEntryFactory(patient=patient, asked_on=date(2026, 1, 2))
    GoalsEntryFactory(patient=patient, asked_on=date(2026, 2, 3))
    assert no_change(desk, patient, seen).status_code == 409
    assert entries(patient).count() == 2


@pytest.mark.parametrize("broken", [{"last": "x"}, {"last": ""}, {"chart": ""}])
def test_a_damaged_no_change_writes_nothing(patient, desk, broken):
    last = GoalsEntryFactory(patient=patient)
    assert no_change(desk, patient, last, **broken).status_code == 422
    assert entries(patient).count() == 1


def test_a_reading_is_noted_once_in_half_an_hour(patient, desk, clinician):
    for _ in range(2):
        desk.get(chart_url("goals", patient))
    read = Event.objects.about_patient(patient.pk).filter(verb="read goals of care")
    assert [event.by for event in read] == [clinician]


def test_a_refused_answer_shows_the_log_and_is_noted_too(patient, desk):
    assert ask(desk, patient, lean="").status_code == 422
    assert Event.objects.about_patient(patient.pk).filter(verb="read goals of care").exists()


def test_what_prompted_it_who_was_there_and_what_changed_stand_in_the_log(patient, desk):
    ask(
        desk,
        patient,
        prompts=["scan", "family event"],
        prompted_by="his brother called",
        present="his wife Ruth",
        changes="No more clinic visits on Fridays",
    )
    text = unescape(desk.get(chart_url("goals", patient)).content.decode())
    assert "Prompted by: scan, family event, his brother called" in text
    assert "Also there: his wife Ruth" in text
    assert "No more clinic visits on Fridays" in text


@pytest.mark.parametrize("count", [5, 50])
def test_the_log_costs_the_same_queries_however_long(patient, desk, count, django_assert_max_num_queries):
    for number in range(count):
        GoalsEntryFactory(patient=patient, asked_on=date(2025, 1, 1) + timedelta(days=number))
    with django_assert_max_num_queries(24):
        assert desk.get(chart_url("goals", patient)).status_code == 200
