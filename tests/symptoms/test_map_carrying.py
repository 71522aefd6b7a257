"""What was answered last time is shown, and taken over only when the person says so."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from integrative.accounts.errors import Refused
from symptoms.models import Food, PainArea, Section, Stress, TriedBefore
from symptoms.services import SectionChanged, carry_forward, save_section
from tests.factories.patients import PatientFactory
from tests.factories.symptoms import ConsultationFactory, FunctionGoalFactory, ScoreFactory, sign

from .helpers import chart_url, guards


@pytest.fixture
def before(patient, clinician):
    """A signed map of two weeks ago with a bit of everything."""
    last = ConsultationFactory(patient=patient, author=clinician, visit_on=date(2026, 10, 19))
    last.what_matters.good_week = "Ride to the lake"
    last.what_matters.save()
    ScoreFactory(consultation=last, score=8)
    PainArea.objects.create(
        consultation=last, position=1, regions=["lower_back"], worst=7, usual=4, is_worsening=True
    )
    FunctionGoalFactory(consultation=last, words="Cook standing up", expected="Once a day", attained=-1)
    Food.objects.create(consultation=last, pattern="small_often", lost_weight="yes", share_of_usual=60)
    Stress.objects.create(consultation=last, anx1=3, anx2=2, dep1=1, dep2=1, stressors=["money"])
    TriedBefore.objects.create(consultation=last, position=1, what="Warm socks", outcome="helped")
    return sign(last)


@pytest.fixture
def today(before, clinician):
    return ConsultationFactory(patient=before.patient, author=clinician)


def carry(section, draft, by, **more):
    options = {"expected_version": 0, "once": uuid4()} | more
    return carry_forward(section, consultation_id=draft.pk, by=by, **options)


def test_last_time_is_shown_in_an_empty_section_and_nothing_is_written(today, desk):
    page = desk.get(chart_url("map", today.patient)).content.decode()
    assert "Last time, 19 Oct" in page
    assert "Ride to the lake" in page
    today.what_matters.refresh_from_db()
    assert today.what_matters.good_week == ""
    assert not today.section_versions.exclude(version=0).exists()


def test_taking_over_is_an_act_that_the_section_remembers(today, desk, before):
    url = chart_url("carry_section", today.patient, section=Section.WHAT_MATTERS)
    answer = desk.post(url, guards(today.patient, draft=str(today.pk), version=0))
    today.what_matters.refresh_from_db()
    assert answer.url == f"{chart_url('map', today.patient)}#what-matters"
    assert today.what_matters.good_week == "Ride to the lake"
    assert today.section_versions.get(section=Section.WHAT_MATTERS).carried_from == before
    assert "Taken over from 19 Oct" in desk.get(chart_url("map", today.patient)).content.decode()


def test_pain_is_taken_over_without_its_scores(today, clinician):
    carry(Section.PAIN, today, clinician)
    area, goal = today.painareas.get(), today.function_goals.get()
    assert (area.regions, area.worst, area.usual, area.is_worsening) == (["lower_back"], None, None, None)
    assert (goal.words, goal.expected, goal.attained) == ("Cook standing up", "Once a day", None)


def test_what_is_measured_over_the_last_days_is_asked_again(today, clinician):
    carry(Section.FOOD, today, clinician)
    carry(Section.STRESS, today, clinician)
    food, stress = today.food, today.stress
    assert (food.pattern, food.lost_weight, food.share_of_usual) == ("small_often", "", None)
    assert (stress.stressors, stress.anx1, stress.dep2) == (["money"], None, None)


@pytest.mark.parametrize(
    "section",
    [Section.SYMPTOMS, Section.SUPPLEMENTS, Section.SLEEP, Section.TREATMENT, Section.RED_FLAGS],
)
def test_what_is_of_today_is_never_taken_over(today, clinician, section):
    with pytest.raises(Refused, match="nothing to take over"):
        carry(section, today, clinician)


def test_carried_twice_by_one_form_counts_once(today, clinician):
    once = uuid4()
    carry(Section.HELPED, today, clinician, once=once)
    carry(Section.HELPED, today, clinician, once=once)
    assert [row.what for row in today.triedbefores.all()] == ["Warm socks"]


def test_carried_twice_from_two_windows_is_a_conflict(today, clinician):
    carry(Section.HELPED, today, clinician)
    with pytest.raises(SectionChanged):
        carry(Section.HELPED, today, clinician)


def test_what_was_typed_meanwhile_stays(today, desk, clinician):
    post = guards(today.patient, draft=str(today.pk), version=0)
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=today.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "Sleep through", "fear": "", "hope": ""},
    )
    url = chart_url("carry_section", today.patient, section=Section.WHAT_MATTERS)
    answer = desk.post(url, post)
    today.what_matters.refresh_from_db()
    assert answer.status_code == 409
    assert "changed by someone else" in answer.content.decode()
    assert today.what_matters.good_week == "Sleep through"
    with pytest.raises(Refused, match="Something is written here already"):
        carry(Section.WHAT_MATTERS, today, clinician, expected_version=1)


def test_nothing_comes_from_another_persons_map(today, desk, clinician):
    other = PatientFactory(clinic=today.patient.clinic, lead_clinician=clinician)
    draft = ConsultationFactory(patient=other, author=clinician)
    with pytest.raises(Refused, match="nothing to take over"):
        carry(Section.WHAT_MATTERS, draft, clinician)
    url = chart_url("carry_section", other, section=Section.WHAT_MATTERS)
    answer = desk.post(url, guards(other, draft=str(today.pk), version=0))
    today.what_matters.refresh_from_db()
    assert answer.status_code == 422
    assert today.what_matters.good_week == ""


def test_another_clinics_map_is_not_reached(today, sign_in):
    url = chart_url("carry_section", today.patient, section=Section.WHAT_MATTERS)
    answer = sign_in("other_clinic").post(url, guards(today.patient, draft=str(today.pk), version=0))
    assert answer.status_code == 404
