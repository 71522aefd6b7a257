"""The board: what stands where, and what a move does."""

import pytest
from django.urls import reverse

from integrative.ui.chart_form import sign_chart
from referrals.models import ReferralStatus
from tests.factories.patients import PatientFactory
from tests.factories.referrals import ReferralFactory, moved

from .conftest import move_url, step

BOARD = reverse("referrals:board")


@pytest.fixture
def navigator(sign_in):
    return sign_in("navigator")


def columns(answer):
    board = answer.context["board"]
    return {column.status: [card.referral for card in column.cards] for column in board.columns}


def test_each_referral_stands_in_the_column_of_its_step_soonest_first(patient, navigator):
    easy = ReferralFactory(patient=patient)
    late = ReferralFactory(patient=patient, late=True)
    soon = ReferralFactory(patient=patient, soon=True)
    booked = ReferralFactory(patient=patient, status=ReferralStatus.BOOKED)
    standing = columns(navigator.get(BOARD))
    assert list(standing) == ["new", "coverage", "scheduling", "booked", "seen"]
    assert standing["new"] == [late, soon, easy]
    assert standing["booked"] == [booked]


def test_a_column_says_how_it_ages_and_a_card_how_much_time_is_left(patient, navigator):
    ReferralFactory(patient=patient, late=True)
    ReferralFactory(patient=patient, soon=True)
    page = navigator.get(BOARD).text
    assert "1 late, 1 due soon" in page
    assert "3 days over" in page
    assert "1 day left" in page
    assert "2 open" in page
    assert page.count("Nothing here") == 4


def test_late_only(patient, navigator):
    late = ReferralFactory(patient=patient, late=True)
    ReferralFactory(patient=patient)
    assert columns(navigator.get(BOARD, {"show": "late"}))["new"] == [late]


def test_mine_and_unassigned_leaves_out_a_colleagues(patient, navigator, staff):
    free, mine = ReferralFactory(patient=patient), ReferralFactory(patient=patient, owner=staff.navigator)
    ReferralFactory(patient=patient, owner=staff.clinician)
    assert set(columns(navigator.get(BOARD, {"show": "mine"}))["new"]) == {free, mine}


def test_closed_ones_are_a_filter_with_their_outcome(patient, navigator, staff):
    closed = ReferralFactory(patient=patient, closed=True)
    page = navigator.get(BOARD, {"show": "closed"})
    assert page.context["board"].closed == [closed]
    assert "Note received" in page.text
    assert "Note received" not in navigator.get(BOARD).text


def test_an_unknown_view_is_the_whole_board(referral, navigator):
    assert columns(navigator.get(BOARD, {"show": "<script>"}))["new"] == [referral]


def test_a_move_takes_the_card_to_its_new_column_and_gives_it_an_owner(referral, navigator, staff):
    answer = navigator.post(f"{move_url(referral)}?show=late", step(referral, "coverage"))
    assert answer.url == f"{BOARD}?show=late"
    referral.refresh_from_db()
    assert (referral.status, referral.owner, referral.version) == ("coverage", staff.navigator, 2)
    assert [(m.from_status, m.to_status, m.made_by) for m in referral.moves.all()] == [
        ("new", "coverage", staff.navigator)
    ]


def test_the_same_press_twice_moves_once(referral, navigator):
    press = step(referral, "coverage")
    assert navigator.post(move_url(referral), press).status_code == 302
    assert navigator.post(move_url(referral), press).status_code == 302
    assert referral.moves.count() == 1


def test_closing_from_a_card_asks_how_it_ended(referral, navigator):
    answer = navigator.post(move_url(referral), step(referral, "closed"))
    assert answer.url == reverse("referrals:detail", args=[referral.pk]) + "?to=closed#move"
    referral.refresh_from_db()
    assert referral.status == "new"


def test_a_card_that_a_colleague_moved_first_says_who_and_stands_at_its_true_place(
    referral, navigator, staff
):
    seen_by_me = step(referral, "coverage")
    moved(referral, to="scheduling", by=staff.clinician)
    answer = navigator.post(move_url(referral), seen_by_me)
    assert answer.status_code == 409
    assert f"{staff.clinician} moved it to “Scheduling”" in answer.text
    assert columns(answer)["scheduling"] == [referral]
    referral.refresh_from_db()
    assert referral.status == "scheduling"


def test_a_lost_race_is_told_even_when_the_step_is_no_longer_allowed(referral, navigator, staff):
    seen_by_me = step(referral, "coverage")
    moved(referral, to="seen", by=staff.clinician)
    assert navigator.post(move_url(referral), seen_by_me).status_code == 409


@pytest.mark.parametrize("to", ["", "elsewhere", "booked", "seen", "new"])
def test_a_step_the_table_does_not_allow_is_refused_in_words(referral, navigator, to):
    answer = navigator.post(move_url(referral), step(referral, to))
    assert answer.status_code == 422
    assert "not moved" in answer.text
    referral.refresh_from_db()
    assert referral.status == "new"


def test_a_form_of_another_chart_moves_nothing(referral, navigator, clinic, clinician):
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    foreign = step(referral, "coverage", chart=sign_chart(other.pk))
    answer = navigator.post(move_url(referral), foreign)
    assert answer.status_code == 422
    assert "another chart" in answer.text
    referral.refresh_from_db()
    assert referral.status == "new"


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize("show", ["open", "closed"])
def test_the_board_costs_the_same_for_five_and_fifty(
    clinic, clinician, staff, navigator, django_assert_max_num_queries, count, show
):
    for _ in range(count):
        person = PatientFactory(clinic=clinic, lead_clinician=clinician)
        ReferralFactory(patient=person, owner=staff.navigator, closed=show == "closed")
    with django_assert_max_num_queries(8):
        page = navigator.get(BOARD, {"show": show})
    assert page.text.count("Morning nausea" if show == "open" else "Note received") == count


def test_markup_in_a_reason_is_shown_as_typed(patient, navigator):
    ReferralFactory(patient=patient, reason="<b>Loud</b>\nsecond line")
    page = navigator.get(BOARD).text
    assert "&lt;b&gt;Loud&lt;/b&gt;" in page
    assert "second line" not in page
