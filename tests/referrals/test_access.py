"""Who may look at referrals, refer and move: the right role, the wrong one, another clinic, nobody."""

import pytest
from django.urls import reverse

from .conftest import detail_url, move_url, refer_url, step

CHART_READERS = {
    "clinician": 200,
    "navigator": 200,
    "pharmacist": 403,
    "administrator": 403,
    "other_clinic": 404,
    "nobody": 302,
}
MOVERS = CHART_READERS | {"clinician": 403, "navigator": 302}


def table(answers):
    return pytest.mark.parametrize(("role", "status"), answers.items())


@table({"clinician": 200, "navigator": 200, "administrator": 200, "pharmacist": 403, "nobody": 302})
@pytest.mark.parametrize("show", ["open", "mine", "late", "closed"])
def test_who_may_look_at_the_board(referral, sign_in, role, status, show):
    assert sign_in(role).get(reverse("referrals:board"), {"show": show}).status_code == status


def test_another_clinics_board_shows_none_of_ours(referral, sign_in):
    page = sign_in("other_clinic").get(reverse("referrals:board"))
    assert page.status_code == 200
    assert "Okafor" not in page.text
    assert "No open referrals" in page.text


@table(CHART_READERS)
def test_who_may_open_a_patients_referrals(referral, sign_in, role, status):
    address = reverse("referrals:for_patient", args=[referral.patient_id])
    assert sign_in(role).get(address).status_code == status


@table(CHART_READERS)
def test_who_may_open_a_referral(referral, sign_in, role, status):
    assert sign_in(role).get(detail_url(referral)).status_code == status


@table(CHART_READERS | {"navigator": 403})
def test_who_may_refer(patient, sign_in, role, status):
    assert sign_in(role).get(refer_url(patient)).status_code == status


@table(MOVERS)
@pytest.mark.parametrize("address", [move_url, detail_url])
def test_who_may_move_a_referral(referral, sign_in, address, role, status):
    answer = sign_in(role).post(address(referral), step(referral, "coverage"))
    assert answer.status_code == status
    referral.refresh_from_db()
    assert referral.status == ("coverage" if role == "navigator" else "new")


def test_only_navigators_are_offered_a_move(referral, sign_in):
    assert "Move to…" in sign_in("navigator").get(reverse("referrals:board")).text
    for looker in ("clinician", "administrator"):
        assert "Move to…" not in sign_in(looker).get(reverse("referrals:board")).text


def test_administrators_see_the_board_without_ways_into_charts(referral, sign_in):
    page = sign_in("administrator").get(reverse("referrals:board")).text
    assert "Okafor" in page
    assert f"/p/{referral.patient_id}/" not in page
