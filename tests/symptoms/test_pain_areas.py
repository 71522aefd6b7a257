"""Where it hurts, area by area: what is kept, what is refused, and what the page shows of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from integrative.accounts.errors import Refused
from patients.models import Metastasis, Procedure, RadiationCourse
from symptoms.models import PainArea, Section
from symptoms.pain_page import PainBackdrop, months_before
from symptoms.pain_words import area_in_words, pain_note
from symptoms.services import save_section
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import CancerFactory, MedicationFactory, TreatmentFactory
from tests.factories.symptoms import ConsultationFactory, FunctionGoalFactory, sign

from .helpers import AUTOSAVE, chart_url, section_post, section_url

FEET = {"area_1_regions": ["sole_left", "sole_right"]}


def save(desk, draft, *, version=0, **answers):
    post = section_post(draft, version=version, **answers)
    return desk.post(section_url(draft.patient, Section.PAIN), post, headers=AUTOSAVE)


def errors(desk, draft, **answers):
    answer = save(desk, draft, **answers)
    assert answer.status_code == 422
    assert not draft.painareas.exists()
    return answer.json()["errors"]


def shown(desk, draft, name="map"):
    return desk.get(chart_url(name, draft.patient)).content.decode()


def seen_before(patient, *areas, visit_on=date(2026, 1, 2), goals=()):
    """A signed map of a colleague with these areas."""
    author = MembershipFactory(clinic=patient.clinic).user
    before = ConsultationFactory(patient=patient, author=author, visit_on=visit_on)
    for position, area in enumerate(areas, start=1):
        PainArea.objects.create(consultation=before, position=position, **area)
    for position, goal in enumerate(goals, start=1):
        FunctionGoalFactory(consultation=before, position=position, **goal)
    return sign(before)


def test_an_area_is_kept_column_by_column(draft, desk):
    answer = save(
        desk, draft, **FEET, area_1_qualities=["numbness", "burning"], area_1_worst="7", area_1_usual="5",
        area_1_timing="night", area_1_since="longer", area_1_is_worsening="True",
        area_1_worse_with=["standing", "cold"], area_1_better_with=["heat"], area_1_signs=["touch_reduced"],
        area_1_cause="neuropathic", area_1_words="Like walking on glass",
    )  # fmt: skip
    assert answer.status_code == 200
    area = draft.painareas.get()
    assert {name: getattr(area, name) for name in PainArea.answers()} == {
        "regions": ["sole_right", "sole_left"], "qualities": ["burning", "numbness"], "worst": 7, "usual": 5,
        "timing": "night", "since": "longer", "is_worsening": True, "worse_with": ["standing", "cold"],
        "better_with": ["heat"], "signs": ["touch_reduced"], "cause": "neuropathic",
        "words": "Like walking on glass",
    }  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), [("True", True), ("False", False), ("", None)])
def test_not_asked_is_kept_apart_from_no(draft, desk, typed, kept):
    save(desk, draft, **FEET, area_1_is_worsening=typed, area_1_worst="0")
    area = draft.painareas.get()
    assert (area.is_worsening, area.worst, area.usual) == (kept, 0, None)


def test_an_area_that_was_emptied_goes_and_the_next_takes_its_place(draft, desk):
    save(desk, draft, **FEET, area_2_regions=["knee_left"])
    save(desk, draft, version=1, area_2_regions=["knee_left"])
    assert [(area.position, area.regions) for area in draft.painareas.all()] == [(1, ["knee_left"])]


@pytest.mark.parametrize(
    ("field", "answers", "words"),
    [
        ("area_1_regions", {"area_1_regions": ["tail"]}, "This is no place on the figure"),
        ("area_1_qualities", {**FEET, "area_1_qualities": ["green"]}, "Choose one of these"),
        ("area_1_worst", {**FEET, "area_1_worst": "11"}, "Choose a number from 0 to 10"),
        ("area_1_usual", {**FEET, "area_1_worst": "3", "area_1_usual": "4"}, "can't be above the worst, 3"),
        ("area_1_timing", {**FEET, "area_1_timing": "never"}, "Choose one of these"),
        ("area_1_is_worsening", {**FEET, "area_1_is_worsening": "perhaps"}, "Choose one of these"),
        ("area_1_cause", {**FEET, "area_1_cause": "fate"}, "Choose one of these"),
        ("area_1_signs", {**FEET, "area_1_signs": ["green"]}, "Choose one of these"),
        ("area_1_words", {**FEET, "area_1_words": "a" * 1_000_000}, "it has 1,000,000"),
        ("area_1_words", {**FEET, "area_1_words": "turned \u202e round"}, "character that cannot be shown"),
        ("__all__", {**FEET, "area_9_regions": ["groin"]}, "Eight areas at most"),
        ("__all__", {**FEET, "goal_4_words": "Swim"}, "Three goals at most"),
        ("goal_1_attained", {**FEET, "goal_1_words": "Swim", "goal_1_attained": "3"}, "Choose one of these"),
    ],
)
def test_what_cannot_be_is_said_at_its_place(draft, desk, field, answers, words):
    found = errors(desk, draft, **answers)
    assert words in found[field][0]
    assert list(found) == [field]


def test_an_area_without_a_place_stands_open_with_everything_that_was_typed(draft, desk):
    post = section_post(draft, area_1_qualities=["aching"], area_1_words="Under the rib")
    answer = desk.post(section_url(draft.patient, Section.PAIN), post)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'<details class="area" id="pain-area-1"[^>]* open>', text)
    assert "Under the rib" in text
    assert re.search(r'value="aching"[^>]*checked', text)
    assert "Where, area 1: Mark where it is" in text


def test_a_place_sent_many_times_is_kept_once(draft, desk):
    save(desk, draft, area_1_regions=["groin"] * 900)
    assert draft.painareas.get().regions == ["groin"]


def test_more_values_than_a_form_can_have_are_refused_whole(draft, desk):
    assert save(desk, draft, area_1_regions=["groin"] * 2000).status_code == 400
    assert not draft.painareas.exists()


def test_eight_areas_are_kept_and_none_further_is_offered(draft, desk):
    regions = [
        "head_front",
        "throat",
        "groin",
        "neck_back",
        "knee_left",
        "shin_left",
        "sole_left",
        "palm_left",
    ]
    areas = {f"area_{number}_regions": [region] for number, region in enumerate(regions, start=1)}
    assert save(desk, draft, **areas).status_code == 200
    assert shown(desk, draft).count('<details class="area"') == 8


def test_the_service_takes_no_ninth_area(draft, clinician):
    nine = [{"regions": ["groin"]}] * 9
    with pytest.raises(Refused, match="Eight areas"):
        save_section(
            Section.PAIN,
            consultation_id=draft.pk,
            expected_version=0,
            by=clinician,
            answers={"areas": nine, "goals": []},
        )


def test_the_page_shows_what_stands_and_one_empty_area(draft, desk):
    save(desk, draft, **FEET, area_1_qualities=["burning"], area_1_worst="7")
    text = shown(desk, draft)
    assert text.count('<details class="area"') == 2
    assert "<span data-where>Sole, both sides</span>" in text
    assert "Burning; worst 7" in text
    assert text.count("url(#pain-d)") == 3


def test_the_hint_is_on_the_page_with_its_reasons_and_asked_again_after_a_save(draft, desk):
    TreatmentFactory(patient=draft.patient, regimen="Weekly paclitaxel", started_on=date(2026, 1, 5))
    save(desk, draft, **FEET, area_1_qualities=["burning", "numbness"])
    hint = "Pattern fits <b>neuropathy from chemotherapy</b>: treatment with a taxane"
    assert hint in shown(desk, draft)
    fragment = shown(desk, draft, "pain_hints")
    assert hint in fragment
    assert "<html" not in fragment
    assert "iagnos" not in fragment


def test_the_hints_of_a_map_are_its_authors(draft, sign_in):
    address = chart_url("pain_hints", draft.patient)
    assert sign_in("navigator").get(address).status_code == 403
    assert sign_in("other_clinic").get(address).status_code == 404


def test_keeping_mine_in_a_conflict_keeps_every_place(draft, desk):
    save(desk, draft, area_1_regions=["groin"], area_1_is_worsening="False")
    answer = save(desk, draft, version=0, **FEET, area_1_is_worsening="True", goal_1_words="Dance")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert re.findall(r'name="area_1_regions" value="(\w+)"', text) == ["sole_left", "sole_right"]
    asked = ["Where, area 1", "Getting steadily worse, area 1", "First goal"]
    assert re.findall(r'eyebrow">([^<]*)</p><p>', text) == asked * 2
    assert "<b>Right sole, Left sole</b>" in text
    assert "<b>Pelvis and groin</b>" in text


def test_the_last_visit_is_beside_this_one(draft, desk):
    seen_before(draft.patient, {"regions": ["calf_left"], "worst": 2}, visit_on=date(2025, 6, 1))
    seen_before(
        draft.patient,
        {"regions": ["sole_left", "sole_right"], "worst": 6, "qualities": ["burning"]},
        goals=[{"words": "Dance", "expected": "One song", "attained": -1}],
    )
    save(desk, draft, **FEET)
    text = shown(desk, draft)
    assert text.count('class="ghost"') == 2
    assert "Dashed: marked last time, 2 Jan" in text
    assert "Last time: Sole, both sides, worst 6" in text
    assert "was 6, 2 Jan" in text
    assert "Expected by now: One song. Stood at: less than expected." in text


def test_without_an_earlier_visit_nothing_is_ghosted(draft, desk):
    text = shown(desk, draft)
    assert 'class="ghost"' not in text
    assert "Last time" not in text.split('id="pain"')[1].split("</section>")[0]


def test_the_note_has_the_figure_and_the_list(draft, desk):
    before = seen_before(
        draft.patient,
        {"regions": ["lower_back"], "worst": 6, "usual": 3, "qualities": ["aching"], "cause": "bone"},
    )
    text = desk.get(chart_url("signed_map", draft.patient, consultation_id=before.pk)).content.decode()
    assert 'aria-label="Back: Lower back (1)"' in text
    assert "1. Lower back" in text
    assert "worst 6, usual 3" in text
    assert "bone pain" in text
    assert 'class="ghost"' not in text


def test_a_note_without_pain_has_no_figure(draft):
    assert pain_note(draft) is None


def test_an_area_is_told_question_by_question():
    area = PainArea(
        regions=["lower_back"], worst=6, usual=0, timing="night", is_worsening=False, since="weeks",
        signs=["bone_tenderness"], cause="bone", words="A fist",
    )  # fmt: skip
    told = area_in_words(1, area)
    assert (told.where, told.score, told.words) == ("Lower back", "worst 6, usual 0", "A fist")
    assert dict(told.details) == {
        "When": "At night",
        "Since": "less than six weeks",
        "Getting steadily worse": "no",
        "Found": "tender at one place on a bone",
        "Cause, in the clinician's eyes": "Bone pain",
    }


@pytest.fixture
def facts(patient, clinician):
    return lambda: PainBackdrop(patient, clinician, timezone.localdate()).facts


def test_the_record_says_what_was_given(patient, facts):
    today = timezone.localdate()
    MedicationFactory(patient=patient, name="Letrozole", started_on=None, ended_on=None)
    ended = TreatmentFactory(
        patient=patient,
        regimen="FOLFOX",
        started_on=months_before(today, 15),
        ended_on=months_before(today, 12),
    )
    assert (facts().aromatase_inhibitor, facts().neurotoxic_agent, facts().on_oxaliplatin) == (
        True,
        True,
        False,
    )
    ended.ended_on -= timedelta(days=1)
    ended.save()
    assert not facts().neurotoxic_agent


def test_bone_metastases_and_myeloma_count_and_errors_do_not(patient, facts):
    cancer = CancerFactory(patient=patient)
    assert not facts().bone_metastases
    metastasis = Metastasis.objects.create(patient=patient, cancer=cancer, site="bone")
    assert facts().bone_metastases
    metastasis.entered_in_error_at, metastasis.entered_in_error_why = timezone.now(), "Another person's"
    metastasis.save()
    assert not facts().bone_metastases
    CancerFactory(patient=patient, cancer_type="myeloma")
    assert facts().bone_metastases


def test_surgery_is_old_only_when_every_one_is_known_to_be(patient, facts):
    assert not facts().surgery_is_old
    old = months_before(timezone.localdate(), 3)
    Procedure.objects.create(patient=patient, name="Left mastectomy", performed_on=old)
    RadiationCourse.objects.create(patient=patient, site="Left breast", started_on=old, ended_on=None)
    assert (facts().surgery_is_old, facts().radiation_is_old) == (True, False)
    Procedure.objects.create(patient=patient, name="Port placement", performed_on=None)
    assert not facts().surgery_is_old


def test_what_stands_behind_costs_one_query_however_much_there_is(
    patient, clinician, django_assert_num_queries
):
    for number in range(8):
        seen_before(patient, {"regions": ["groin"]}, visit_on=date(2025, 1, 1) + timedelta(days=number))
        MedicationFactory(patient=patient, name=f"Drug {number}")
    backdrop = PainBackdrop(patient, clinician, timezone.localdate())
    assert clinician.clinic_ids()
    with django_assert_num_queries(1):
        assert backdrop.facts
        assert backdrop.last_areas
        assert backdrop.last_goals == []


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 31), 3, date(2025, 10, 31)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, earlier):
    assert months_before(day, months) == earlier
