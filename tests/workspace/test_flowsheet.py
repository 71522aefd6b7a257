"""The flowsheet as pages: who opens it, what stands in it, and what it costs."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from time_machine import travel

from careplans.models import Measure, Slot
from patients.models import HospitalVisit, Medication
from patients.models.hospital import Planned, VisitKind
from symptoms.models import Food, OwnConcern, PainArea, Sleep, Stress
from tests.factories.careplans import CarePlanFactory, CheckInFactory, PlanPartFactory
from tests.factories.patients import MeasurementFactory, MedicationFactory, TreatmentFactory
from tests.factories.symptoms import ConsultationFactory, ScoreFactory, sign, signed_map

TODAY = date(2026, 11, 20)
READERS = {
    "clinician": 200,
    "navigator": 200,
    "pharmacist": 200,
    "administrator": 403,
    "other_clinic": 404,
    "nobody": 302,
}


@pytest.fixture(autouse=True)
def a_friday():
    with travel(datetime(2026, 11, 20, 16, tzinfo=ZoneInfo("America/New_York")), tick=False):
        yield


@pytest.fixture
def desk(sign_in):
    return sign_in("clinician")


@pytest.fixture
def reads(desk, patient):
    """The text of the flowsheet, or of one row or day of it."""

    def text(place: str = "flowsheet", query: str = "", **keys: str) -> str:
        answer = desk.get(url(patient, place, query, **keys))
        assert answer.status_code == 200
        return answer.content.decode()

    return text


def url(patient, place="flowsheet", query="", **keys):
    return reverse(f"workspace:{place}", kwargs={"patient_id": patient.pk, **keys}) + query


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def row_of(text: str, name: str) -> str:
    return re.search(rf"<tr><th scope=\"row\"><a[^>]*>(?:<q[^>]*>)?{name}<.*?</tr>", text, re.DOTALL)[0]


def cells(text: str, name: str) -> list[str]:
    """What stands in a row under the days, oldest first."""
    return [
        plain(each) for each in re.findall(r'<td class="day[^>]*>(.*?)</td>', row_of(text, name), re.DOTALL)
    ]


def changes(text: str, name: str) -> list[str]:
    """Since the plan began, since the last."""
    return [
        plain(each) for each in re.findall(r'<td class="change">(.*?)</td>', row_of(text, name), re.DOTALL)
    ]


def days(text: str) -> list[str]:
    head = text[text.index("<thead>") : text.index("</thead>")]
    return [plain(each) for each in re.findall(r'<th scope="col" class="day[^>]*>(.*?)</th>', head)]


@pytest.fixture
def three_visits(patient):
    signed_map(patient, scores={"esas_nausea": 8, "esas_pain": 2}, visit_on=date(2026, 9, 2))
    signed_map(patient, scores={"esas_pain": 3}, visit_on=date(2026, 10, 7))
    signed_map(patient, scores={"esas_nausea": 4, "esas_pain": 0}, visit_on=date(2026, 11, 4))
    return patient


@pytest.fixture
def plan(patient):
    """Active since 2 September, aiming at nausea."""
    plan = CarePlanFactory(patient=patient)
    PlanPartFactory(plan=plan, target=True, baseline=8, baseline_on=date(2026, 9, 2), goal=3)
    plan.status, plan.activated_on, plan.activated_by = "active", date(2026, 9, 2), patient.lead_clinician
    plan.save()
    return plan


@pytest.mark.parametrize(("role", "status"), READERS.items())
@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("flowsheet", {}),
        ("flowsheet_row", {"key": "esas_nausea"}),
        ("flowsheet_day", {"day": "2026-09-02"}),
    ],
)
def test_who_may_read_it(three_visits, sign_in, role, status, place, keys):
    assert sign_in(role).get(url(three_visits, place, **keys)).status_code == status


def test_the_newest_day_is_at_the_right(three_visits, reads):
    assert days(reads()) == ["2 Sep visit", "7 Oct visit", "4 Nov visit"]


def test_a_score_stands_with_its_word_and_a_missed_one_is_blank(three_visits, reads):
    text = reads()
    assert cells(text, "Nausea") == ["8 , severe", "not asked", "4 , moderate"]
    assert cells(text, "Pain") == ["2 , mild", "3 , mild", "0 , none"]


def test_the_line_breaks_where_a_visit_did_not_ask(three_visits, reads):
    text = reads()
    assert row_of(text, "Nausea").count('<line class="line"') == 0
    assert row_of(text, "Pain").count('<line class="line"') == 2
    assert 'class="gap"' not in text


def test_a_change_is_told_in_points_and_words(three_visits, plan, reads):
    text = reads()
    assert changes(text, "Nausea") == ["easier by 4 since 2 Sep", "easier by 4 since 2 Sep"]
    assert changes(text, "Pain") == ["easier by 2 since 2 Sep", "easier by 3 since 7 Oct"]


def test_a_change_below_the_meaningful_one_is_the_same(patient, plan, reads):
    for day, score in ((2, 5), (30, 6)):
        signed_map(patient, scores={"esas_pain": score}, visit_on=date(2026, 9, day))
    assert changes(reads(), "Pain") == ["same, 1 more since 2 Sep"] * 2


def test_without_a_plan_nothing_is_compared_with_its_start(three_visits, reads):
    text = reads()
    assert changes(text, "Nausea")[0] == ""
    assert "No plan is active" in text


def test_the_direction_stands_beside_every_scale(three_visits, reads, patient):
    tell_a_night(patient, date(2026, 11, 5))
    text = reads()
    assert "0 to 10, ↑ worse" in plain(row_of(text, "Pain"))
    assert "percent, ↑ better" in plain(row_of(text, "Sleep efficiency"))


def test_targets_of_the_active_plan_come_first_with_their_goal(three_visits, plan, reads):
    text = reads()
    assert text.index("What the plan aims at") < text.index("Nausea") < text.index(">Pain<")
    assert "goal 3" in plain(row_of(text, "Nausea"))
    only = reads(query="?show=targets")
    assert ">Nausea<" in only
    assert ">Pain<" not in only


def test_a_target_has_its_row_before_any_value(patient, plan, reads):
    assert cells(reads(), "Nausea") == []


def test_a_week_without_a_check_in_is_blank_and_breaks_the_line(patient, plan, reads):
    for week, sleep in ((date(2026, 10, 19), 6), (date(2026, 11, 2), 0), (date(2026, 11, 9), None)):
        CheckInFactory(plan=plan, week_of=week, sleep=sleep, mood=3)
    text = reads()
    assert days(text) == ["19 Oct check-in", "26 Oct no check-in", "2 Nov check-in", "9 Nov check-in"]
    assert cells(text, "Got in the way of sleep") == [
        "6 , moderate",
        "not answered",
        "0 , none",
        "not answered",
    ]
    assert row_of(text, "Got in the way of sleep").count('<line class="line"') == 0
    assert row_of(text, "Got in the way of mood").count('<line class="line"') == 1


def test_weeks_missed_since_the_last_answer_are_shown_while_a_plan_runs(patient, plan, reads):
    CheckInFactory(plan=plan, week_of=date(2026, 10, 26))
    assert days(reads())[-1] == "2 Nov – 9 Nov 2 weeks without a check-in"


def test_what_the_person_said_stands_on_the_day(patient, plan, reads):
    CheckInFactory(plan=plan, week_of=date(2026, 10, 26), sleep=4, words="Hot nights again")
    text = reads("flowsheet_day", day="2026-10-26")
    assert text.count("Hot nights again") == 1
    assert "Got in the way of sleep" in text
    assert url(patient, "flowsheet_day", day="2026-10-26") in reads()


def test_a_day_of_a_visit_opens_the_signed_map(patient, reads):
    kept = signed_map(patient, scores={"esas_pain": 3}, visit_on=date(2026, 10, 7))
    assert reverse("symptoms:signed_map", args=[patient.pk, kept.pk]) in reads()


def on_a_map(patient, day, *rows):
    """A signed map of that day with rows of sections; each a model and its answers."""
    draft = ConsultationFactory(patient=patient, author=patient.lead_clinician, visit_on=day)
    for model, answers in rows:
        model.objects.create(consultation=draft, **answers)
    return sign(draft)


def tell_a_night(patient, day):
    """Eight hours in bed, two of them awake."""
    night = {
        "lights_out": "22:00",
        "final_wake": "06:00",
        "out_of_bed": "06:00",
        "sol_min": 60,
        "waso_min": 60,
    }
    return on_a_map(patient, day, (Sleep, night))


def test_own_concerns_are_quoted_and_followed_whatever_their_capitals(patient, reads):
    for day, words, score in ((1, "My hands ", 7), (20, "my  hands", 4)):
        on_a_map(patient, date(2026, 10, day), (OwnConcern, {"position": 1, "words": words, "score": score}))
    assert cells(reads(), "my  hands") == ["7 , severe", "4 , moderate"]


def test_the_worst_area_is_the_worst_pain(patient, reads):
    areas = [
        (PainArea, {"position": place, "regions": [region], "worst": worst})
        for place, (region, worst) in enumerate((("neck_back", 3), ("upper_abdomen", 8)), start=1)
    ]
    on_a_map(patient, date(2026, 10, 1), *areas)
    assert cells(reads(), "Worst pain") == ["8 , severe"]


def test_an_incomplete_phq4_has_no_number(patient, reads):
    whole = {"anx1": 3, "anx2": 3, "dep1": 2, "dep2": 1}
    on_a_map(patient, date(2026, 10, 1), (Stress, whole))
    on_a_map(patient, date(2026, 11, 1), (Stress, whole | {"dep2": None}))
    assert cells(reads(), "PHQ-4, worry and mood") == ["9 , severe", "not asked"]


def test_sleep_intake_and_weight_are_markers_of_function(patient, reads):
    tell_a_night(patient, date(2026, 10, 1))
    on_a_map(patient, date(2026, 10, 8), (Food, {"share_of_usual": 50}))
    MeasurementFactory(
        patient=patient,
        analyte="weight",
        value=Decimal("61.5"),
        entered_value=Decimal("61.5"),
        entered_unit="kg",
    )
    text = reads(query="?show=function")
    assert cells(text, "Sleep efficiency")[0] == "75 , low"
    assert "50" in cells(text, "Eats, share of usual")
    assert "61.5" in cells(text, "Body weight")


def test_where_no_meaningful_change_is_known_a_value_is_only_higher_or_lower(patient, reads):
    for day, kilos in ((1, "64"), (20, "61.5")):
        MeasurementFactory(
            patient=patient,
            analyte="weight",
            value=Decimal(kilos),
            entered_value=Decimal(kilos),
            entered_unit="kg",
            taken_at=datetime(2026, 10, day, 9, tzinfo=ZoneInfo("America/New_York")),
        )
    assert changes(reads(), "Body weight")[1] == "lower by 2.5 since 1 Oct"


def test_a_count_beside_its_range_says_so(patient, reads):
    MeasurementFactory(
        patient=patient, value=Decimal("88"), entered_value=Decimal("88"), reference_low=Decimal("150")
    )
    assert cells(reads(query="?show=labs"), "Platelets") == ["88 , low ▼"]


def test_a_value_entered_in_error_is_nowhere(patient, reads):
    MeasurementFactory(
        patient=patient,
        entered_in_error_at=datetime(2026, 11, 20, tzinfo=ZoneInfo("UTC")),
        entered_in_error_why="no",
    )
    assert "Platelets</a>" not in reads()


def opioid(patient, dose="10", schedule="twice a day", **facts):
    return MedicationFactory(patient=patient, name="Morphine", dose=Decimal(dose), schedule=schedule, **facts)


def test_opioids_follow_their_dates(patient, reads):
    opioid(patient, started_on=date(2026, 10, 1), ended_on=date(2026, 10, 20))
    opioid(patient, dose="15", started_on=date(2026, 10, 21), ended_on=date(2026, 11, 2))
    text = reads(query="?show=doses")
    assert days(text) == ["1 Oct values", "21 Oct values", "3 Nov values"]
    assert cells(text, "Opioids, scheduled") == ["20", "30", "0 , none on record"]
    assert "with all as-needed doses" not in text


def test_as_needed_doses_have_a_row_of_their_own(patient, reads):
    opioid(patient, started_on=date(2026, 10, 1))
    opioid(patient, dose="5", schedule="every 6 hours", as_needed=True, started_on=date(2026, 10, 1))
    text = reads(query="?show=doses")
    assert cells(text, "Opioids, scheduled") == ["20"]
    assert cells(text, "Opioids, with all as-needed doses") == ["40"]


def test_a_day_with_an_opioid_that_cannot_be_counted_has_no_figure(patient, reads):
    opioid(patient, started_on=date(2026, 10, 1))
    MedicationFactory(
        patient=patient, name="Buprenorphine", route="transdermal", started_on=date(2026, 11, 1)
    )
    text = reads(query="?show=doses")
    assert cells(text, "Opioids, scheduled") == ["20", "not known"]
    assert "Buprenorphine: left out" in reads("flowsheet_row", key="opioids")


def test_an_opioid_without_a_first_day_leaves_earlier_days_unknown(patient, reads):
    signed_map(patient, scores={"esas_pain": 5}, visit_on=date(2026, 10, 7))
    opioid(patient, started_on=date(2026, 10, 1))
    opioid(patient)
    text = reads(query="?show=doses")
    assert cells(text, "Opioids, scheduled") == ["not known", "not known"]
    assert Medication.objects.filter(started_on=None).exists()


def test_pain_and_activity_stand_beside_the_doses(patient, reads):
    opioid(patient, started_on=date(2026, 10, 1))
    on_a_map(
        patient, date(2026, 10, 1), (PainArea, {"position": 1, "regions": ["upper_abdomen"], "worst": 8})
    )
    assert ">Worst pain<" in reads(query="?show=doses")


def test_visits_nobody_planned_are_shown_and_planned_ones_are_not(patient, reads):
    for day, planned in ((1, Planned.UNPLANNED), (8, Planned.UNKNOWN), (15, Planned.PLANNED)):
        HospitalVisit.objects.create(
            patient=patient, kind=VisitKind.ADMISSION, planned=planned, started_on=date(2026, 10, day)
        )
    found = cells(reads(query="?show=function"), "Visits nobody planned")
    assert found == ["Admitted", "Admitted , not known if planned"]


def test_treatment_is_marked_over_the_days(patient, reads):
    TreatmentFactory(
        patient=patient, started_on=date(2026, 10, 1), cycle_days=21, ended_on=date(2026, 10, 30)
    )
    for day in (date(2026, 10, 2), date(2026, 10, 27), date(2026, 11, 9)):
        signed_map(patient, scores={"esas_pain": 3}, visit_on=day)
    assert days(reads()) == ["2 Oct visit start", "27 Oct visit C2", "9 Nov visit end"]


def test_a_row_is_drawn_with_goal_levels_and_what_counts_as_the_same(three_visits, plan, reads):
    text = reads("flowsheet_row", key="esas_nausea")
    drawn = text[text.index('<svg class="chart" ') :]
    assert 'class="goal"' in drawn
    assert 'class="severe"' in drawn
    assert 'class="unchanged"' in drawn
    assert "Nausea, 0 to 10, higher is worse: 8 on 2 Sep, 4 on 4 Nov, easier by 4 since 2 Sep." in drawn
    assert "Goal 3 or less not reached yet" in drawn
    assert "not asked" in text[text.index('id="table"') :]


def test_a_row_leads_to_another(three_visits, desk):
    answer = desk.get(url(three_visits, "flowsheet_row", "?row=esas_pain&months=6", key="esas_nausea"))
    assert answer.url == url(three_visits, "flowsheet_row", "?months=6", key="esas_pain")


@pytest.mark.parametrize(
    ("place", "keys", "query"),
    [
        ("flowsheet", {}, "?show=everything"),
        ("flowsheet", {}, "?months=7"),
        ("flowsheet", {}, "?until=yesterday"),
        ("flowsheet", {}, "?until=0001-01-01"),
        ("flowsheet_row", {"key": "nothing"}, ""),
        ("flowsheet_row", {"key": "esas_drowsiness"}, ""),
        ("flowsheet_day", {"day": "2026-09-03"}, ""),
        ("flowsheet_day", {"day": "2027-09-03"}, ""),
        ("flowsheet_day", {"day": "someday"}, ""),
    ],
)
def test_an_address_of_nothing_is_not_found(three_visits, desk, place, keys, query):
    assert desk.get(url(three_visits, place, query, **keys)).status_code == 404


def test_earlier_and_later_leave_no_day_out(patient, reads):
    signed_map(patient, scores={"esas_pain": 3}, visit_on=date(2026, 8, 21))
    signed_map(patient, scores={"esas_pain": 7}, visit_on=date(2026, 8, 22))
    newest = reads()
    earlier = re.search(r'rel="prev" href="(.*?)"', newest)[1].replace("&amp;", "&")
    assert days(newest) == ["22 Aug visit"]
    assert 'rel="next"' not in newest
    before = reads(query=earlier)
    assert days(before) == ["21 Aug visit"]
    later = re.search(r'rel="next" href="(.*?)"', before)[1].replace("&amp;", "&")
    assert days(reads(query=later)) == ["22 Aug visit"]


def test_the_first_day_on_the_page_is_compared_with_the_one_before_it(patient, reads):
    signed_map(patient, scores={"esas_pain": 3}, visit_on=date(2026, 8, 1))
    signed_map(patient, scores={"esas_pain": 7}, visit_on=date(2026, 9, 1))
    assert changes(reads(), "Pain")[1] == "harder by 4 since 1 Aug"


def test_a_draft_is_not_said_yet(patient, reads):
    ScoreFactory(consultation=ConsultationFactory(patient=patient))
    text = reads()
    assert "Nothing in these weeks yet" in text
    assert "<table" not in text


def test_nothing_of_another_person_is_in_it(patient, clinic, reads):
    other = PlanPartFactory(plan__patient__clinic=clinic, target=True).plan.patient
    signed_map(other, scores={"esas_pain": 9}, visit_on=date(2026, 11, 1))
    CheckInFactory(patient=other, plan=other.careplans.get())
    assert "<table" not in reads()


@pytest.mark.parametrize("years", [0.25, 3])
def test_it_costs_the_same_however_long_the_record(patient, plan, desk, years, django_assert_max_num_queries):
    weeks = int(years * 52)
    for number in range(weeks):
        CheckInFactory(plan=plan, week_of=date(2026, 11, 9) - timedelta(weeks=number))
    for number in range(weeks // 4):
        signed_map(
            patient, scores={"esas_pain": 5, "esas_nausea": 2}, visit_on=TODAY - timedelta(weeks=4 * number)
        )
    desk.get(url(patient))
    with django_assert_max_num_queries(10):
        answer = desk.get(url(patient))
    assert answer.content.decode().count('<th scope="col" class="day') < 20


def test_an_anchor_with_a_goal_is_followed_too(patient, reads):
    plan = CarePlanFactory(patient=patient)
    PlanPartFactory(plan=plan, slot=Slot.ANCHOR, measure=Measure.ACTIVE_MINUTES, baseline=30, goal=90)
    plan.status, plan.activated_on, plan.activated_by = "active", TODAY, patient.lead_clinician
    plan.save()
    assert "minutes a week, ↑ better , goal 90" in plain(row_of(reads(), "Active minutes")).replace(
        "better,", "better ,"
    )
