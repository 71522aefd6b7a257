"""Referring and moving, without a page."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from integrative.accounts.errors import Refused, Stale
from integrative.audit.models import Event
from referrals.models import Outcome, Referral, ReferralMove, ReferralStatus
from referrals.services import NEXT, MoveRefused, move_referral, refer
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory
from tests.factories.referrals import ReferralFactory, ServiceFactory

NOT_ALLOWED = [(here, there) for here in ReferralStatus for there in set(ReferralStatus) - NEXT[here]]


@pytest.mark.parametrize(("here", "there"), [(here, there) for here in NEXT for there in sorted(NEXT[here])])
def test_every_step_of_the_table_can_be_taken(patient, staff, here, there):
    referral = ReferralFactory(patient=patient, status=here)
    outcome = Outcome.DECLINED if there == ReferralStatus.CLOSED else ""
    moved = move_referral(
        referral_id=referral.pk, expected_version=1, to=there, by=staff.navigator, outcome=outcome
    )
    assert (moved.status, moved.outcome, moved.version) == (there, outcome, 2)
    assert Event.objects.filter(subject_id=referral.pk, by=staff.navigator).count() == 1


@pytest.mark.parametrize(("here", "there"), NOT_ALLOWED)
def test_no_other_step_can_be_taken(patient, staff, here, there):
    outcome = {"outcome": Outcome.DECLINED} if here == ReferralStatus.CLOSED else {}
    referral = ReferralFactory(patient=patient, status=here, **outcome)
    with pytest.raises(MoveRefused):
        move_referral(referral_id=referral.pk, expected_version=1, to=there, by=staff.navigator)
    assert not ReferralMove.objects.exists()


def test_a_stale_move_writes_nothing(referral, staff):
    with pytest.raises(Stale):
        move_referral(referral_id=referral.pk, expected_version=7, to="coverage", by=staff.navigator)
    assert not ReferralMove.objects.exists()
    assert not Event.objects.exists()


def test_an_outcome_is_kept_only_when_closing(referral, staff):
    moved = move_referral(
        referral_id=referral.pk, expected_version=1, to="coverage", by=staff.navigator, outcome="declined"
    )
    assert moved.outcome == ""


def test_a_service_of_another_clinic_is_refused(patient, clinician):
    with pytest.raises(Refused, match="not offered"):
        refer(patient=patient, by=clinician, service=ServiceFactory(), reason="Nausea")


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_one_stands(clinic):
    referral = ReferralFactory(patient=PatientFactory(clinic=clinic))
    movers = [MembershipFactory(clinic=clinic, role="navigator").user for _ in range(2)]

    def move(by):
        try:
            move_referral(referral_id=referral.pk, expected_version=1, to="coverage", by=by)
        except Stale:
            return "stale"
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(move, movers)) == ["moved", "stale"]
    assert ReferralMove.objects.count() == 1


def breaks(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_the_database_refuses_a_second_open_referral_to_one_service(referral):
    breaks(lambda: ReferralFactory(patient=referral.patient, service=referral.service))


@pytest.mark.parametrize(
    "facts",
    [{"status": "closed"}, {"outcome": "declined"}, {"status": "lost"}],
    ids=["closed without an outcome", "an outcome while open", "a step nobody knows"],
)
def test_the_database_refuses(referral, facts):
    breaks(lambda: Referral.objects.filter(pk=referral.pk).update(**facts))


def test_the_database_refuses_two_services_of_one_name(acupuncture):
    breaks(lambda: ServiceFactory(clinic=acupuncture.clinic, name="Acupuncture"))


@pytest.mark.parametrize("change", [lambda m: m.update(note="edited"), lambda m: m.delete()])
def test_a_step_taken_is_kept_as_it_was(referral, staff, change):
    move_referral(referral_id=referral.pk, expected_version=1, to="coverage", by=staff.navigator)
    with pytest.raises(Exception, match="Cannot"), transaction.atomic():
        change(ReferralMove.objects.all())
    assert ReferralMove.objects.get().note == ""
