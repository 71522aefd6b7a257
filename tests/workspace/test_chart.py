"""A chart's first page."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from integrative.accounts.clock import standing_at
from integrative.audit.models import Event
from integrative.ui.days import identity_day, work_day
from integrative.workspace.overview import MAPS_IN_TRENDS, PRODUCTS_SHOWN, REFERRALS_SHOWN, weeks_in
from patients.models import Allergy, CareTeamMember
from patients.services import record_fact
from symptoms.services import open_draft
from tests.cache import forget
from tests.factories.careplans import CheckInFactory
from tests.factories.patients import MeasurementFactory, TreatmentFactory
from tests.factories.referrals import ReferralFactory, ServiceFactory
from tests.factories.symptoms import (
    ConsultationFactory,
    GoalsEntryFactory,
    ProductFactory,
    ScoreFactory,
    sign,
    signed_map,
)

from .records import lengthen

DAY = timedelta(days=1)
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


def address_of_history(fact: Allergy) -> str:
    return reverse("patients:fact_history", args=[fact.patient_id, "allergy", fact.pk])


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


@pytest.mark.parametrize("count", [5, pytest.param(500, marks=pytest.mark.slow)])
def test_the_page_costs_the_same_however_long_the_record(
    sign_in, patient, staff, django_assert_max_num_queries, count
):
    lengthen(patient, count, colleague=staff.navigator)
    browser, address = sign_in("clinician"), reverse("workspace:chart", args=[patient.pk])
    with django_assert_max_num_queries(14):
        page = browser.get(address)
    assert page.text.count("<li>") < 100
    assert page.context["overview"].news.has_more


def test_every_list_of_a_long_record_ends(sign_in, patient, staff):
    lengthen(patient, 40, colleague=staff.navigator)
    page = sign_in("clinician").get(reverse("workspace:chart", args=[patient.pk]))
    overview = page.context["overview"]
    assert len(overview.products) == PRODUCTS_SHOWN
    assert "And more, on the map." in page.text
    assert len(overview.referrals) == REFERRALS_SHOWN
    assert "And more that are due later." in page.text
    assert "And more, on the record." in page.text
    assert page.text.count("Substance ") == 6
    assert "and 34 more" in page.text
    assert max(len(trend.chart.readings) for trend in overview.trends) == MAPS_IN_TRENDS


class TestWhatIsNew:
    """What others changed since this reader's own visit before this one."""

    @pytest.fixture
    def look(self, sign_in, patient):
        """Opens the chart as the clinician some time ago, and gives the news of the page."""

        def open_page(ago: timedelta = timedelta()):
            forget()
            with standing_at(timezone.now() - ago):
                page = sign_in("clinician").get(reverse("workspace:chart", args=[patient.pk]))
            return page.context["overview"].news, page.text

        return open_page

    @pytest.fixture
    def write(self, patient, staff):
        def record(substance: str, ago: timedelta, by=None) -> Allergy:
            with standing_at(timezone.now() - ago):
                return record_fact(Allergy, patient=patient, by=by or staff.navigator, substance=substance)

        return record

    def test_only_what_came_after_the_visit_before(self, look, write, staff):
        write("Latex", 3 * DAY)
        look(2 * DAY)
        fact = write("Penicillin", DAY)
        news, page = look()
        (line,) = news.lines
        assert line.sentence == f"{staff.navigator.display_name} recorded an allergy"
        assert [thing.name for thing in line.things] == ["Penicillin"]
        assert address_of_history(fact) in page
        assert news.since is not None

    def test_an_opening_of_the_last_half_hour_is_the_same_visit(self, look, write):
        look(2 * DAY)
        write("Penicillin", timedelta(hours=1))
        look(timedelta(minutes=29))
        assert len(look()[0].lines) == 1

    def test_an_opening_before_that_is_a_visit_of_its_own(self, look, write):
        write("Penicillin", timedelta(hours=1))
        look(timedelta(minutes=31))
        news, page = look()
        assert not news.lines
        assert "Nothing is new." in page

    def test_ones_own_changes_are_not_news(self, look, write, clinician):
        look(2 * DAY)
        write("Penicillin", DAY, by=clinician)
        assert not look()[0].lines

    def test_looking_changes_nothing(self, look, sign_in, patient):
        look(2 * DAY)
        sign_in("navigator").get(reverse("workspace:chart", args=[patient.pk]))
        assert not look()[0].lines

    def test_who_never_looked_sees_the_newest_few(self, look, write):
        for number in range(9):
            write(f"Substance {number}", timedelta(days=9 - number))
        news, page = look()
        assert news.since is None
        assert [line.things[0].name for line in news.lines] == [f"Substance {n}" for n in (8, 7, 6, 5)]
        assert "You have not opened this chart before." in page
        assert "All of it" in page

    def test_eight_lines_at_most_and_the_rest_in_the_history(self, look, write):
        look(20 * DAY)
        for number in range(9):
            write(f"Substance {number}", timedelta(days=9 - number))
        news, page = look()
        assert len(news.lines) == 8
        assert "All of it" in page

    def test_a_new_chart_says_that_nothing_happened(self, look):
        assert "Nothing yet." in look()[1]


class TestAPageThatStaysOpen:
    """An open page asks whether it is still the newest."""

    @pytest.fixture
    def ask(self, sign_in, patient):
        """Opens the chart, and gives what asks for it later as the same person."""
        browser = sign_in("clinician")

        def opened():
            watch = browser.get(reverse("workspace:chart", args=[patient.pk])).context["watch"]
            return lambda: browser.get(watch)

        return opened

    def test_nothing_new_is_204(self, ask, patient, staff):
        record_fact(Allergy, patient=patient, by=staff.navigator, substance="Latex")
        answer = ask()()
        assert (answer.status_code, answer.content) == (204, b"")

    def test_a_colleagues_change_is_said(self, ask, patient, staff):
        again = ask()
        record_fact(Allergy, patient=patient, by=staff.navigator, substance="Latex")
        answer = again()
        assert answer.status_code == 200
        assert f"{staff.navigator.display_name} recorded an allergy" in answer.text
        assert "Latex" not in answer.text

    def test_a_change_dated_before_the_page_but_kept_after_it_is_said(self, ask, patient, staff):
        again = ask()
        with standing_at(timezone.now() - timedelta(minutes=1)):
            record_fact(Allergy, patient=patient, by=staff.navigator, substance="Latex")
        assert again().status_code == 200

    def test_ones_own_edit_in_another_tab_is_said(self, ask, patient, clinician):
        again = ask()
        record_fact(Allergy, patient=patient, by=clinician, substance="Latex")
        assert again().status_code == 200

    def test_ones_own_work_on_the_map_is_not(self, ask, patient, clinician):
        again = ask()
        open_draft(patient=patient, by=clinician)
        assert again().status_code == 204

    def test_a_look_moves_nothing_and_asking_is_no_look(self, ask, sign_in, patient):
        again = ask()
        sign_in("pharmacist").get(reverse("workspace:chart", args=[patient.pk]))
        looks = Event.objects.filter(verb="opened chart").count()
        forget()
        assert again().status_code == 204
        assert Event.objects.filter(verb="opened chart").count() == looks

    def test_the_address_names_nobody(self, sign_in, patient):
        page = sign_in("clinician").get(reverse("workspace:chart", args=[patient.pk]))
        path, _, query = page.context["watch"].partition("?")
        assert path == f"/p/{patient.pk}/moved-on/"
        assert re.fullmatch(r"since=\d+&seen=\d+", query)

    @pytest.mark.parametrize("mark", ["", "since=now&seen=1", "since=1", "since=9999999999999999&seen=1"])
    def test_a_mark_that_no_page_carries_is_not_found(self, sign_in, patient, mark):
        address = reverse("workspace:moved_on", args=[patient.pk])
        assert sign_in("clinician").get(f"{address}?{mark}").status_code == 404

    @pytest.mark.parametrize(
        ("role", "status"), (READERS | {"clinician": 204, "navigator": 204, "pharmacist": 204}).items()
    )
    def test_who_may_ask(self, sign_in, patient, role, status):
        address = reverse("workspace:moved_on", args=[patient.pk])
        assert sign_in(role).get(f"{address}?since=1&seen=99").status_code == status


class TestBesideThePage:
    """The band and the storyboard show the newest at every load."""

    def test_an_edit_shows_at_the_next_load_and_no_copy_is_kept(self, sign_in, patient, clinician):
        browser, address = sign_in("clinician"), reverse("workspace:chart", args=[patient.pk])
        assert "Allergies not asked" in browser.get(address).text
        record_fact(Allergy, patient=patient, by=clinician, substance="Latex")
        page = browser.get(address)
        assert "Latex" in page.text
        assert page.headers["Cache-Control"] == "no-store"

    def test_a_count_outside_the_laboratorys_range_says_so(self, open_chart, patient):
        MeasurementFactory(patient=patient, reference_low=250)
        page = open_chart()
        assert page.count("Low</span>") == 2
        assert "platelets low" in page

    def test_old_counts_say_so_while_treatment_runs(self, open_chart, patient):
        MeasurementFactory(patient=patient, taken_at=timezone.now() - timedelta(days=15))
        assert "Old</span>" not in open_chart()
        TreatmentFactory(patient=patient)
        assert "Old</span>" in open_chart()

    def test_a_weight_carries_its_day_and_its_absence_is_said(self, open_chart, patient, today):
        assert "<dt>Weight</dt><dd>not recorded</dd>" in open_chart()
        facts = {"analyte": "weight", "value": 78, "entered_value": 78, "entered_unit": "kg"}
        MeasurementFactory(patient=patient, taken_at=timezone.now(), **facts)
        assert f"<dt>Weight</dt><dd>78 kg, {work_day(today)}</dd>" in open_chart()

    def test_death_stands_in_the_band(self, open_chart, patient, today):
        patient.deceased_on = today
        patient.save()
        assert f"Died {identity_day(today)}" in open_chart()

    def test_colleagues_with_an_account_are_on_the_team(self, open_chart, patient, staff):
        CareTeamMember.objects.create(patient=patient, role="pharmacist", user=staff.pharmacist)
        assert staff.pharmacist.display_name in open_chart()


class TestCounts:
    def test_the_newest_and_where_it_came_from(self, sign_in, patient, today):
        for days, value in ((28, 212), (14, 96), (0, 112)):
            MeasurementFactory(
                patient=patient, value=value, entered_value=value,
                taken_at=timezone.now() - timedelta(days=days),
            )  # fmt: skip
        page = sign_in("clinician").get(reverse("workspace:chart", args=[patient.pk]))
        (chart,) = page.context["overview"].counts
        assert [value.shown for value in chart.values] == ["212", "96", "112"]
        assert "▼ 100 since" in page.text

    def test_a_value_entered_in_error_is_not_drawn(self, open_chart, patient):
        MeasurementFactory(
            patient=patient, entered_in_error_at=timezone.now(), entered_in_error_why="Mixed up"
        )
        assert "No platelets, neutrophils, hemoglobin or weight on record" in open_chart()
