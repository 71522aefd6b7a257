"""A referral's own page: its steps, and the next one with a note and an outcome."""

import pytest
from django.urls import reverse

from referrals.models import ReferralStatus
from tests.factories.referrals import ReferralFactory, moved

from .conftest import detail_url, step


@pytest.fixture
def navigator(sign_in):
    return sign_in("navigator")


def test_every_step_says_who_and_when(referral, navigator, staff):
    moved(referral, to="coverage", by=staff.navigator)
    page = navigator.get(detail_url(referral)).text
    assert "Coverage check" in page
    assert str(staff.navigator) in page
    assert referral.reason in page


def test_only_the_allowed_steps_are_offered(referral, navigator):
    form = navigator.get(detail_url(referral)).context["form"]
    assert [value for value, _ in form.fields["to"].widget.choices] == [
        "",
        "coverage",
        "scheduling",
        "closed",
    ]


def test_closing_keeps_outcome_and_note(referral, navigator):
    answer = navigator.post(
        detail_url(referral), step(referral, "closed", outcome="no_reply", note="Called three times")
    )
    assert answer.status_code == 302
    referral.refresh_from_db()
    assert (referral.status, referral.outcome) == ("closed", "no_reply")
    assert referral.moves.last().note == "Called three times"
    assert "No reply after three tries" in navigator.get(detail_url(referral)).text


def test_closing_without_an_outcome_is_asked_for_at_its_field(referral, navigator):
    answer = navigator.post(detail_url(referral), step(referral, "closed", note="Called three times"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["outcome"] == ["Say how the referral ended."]
    assert "Called three times" in answer.text


def test_a_closed_referral_offers_no_step(patient, navigator):
    page = navigator.get(detail_url(ReferralFactory(patient=patient, closed=True))).text
    assert "Next step" not in page


def test_after_a_lost_race_the_note_is_kept_and_the_next_press_stands(referral, navigator, staff):
    mine = step(referral, "coverage", note="Payer called back")
    moved(referral, to="scheduling", by=staff.clinician)
    answer = navigator.post(detail_url(referral), mine)
    assert answer.status_code == 409
    assert f"{staff.clinician} moved it to “Scheduling”" in answer.text
    assert "Payer called back" in answer.text
    form = answer.context["form"]
    again = {name: form[name].value() for name in ("chart", "version", "once", "to", "note")}
    assert navigator.post(detail_url(referral), again).status_code == 302
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.COVERAGE


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"to": ""}, "to"),
        ({"to": "elsewhere"}, "to"),
        ({"outcome": "cured"}, "outcome"),
        ({"note": "x" * 301}, "note"),
        ({"note": "bell \x07"}, "note"),
        ({"version": "x"}, "__all__"),
        ({"version": "9" * 12}, "__all__"),
        ({"once": "no key"}, "__all__"),
        ({"chart": "forged"}, "__all__"),
    ],
)
def test_bad_input_is_named_and_moves_nothing(referral, navigator, answers, field):
    answer = navigator.post(detail_url(referral), step(referral, "coverage") | answers)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    referral.refresh_from_db()
    assert (referral.status, referral.version) == ("new", 1)


def test_a_post_without_the_version_it_saw_is_stale(referral, navigator):
    assert navigator.post(detail_url(referral), step(referral, "coverage", version="")).status_code == 409


def test_a_patients_list_shows_open_ones_and_how_the_closed_ones_ended(referral, patient, sign_in):
    ReferralFactory(patient=patient, closed=True)
    page = sign_in("clinician").get(reverse("referrals:for_patient", args=[patient.pk])).text
    assert "Acupuncture" in page
    assert "10 days left" in page
    assert "Note received" in page
    assert "Refer to a service" in page


def test_an_empty_list_says_so(patient, sign_in):
    page = sign_in("navigator").get(reverse("referrals:for_patient", args=[patient.pk])).text
    assert "No open referrals" in page
    assert "Refer to a service" not in page


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_costs_the_same_for_five_and_fifty(patient, sign_in, django_assert_max_num_queries, count):
    ReferralFactory.create_batch(count, patient=patient)
    ReferralFactory.create_batch(count, patient=patient, closed=True)
    clinician = sign_in("clinician")
    address = reverse("referrals:for_patient", args=[patient.pk])
    clinician.get(address)
    with django_assert_max_num_queries(20):
        clinician.get(address)
