"""A chart's first page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from integrative.audit.models import Event
from integrative.workspace.overview import weeks_in
from tests.factories.careplans import CheckInFactory
from tests.factories.referrals import ReferralFactory, ServiceFactory
from tests.factories.symptoms import (
    ConsultationFactory,
    GoalsEntryFactory,
    ProductFactory,
    ScoreFactory,
    sign,
    signed_map,
)

READERS = {
    "clinician": 200,
    "navigator": 200,
    "pharmacist": 200,
    "administrator": 403,
    "other_clinic": 404,
    "nobody": 302,
}


@pytest.fixture
def open_chart(sign_in, patient):
    """The page as the named role sees it, as text."""
    return lambda role="clinician": sign_in(role).get(reverse("workspace:chart", args=[patient.pk])).text


@pytest.fixture
def in_words(patient):
    """A signed map with the person's own words and one score."""
    draft = ConsultationFactory(patient=patient, visit_on=patient.clinic.today() - timedelta(weeks=6))
    words = draft.what_matters
    words.good_week, words.fear, words.hope = "Breakfast three days running", "Wasting away", "The recital"
    words.save()
    ScoreFactory(consultation=draft, symptom="esas_nausea", score=8)
    return sign(draft)


@pytest.mark.parametrize(("role", "status"), READERS.items())
def test_who_may_open_a_chart(sign_in, patient, role, status):
    assert sign_in(role).get(reverse("workspace:chart", args=[patient.pk])).status_code == status


def test_opening_is_written_down_once(sign_in, patient, clinician):
    browser = sign_in("clinician")
    for _ in range(2):
        browser.get(reverse("workspace:chart", args=[patient.pk]))
    assert Event.objects.filter(verb="opened chart", patient_id=patient.pk, by=clinician).count() == 1


def test_a_new_chart_is_not_blank(open_chart):
    page = open_chart()
    assert "Before the first map" in page
    assert "Nothing is written yet." in page
    assert "No scores yet." in page
    assert "A plan follows the first signed map." in page
    assert "Not asked" in page
    assert "None open." in page
    assert "No answers yet." in page


class TestNextStep:
    def test_without_a_map_it_is_to_start_one(self, open_chart):
        assert "Start map" in open_chart()

    def test_with_a_draft_of_mine_it_is_to_continue(self, open_chart, patient):
        ConsultationFactory(patient=patient)
        assert "Continue map" in open_chart()

    def test_with_a_draft_of_a_colleague_it_is_still_to_start(self, open_chart, patient, staff):
        ConsultationFactory(patient=patient, author=staff.other_clinic)
        assert "Start map" in open_chart()

    def test_with_a_signed_map_it_is_to_write_the_plan(self, open_chart, in_words):
        page = open_chart()
        assert "Write plan" in page
        assert "Map signed, plan to write" in page

    @pytest.mark.parametrize(("closes_in", "offered"), [(-3, True), (7, True), (30, False)])
    def test_with_a_plan_it_is_the_follow_up_when_that_is_due(
        self, open_chart, in_words, patient, give_plan, closes_in, offered
    ):
        give_plan(patient, closes_in=closes_in)
        page = open_chart()
        assert ("Start follow-up" in page) is offered
        assert "Write plan" not in page

    @pytest.mark.parametrize("role", ["navigator", "pharmacist"])
    def test_those_who_do_not_write_are_offered_none(self, open_chart, role):
        assert "Start map" not in open_chart(role)

    def test_after_death_there_is_none(self, open_chart, patient, today):
        patient.deceased_on = today
        patient.save()
        page = open_chart()
        assert "This person has died" in page
        assert "Start map" not in page


def test_the_persons_own_words_stand_on_top(open_chart, in_words):
    page = open_chart()
    for words in ("Breakfast three days running", "Wasting away", "The recital"):
        assert f'<p class="voice">{words}</p>' in page


@pytest.mark.parametrize("role", ["navigator", "pharmacist"])
def test_hopes_and_worries_are_for_clinicians(open_chart, in_words, patient, role):
    GoalsEntryFactory(patient=patient)
    page = open_chart(role)
    assert "Wasting away" not in page
    assert "The recital" not in page
    assert "Leans to longer time" not in page
    assert "Breakfast three days running" in page
    assert "open to this person’s clinicians" in page


def test_clinicians_see_where_the_person_leans_today(open_chart, patient):
    GoalsEntryFactory(patient=patient)
    assert "Leans to longer time" in open_chart()


def test_words_of_an_unsigned_map_are_not_said_yet(open_chart, patient):
    draft = ConsultationFactory(patient=patient)
    draft.what_matters.good_week = "Not yet said"
    draft.what_matters.save()
    assert "Not yet said" not in open_chart()


def test_the_plan_stands_in_the_order_of_its_slots(open_chart, patient, give_plan):
    give_plan(patient)
    page = open_chart()
    assert page.index("Ginger tea</span>") < page.index("Walk after lunch") < page.index("Long out-breaths")
    assert "Ginger tea before getting up" in page
    assert "Five weeks in" in page
    assert "from 8 to 3" in page


def test_symptoms_show_targets_first_and_a_missed_map_as_a_gap(sign_in, in_words, patient, give_plan, today):
    signed_map(patient, scores={"esas_pain": 9}, visit_on=today - timedelta(weeks=3))
    signed_map(patient, scores={"esas_nausea": 3, "esas_pain": 9})
    give_plan(patient)
    page = sign_in("clinician").get(reverse("workspace:chart", args=[patient.pk]))
    trends = page.context["overview"].trends
    assert [trend.chart.name for trend in trends] == ["Nausea", "Pain"]
    assert [reading.score for reading in trends[0].chart.readings] == [8, None, 3]
    assert trends[0].chart.goal == 3
    assert "▼ 5, better" in page.text
    assert "not answered" in page.text


def test_products_are_loudly_not_screened(open_chart, patient):
    ProductFactory(patient=patient, name_as_typed="Antioxidant complex")
    page = open_chart()
    assert "Antioxidant complex" in page
    assert "Not screened" in page


def test_asked_none_and_not_asked_are_different(open_chart, patient):
    assert "nobody wrote down that there is nothing" in open_chart()
    draft = ConsultationFactory(patient=patient, takes_no_products=True)
    sign(draft)
    assert "Takes nothing, asked" in open_chart()


@pytest.mark.parametrize(("role", "shown"), [("clinician", True), ("navigator", True), ("pharmacist", False)])
def test_open_referrals_are_shown_to_those_who_read_them(open_chart, patient, role, shown):
    service = ServiceFactory(clinic=patient.clinic, name="Acupuncture")
    ReferralFactory(patient=patient, late=True, service=service)
    page = open_chart(role)
    assert ("Acupuncture" in page) is shown
    assert ("Open referrals" in page) is shown


def test_the_latest_check_in_tells_what_was_left_out(open_chart, patient, give_plan):
    plan = give_plan(patient).plan
    CheckInFactory(plan=plan, patient=patient, sleep=0, activity=None, words="Tired of tea")
    page = open_chart()
    assert "Tired of tea" in page
    assert "<i>Sleep</i> <b>0</b>" in page
    assert "<i>Activity</i> <b>left out</b>" in page


def test_markup_in_the_persons_words_is_shown_as_typed(open_chart, patient):
    draft = ConsultationFactory(patient=patient)
    draft.what_matters.good_week = "<script>alert(1)</script>"
    draft.what_matters.save()
    sign(draft)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in open_chart()


@pytest.mark.parametrize(
    ("weeks", "said"),
    [(0, "The plan’s first week"), (1, "One week in"), (6, "Six weeks in"), (12, "12 weeks in")],
)
def test_how_long_the_plan_has_run(weeks, said):
    start = date(2026, 10, 8)
    assert weeks_in(start, start + timedelta(weeks=weeks, days=3)) == said


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_for_one_map_and_twelve(
    sign_in, patient, give_plan, today, django_assert_max_num_queries, count
):
    give_plan(patient)
    for weeks in range(count):
        scores = {"esas_nausea": 5, "esas_pain": 4}
        signed_map(patient, scores=scores, visit_on=today - timedelta(weeks=weeks))
        ProductFactory(patient=patient)
        ReferralFactory(patient=patient)
    browser, address = sign_in("clinician"), reverse("workspace:chart", args=[patient.pk])
    browser.get(address)
    with django_assert_max_num_queries(30):
        browser.get(address)
