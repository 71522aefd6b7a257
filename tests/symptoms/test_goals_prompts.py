"""When to ask again, and whether the plan still fits: the rules alone, then what the pages make of them."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from patients.models import DiseaseStatus, HospitalVisit, LifeEvent, Metastasis, PhaseOfCare, Recurrence
from symptoms.goals_prompts import Answer, Happening, ask_again, doubt_about
from symptoms.goals_watch import goals_watch
from symptoms.models import Lean
from tests.factories.careplans import CarePlanFactory, FollowUpFactory
from tests.factories.patients import CancerFactory
from tests.factories.symptoms import ConsultationFactory, GoalsEntryFactory

from .helpers import chart_url, guards

OCTOBER, NOVEMBER = date(2026, 10, 8), date(2026, 11, 3)
TODAY = date(2026, 11, 20)


class TestAskingAgain:
    def test_what_happened_since_the_last_answer_asks_again_oldest_first(self):
        happened = [Happening(TODAY, "scan"), Happening(NOVEMBER, "hospital stay")]
        again = ask_again(happened, asked_on=OCTOBER, known_since=OCTOBER)
        assert again
        assert [each.words for each in again.since] == ["hospital stay", "scan"]

    @pytest.mark.parametrize("on", [None, OCTOBER, date(2026, 10, 7)])
    def test_an_unknown_day_and_days_up_to_the_answer_do_not(self, on):
        assert ask_again([Happening(on, "scan")], asked_on=OCTOBER, known_since=OCTOBER) is None

    def test_without_an_answer_the_days_since_the_person_came_count(self):
        happened = [Happening(OCTOBER, "scan"), Happening(date(2026, 10, 7), "recurrence")]
        again = ask_again(happened, asked_on=None, known_since=OCTOBER)
        assert again
        assert [each.words for each in again.since] == ["scan"]


class TestDoubtAboutThePlan:
    def test_a_crossing_after_the_plan_raises_it(self):
        answers = [Answer(TODAY, Lean.COMFORT), Answer(OCTOBER, Lean.LEAN_LONGER)]
        doubt = doubt_about(OCTOBER, answers)
        assert doubt
        assert (doubt.side_before.then, doubt.side_now.now) == ("leaned to longer time", "lean to comfort")

    @pytest.mark.parametrize(
        ("newest", "before", "crosses"),
        [
            (Lean.UNDECIDED, Lean.LONGER, True),
            (Lean.LEAN_LONGER, Lean.COMFORT, True),
            (Lean.LONGER, Lean.LEAN_LONGER, False),
            (Lean.COMFORT, Lean.LEAN_COMFORT, False),
            (Lean.NOT_NOW, Lean.LONGER, False),
        ],
    )
    def test_only_another_side_is_a_crossing(self, newest, before, crosses):
        assert bool(doubt_about(OCTOBER, [Answer(TODAY, newest), Answer(OCTOBER, before)])) is crosses

    def test_an_answer_of_the_day_of_the_plan_went_into_it(self):
        answers = [Answer(NOVEMBER, Lean.COMFORT), Answer(OCTOBER, Lean.LONGER)]
        assert doubt_about(NOVEMBER, answers) is None

    def test_an_answer_that_was_not_given_is_passed_over(self):
        answers = [
            Answer(TODAY, Lean.COMFORT),
            Answer(OCTOBER, Lean.NOT_NOW),
            Answer(date(2026, 9, 1), Lean.LONGER),
        ]
        doubt = doubt_about(NOVEMBER, answers)
        assert doubt
        assert doubt.before == answers[2]

    def test_never_asked_before_the_plan_raises_it(self):
        assert doubt_about(OCTOBER, [])
        doubt = doubt_about(OCTOBER, [Answer(TODAY, Lean.LONGER)])
        assert doubt
        assert doubt.before is None

    def test_without_a_plan_there_is_none(self):
        assert doubt_about(None, [Answer(TODAY, Lean.COMFORT)]) is None


@pytest.fixture
def weeks_ago(patient):
    return lambda weeks: patient.clinic.today() - timedelta(weeks=weeks)


@pytest.fixture
def crossed(patient, weeks_ago):
    """A plan made when they leaned to longer time, and a later answer on the other side."""
    GoalsEntryFactory(patient=patient, asked_on=weeks_ago(6), lean=Lean.LEAN_LONGER, hope="The recital")
    plan = CarePlanFactory(patient=patient, active=True, activated_on=weeks_ago(6))
    FollowUpFactory(plan=plan, patient=patient)
    GoalsEntryFactory(patient=patient, asked_on=weeks_ago(2), lean=Lean.COMFORT, hope="To be at home")
    HospitalVisit.objects.create(patient=patient, kind="admission", started_on=weeks_ago(1))


def test_every_kind_of_turn_asks_again(patient, clinician, weeks_ago):
    GoalsEntryFactory(patient=patient, asked_on=weeks_ago(8))
    cancer = CancerFactory(patient=patient)
    about = {"patient": patient, "cancer": cancer}
    DiseaseStatus.objects.create(**about, status="progressing", evidence="imaging", observed_on=weeks_ago(6))
    DiseaseStatus.objects.create(**about, status="stable", evidence="examination", observed_on=weeks_ago(6))
    Recurrence.objects.create(**about, kind="local", found_on=weeks_ago(5))
    Metastasis.objects.create(**about, site="bone", found_on=weeks_ago(4))
    Metastasis.objects.create(**about, site="liver", found_on=None)
    HospitalVisit.objects.create(patient=patient, kind="emergency", started_on=weeks_ago(3))
    PhaseOfCare.objects.create(patient=patient, phase="hospice", started_on=weeks_ago(2))
    LifeEvent.objects.create(patient=patient, event="a wedding", happened_on=weeks_ago(1))
    watch = goals_watch(patient, clinician)
    assert watch
    assert watch.ask_again
    assert [each.words for each in watch.ask_again.since] == [
        "scan, progressing",
        "local recurrence",
        "metastasis found, bone",
        "emergency visit",
        "phase of care is now hospice",
        "life event, a wedding",
    ]


def test_it_is_one_query(patient, clinician, crossed, django_assert_num_queries):
    clinician.clinic_ids()
    goals_watch(patient, clinician)
    with django_assert_num_queries(1):
        assert goals_watch(patient, clinician)


@pytest.mark.parametrize("address", ["symptoms:goals", "careplans:plan", "workspace:chart", "symptoms:map"])
def test_the_pages_ask_whether_the_plan_still_fits(patient, desk, clinician, crossed, address):
    ConsultationFactory(patient=patient, author=clinician)
    text = unescape(desk.get(reverse(address, args=[patient.pk])).content.decode())
    assert "The plan was signed when they leaned to longer time" in text
    assert "they lean to comfort. Does it still fit?" in text
    assert "since then: hospital stay on" in text


@pytest.mark.parametrize("role", ["navigator", "pharmacist"])
@pytest.mark.parametrize("address", ["careplans:plan", "workspace:chart", "symptoms:map"])
def test_others_see_nothing_of_it(patient, sign_in, crossed, role, address):
    text = unescape(sign_in(role).get(reverse(address, args=[patient.pk])).content.decode())
    assert "Does it still fit?" not in text
    assert "Asked last on" not in text


def test_after_a_death_nobody_is_asked(patient, clinician, crossed):
    patient.deceased_on = patient.clinic.today()
    assert goals_watch(patient, clinician) is None


def test_the_plan_can_be_written_all_the_same(patient, desk, crossed):
    page = desk.get(chart_url("goals", patient)).content.decode()
    assert 'class="alert hold no-print"' in page
    start = reverse("careplans:start", args=[patient.pk])
    assert desk.post(start, guards(patient)).status_code == 302
