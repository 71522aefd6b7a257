"""Red flags on the pages: at once, with who saw them and what was done, and nothing lost or done twice."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from symptoms.models import RedFlag, RedFlagAnswer, Section
from symptoms.services.red_flags import close_flag, see_flag
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import CancerFactory, PatientFactory

from .helpers import AUTOSAVE, chart_url, guards, section_post, section_url


@pytest.fixture
def save(draft, desk):
    """`save(head=["seizure"])`: the section as the page sends it by itself."""
    sent = {"version": 0}

    def send(**typed):
        answer = desk.post(
            section_url(draft.patient, Section.RED_FLAGS),
            section_post(draft, version=sent["version"], **typed),
            headers=AUTOSAVE,
        )
        sent["version"] += answer.status_code == 200
        return answer

    return send


@pytest.fixture
def flag(patient, save):
    save(head=["seizure"])
    return RedFlag.objects.get()


def act_url(flag, act):
    return reverse(f"symptoms:flag_{act}", args=[flag.patient_id, flag.pk])


def act_post(flag, **more):
    return guards(flag.patient, back="flags", **more)


def test_a_raised_flag_comes_with_the_answer_to_the_save(patient, save):
    CancerFactory(patient=patient)
    shown = save(spine=["limb_weakness_new"]).json()["raised"]
    assert "Possible compression of the spinal cord" in shown
    assert "an arm or leg that is newly weak" in shown
    assert "Act now" in shown
    assert 'role="alert"' in shown
    assert "NICE NG234" in shown
    assert "<html" not in shown


def test_a_save_that_moves_no_flag_says_nothing_of_flags(save):
    assert "raised" in save(head=["seizure"]).json()
    assert "raised" not in save(head=["seizure"], bones=["none"]).json()


def test_a_flag_that_is_taken_back_leaves_the_page(save):
    save(head=["seizure"])
    assert "data-flag" not in save(head=["none"]).json()["raised"]


def test_without_script_the_flag_stands_on_the_next_page(flag, desk):
    shown = desk.get(chart_url("map", flag.patient)).content.decode()
    assert "Possible event in the brain" in shown
    assert "Waits to be seen for" in shown


@pytest.mark.parametrize("typed", [{"head": ["seizure"]}, {"head": ["none"]}, {}])
def test_yes_no_and_not_asked_stay_apart(draft, save, typed):
    save(**typed)
    answers = dict(RedFlagAnswer.objects.values_list("field", "present"))
    assert answers.get("seizure") == {"seizure": True, "none": False}.get(*typed.get("head", [None]))
    assert ("acute_confusion" in answers) == (typed == {"head": ["none"]})


@pytest.mark.parametrize(("typed", "celsius"), [("38.4", "38.40"), ("101.1", "38.39"), ("100.4", "38.00")])
def test_a_temperature_is_kept_in_celsius_and_shown_in_both(draft, desk, save, typed, celsius):
    assert save(temp_c=typed).status_code == 200
    assert str(RedFlagAnswer.objects.get(field="temp_c").number) == celsius
    shown = desk.get(chart_url("map", draft.patient)).content.decode()
    assert re.search(r"data-temperature-said>[\d.]+ °C, [\d.]+ °F<", shown)


@pytest.mark.parametrize("typed", ["60", "120", "0", "24.9", "warm", "1e3", "38.555"])
def test_a_temperature_that_cannot_be_is_said_at_its_box(save, typed):
    answer = save(temp_c=typed, head=["seizure"])
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["temp_c"]
    assert not RedFlagAnswer.objects.exists()


def test_seen_says_who_and_when(flag, desk, clinician):
    shown = desk.post(act_url(flag, "seen"), act_post(flag), follow=True).content.decode()
    flag.refresh_from_db()
    assert flag.seen_by == clinician
    assert f"Seen by {clinician}" in shown
    assert "I have seen this" not in shown


def test_the_second_to_see_it_changes_nothing(flag, desk, clinic, clinician):
    first = MembershipFactory(clinic=clinic).user
    see_flag(flag_id=flag.pk, patient=flag.patient, by=first)
    shown = desk.post(act_url(flag, "seen"), act_post(flag), follow=True).content.decode()
    flag.refresh_from_db()
    assert flag.seen_by == first
    assert f"seen by {first}" in shown


def test_done_needs_words(flag, desk):
    answer = desk.post(act_url(flag, "done"), act_post(flag, words="  "))
    assert answer.status_code == 422
    assert "Write what was done" in answer.content.decode()
    assert RedFlag.objects.standing().exists()


def test_done_is_also_seen_and_stays_readable(flag, desk, clinician):
    post = act_post(flag, words="Called <b>emergency</b>")
    shown = desk.post(act_url(flag, "done"), post, follow=True).content.decode()
    flag.refresh_from_db()
    assert (flag.seen_by, flag.done_by, flag.done_words) == (clinician, clinician, "Called <b>emergency</b>")
    assert "Called &lt;b&gt;emergency" in shown
    assert "No red flag stands" in shown


def test_two_who_write_at_once_both_keep_their_words(flag, desk, clinic):
    first = MembershipFactory(clinic=clinic).user
    close_flag(flag_id=flag.pk, patient=flag.patient, by=first, words="Sent to the ward")
    answer = desk.post(act_url(flag, "done"), act_post(flag, words="Rang the daughter"))
    shown = answer.content.decode()
    flag.refresh_from_db()
    assert answer.status_code == 409
    assert flag.done_words == "Sent to the ward"
    assert "Sent to the ward" in shown
    assert "Rang the daughter" in shown


def test_the_same_post_twice_counts_once(flag, desk):
    post = act_post(flag, words="Sent to emergency")
    first, second = (desk.post(act_url(flag, "done"), post) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == reverse("symptoms:flags", args=[flag.patient_id])


def test_a_script_gets_the_flags_that_stand(flag, desk):
    answer = desk.post(act_url(flag, "seen"), act_post(flag), headers=AUTOSAVE)
    assert "Seen by" in answer.json()["raised"]
    answer = desk.post(act_url(flag, "done"), act_post(flag, words=""), headers=AUTOSAVE)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["words"])


def test_a_flag_that_was_taken_back_is_not_acted_on(flag, desk, save):
    save(head=["none"])
    answer = desk.post(act_url(flag, "done"), act_post(flag, words="Nothing"))
    assert answer.status_code == 409
    flag.refresh_from_db()
    assert flag.done_at is None


@pytest.mark.parametrize("role", ["navigator", "pharmacist"])
@pytest.mark.parametrize("act", ["seen", "done"])
def test_others_are_told_whom_to_call(flag, sign_in, role, act):
    answer = sign_in(role).post(act_url(flag, act), act_post(flag, words="Called"))
    assert answer.status_code == 403
    assert "Only clinicians close a red flag. Call one now." in answer.content.decode()
    flag.refresh_from_db()
    assert flag.seen_at is None


def test_others_read_the_flag_without_its_buttons(flag, sign_in):
    shown = sign_in("pharmacist").get(reverse("symptoms:flags", args=[flag.patient_id])).content.decode()
    assert "Possible event in the brain" in shown
    assert "I have seen this" not in shown


@pytest.mark.parametrize("act", ["seen", "done"])
def test_another_clinic_finds_nothing(flag, sign_in, act):
    elsewhere = sign_in("other_clinic")
    assert elsewhere.get(reverse("symptoms:flags", args=[flag.patient_id])).status_code == 404
    assert elsewhere.post(act_url(flag, act), act_post(flag, words="Called")).status_code == 404


def test_a_flag_of_another_person_is_not_found_in_this_chart(flag, desk, clinic, clinician):
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    url = reverse("symptoms:flag_done", args=[other.pk, flag.pk])
    assert desk.post(url, guards(other, back="flags", words="Called")).status_code == 404


def test_a_form_of_another_chart_writes_nothing(flag, desk, clinic, clinician):
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    answer = desk.post(act_url(flag, "done"), guards(other, back="flags", words="Called"))
    assert answer.status_code == 422
    assert RedFlag.objects.standing().exists()


@pytest.mark.parametrize("damage", [{"back": "https://elsewhere.example"}, {"back": ""}, {"once": "x"}])
def test_a_damaged_form_writes_nothing(flag, desk, damage):
    answer = desk.post(act_url(flag, "done"), act_post(flag, words="Called") | damage)
    assert answer.status_code == 422
    assert RedFlag.objects.standing().exists()


def test_a_flag_that_never_was_is_not_found(flag, desk):
    url = reverse("symptoms:flag_seen", args=[flag.patient_id, uuid4()])
    assert desk.post(url, act_post(flag)).status_code == 404
