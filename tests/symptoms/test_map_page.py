"""The map on the screen: what stands, what is asked, how it is signed and read later."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.forms import FORMS
from symptoms.models import Consultation, Section
from symptoms.services import add_product, save_section
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import CancerFactory, MedicationFactory, PatientFactory
from tests.factories.symptoms import (
    ConsultationFactory,
    FunctionGoalFactory,
    ProductFactory,
    ScoreFactory,
    sign,
    signed_map,
)

from .helpers import chart_url, guards


def shown(desk, url):
    return desk.get(url).content.decode()


def told(text, question):
    """What stands beside it in a note."""
    return re.search(rf"<dt>{question}</dt>\s*<dd[^>]*>(.*?)</dd>", text)[1]


def test_starting_twice_opens_one_draft(patient, desk):
    for _ in range(2):
        assert desk.post(chart_url("map", patient), guards(patient)).url == chart_url("map", patient)
    assert patient.consultations.count() == 1


def test_eleven_radios_with_the_last_signed_value_underlined(draft, desk):
    signed_map(draft.patient, scores={"esas_pain": 8}, visit_on=date(2026, 1, 2))
    text = shown(desk, chart_url("map", draft.patient))
    row = text[text.index('id="symptoms_esas_pain"') :][:4000]
    assert re.findall(r'name="esas_pain" value="(\d+)"', row) == [str(score) for score in range(11)]
    assert re.findall(r'class="point was"><input[^>]*value="(\d+)"', row) == ["8"]
    assert "was 8, 2 Jan" in row


def test_what_dominates_in_this_cancer_is_asked_before_the_rest(draft, desk):
    CancerFactory(patient=draft.patient, cancer_type="head_neck")
    text = shown(desk, chart_url("map", draft.patient))
    places = [text.index(f'id="symptoms_{key}"') for key in ("esas_pain", "xerostomia")]
    rest = text.index('class="more-scores"')
    assert max(places) < rest < text.index('id="symptoms_hot_flashes"')


def test_a_score_outside_the_first_set_is_not_folded_away(draft, desk):
    assert '<details class="more-scores">' in shown(desk, chart_url("map", draft.patient))
    ScoreFactory(consultation=draft, symptom="alopecia")
    assert '<details class="more-scores" open>' in shown(desk, chart_url("map", draft.patient))


def test_what_stands_is_beside_the_sections(draft, desk):
    CancerFactory(patient=draft.patient, histology="Adenocarcinoma of the lung")
    MedicationFactory(patient=draft.patient, name="Duloxetine")
    text = shown(desk, chart_url("map", draft.patient))
    assert "Adenocarcinoma of the lung" in text
    assert "Duloxetine" in text
    assert "What has helped before?" in text


def test_the_section_list_says_how_far_each_is(draft, desk):
    draft.what_matters.good_week = "Ride"
    draft.what_matters.save()
    FunctionGoalFactory(consultation=draft)
    text = shown(desk, chart_url("map", draft.patient))
    states = re.findall(r'<li class="(\w+)"><a href="#([\w-]+)"', text)
    assert [slug for _, slug in states] == [*FORMS]
    assert {slug: state for state, slug in states if state != "empty"} == {
        "what-matters": "part",
        "pain": "done",
    }


def test_signing_names_the_person_and_what_is_empty(draft, desk):
    FunctionGoalFactory(consultation=draft)
    text = shown(desk, chart_url("sign", draft.patient))
    heading = re.search(r"<h1>(.*?)</h1>", text).group(1)
    assert draft.patient.family_name in heading
    assert "09-Mar-1964" in heading
    assert "in 11 of 12 sections" in text


def sign_post(draft, desk):
    fields = re.findall(
        r'name="(chart|version|once|draft)" value="([^"]*)"', shown(desk, chart_url("sign", draft.patient))
    )
    return dict(fields)


def test_signing_makes_the_map_part_of_the_record(draft, desk, clinician):
    FunctionGoalFactory(consultation=draft)
    post = sign_post(draft, desk)
    answer = desk.post(chart_url("sign", draft.patient), post)
    draft.refresh_from_db()
    assert answer.url == chart_url("signed_map", draft.patient, consultation_id=draft.pk)
    assert (draft.status, draft.signed_by) == (Consultation.Status.SIGNED, clinician)
    again = desk.post(chart_url("sign", draft.patient), post)
    assert again.url == chart_url("map", draft.patient)


def test_an_empty_map_is_not_signed(draft, desk):
    answer = desk.post(chart_url("sign", draft.patient), sign_post(draft, desk))
    draft.refresh_from_db()
    assert answer.status_code == 422
    assert "Nothing is written on this map yet" in answer.content.decode()
    assert not draft.is_signed


def test_what_was_saved_since_the_last_look_is_not_signed_unseen(draft, desk, clinician):
    post = sign_post(draft, desk)
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "New", "fear": "", "hope": ""},
    )
    answer = desk.post(chart_url("sign", draft.patient), post)
    draft.refresh_from_db()
    assert answer.status_code == 409
    assert not draft.is_signed


def test_a_signing_form_of_another_map_is_refused(draft, desk):
    FunctionGoalFactory(consultation=draft)
    elsewhere = ConsultationFactory(author=draft.author)
    FunctionGoalFactory(consultation=elsewhere)
    answer = desk.post(
        chart_url("sign", draft.patient), sign_post(draft, desk) | {"draft": str(elsewhere.pk)}
    )
    elsewhere.refresh_from_db()
    assert answer.status_code == 422
    assert not elsewhere.is_signed


def test_the_signed_map_reads_as_a_note(draft, desk):
    ScoreFactory(consultation=draft, symptom="esas_nausea", score=8)
    FunctionGoalFactory(consultation=draft, words="Ride to the lake")
    sign(draft)
    text = shown(desk, chart_url("signed_map", draft.patient, consultation_id=draft.pk))
    assert "8, severe" in told(text, "Nausea")
    assert "Ride to the lake" in text
    assert "<h2>Not asked</h2><p>What matters, Supplements and herbs, Food" in text
    assert "<textarea" not in text
    assert 'type="radio"' not in text


def test_a_signed_map_shows_the_products_of_its_day(patient, desk, clinician):
    month_ago = timezone.now() - timedelta(days=30)
    ProductFactory(
        patient=patient, name_as_typed="Valerian", recorded_at=month_ago, stopped_on=timezone.localdate()
    )
    ProductFactory(
        patient=patient,
        name_as_typed="Kava",
        recorded_at=month_ago,
        stopped_on=month_ago.date() - timedelta(days=9),
    )
    kept = sign(
        ConsultationFactory(patient=patient, author=clinician, visit_on=month_ago.date()),
        at=month_ago + timedelta(days=1),
    )
    add_product(patient=patient, by=clinician, name_as_typed="Turmeric")
    text = shown(desk, chart_url("signed_map", patient, consultation_id=kept.pk))
    assert ("Valerian" in text, "Kava" in text, "Turmeric" in text) == (True, False, False)


def test_without_a_draft_the_newest_signed_map_is_shown_and_the_older_are_linked(patient, desk):
    older = signed_map(patient, scores={"esas_pain": 9}, visit_on=date(2026, 1, 2))
    signed_map(patient, scores={"esas_pain": 2}, visit_on=date(2026, 2, 3))
    text = shown(desk, chart_url("map", patient))
    assert "2, mild" in told(text, "Pain")
    assert chart_url("signed_map", patient, consultation_id=older.pk) in text
    assert "Start map" in text


def test_readers_are_not_offered_what_they_may_not_do(patient, sign_in):
    ProductFactory(patient=patient)
    navigator = shown(sign_in("navigator"), chart_url("map", patient))
    pharmacist = shown(sign_in("pharmacist"), chart_url("map", patient))
    assert ("Start map" in navigator, "Add and screen" in navigator, "Stopped today" in navigator) == (
        False, True, False,
    )  # fmt: skip
    assert ("Start map" in pharmacist, "Add and screen" in pharmacist) == (False, False)


def test_unfinished_maps_are_ones_own_oldest_first(draft, desk, clinician):
    older = ConsultationFactory(
        patient=PatientFactory(clinic=draft.patient.clinic), author=clinician, visit_on=date(2026, 1, 2)
    )
    theirs = ConsultationFactory(patient=PatientFactory(clinic=draft.patient.clinic))
    signed_map(draft.patient, scores={"esas_pain": 2}, author=theirs.author)
    text = shown(desk, reverse("symptoms:unfinished"))
    assert text.index(chart_url("map", older.patient)) < text.index(chart_url("map", draft.patient))
    assert chart_url("map", theirs.patient) not in text
    assert "nothing written" in text


@pytest.mark.parametrize("count", [5, 50])
def test_the_map_costs_the_same_queries_however_long_the_history(
    draft, desk, count, django_assert_max_num_queries
):
    colleague = MembershipFactory(clinic=draft.patient.clinic).user
    for number in range(count):
        ProductFactory(patient=draft.patient)
        day = date(2025, 1, 1) + timedelta(days=number)
        signed_map(draft.patient, scores={"esas_pain": 5}, visit_on=day, author=colleague)
    with django_assert_max_num_queries(32):
        assert desk.get(chart_url("map", draft.patient)).status_code == 200
    draft.function_goals.create(position=1, words="Walk")
    sign(draft)
    with django_assert_max_num_queries(30):
        assert desk.get(chart_url("map", draft.patient)).status_code == 200


@pytest.mark.parametrize("count", [5, 50])
def test_unfinished_maps_cost_the_same_queries(
    patient, desk, clinician, count, django_assert_max_num_queries
):
    for _ in range(count):
        ConsultationFactory(
            patient=PatientFactory(clinic=patient.clinic, lead_clinician=clinician), author=clinician
        )
    with django_assert_max_num_queries(15):
        assert desk.get(reverse("symptoms:unfinished")).status_code == 200


def test_saves_of_a_draft_are_shown_with_time_and_version(draft, desk, clinician):
    assert "Not saved yet" in shown(desk, chart_url("map", draft.patient))
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "New", "fear": "", "hope": ""},
    )
    saved = draft.section_versions.get(section=Section.WHAT_MATTERS).saved_at
    wall = saved.astimezone(draft.patient.clinic.zone)
    assert f"Saved {wall:%H:%M}, draft 1" in shown(desk, chart_url("map", draft.patient))
