from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F
from pytest_django import DjangoDbBlocker

from careplans.caregiver_plans import caregiver_plans_due
from careplans.models import CarePlan, FollowUp
from careplans.survivorship import survivorship_of
from integrative.accounts.models import Clinic, Membership, User
from integrative.workspace.demo.load import load_demo
from patients.models import CancerCondition, Measurement, Medication, Patient
from symptoms.goals_watch import goals_watch
from symptoms.models import Consultation, ProductStanding, RedFlag, Verdict
from tests.factories.accounts import ClinicFactory

pytestmark = pytest.mark.slow

AROMATASE_INHIBITORS = {"Anastrozole", "Letrozole", "Exemestane"}


@pytest.fixture(scope="class")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, once for all tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(lived: None, db: None) -> None:
    """Rolled back to as it was loaded, after every test."""


@pytest.mark.usefixtures("demo")
class TestTheDemo:
    def test_the_demo_is_loaded_once(self):
        people = Patient.objects.count()
        assert not load_demo()
        assert Patient.objects.count() == people

    def test_two_clinics_with_one_person_per_role(self):
        assert Clinic.objects.filter(is_demo=True).count() == 2
        roles = Membership.objects.filter(clinic__slug="riverside").values_list("role", flat=True)
        assert sorted(roles) == ["administrator", "clinician", "navigator", "pharmacist"]

    def test_a_follow_up_is_due_today(self):
        today = Clinic.objects.get(slug="riverside").today()
        assert FollowUp.objects.due(today).exists()
        assert FollowUp.objects.late(today).exists()

    def test_nobody_without_hormone_receptors_takes_an_aromatase_inhibitor(self):
        treated = Medication.objects.filter(name__in=AROMATASE_INHIBITORS).values("patient")
        cancers = CancerCondition.objects.filter(patient__in=treated)
        assert cancers
        assert all(c.markers.filter(marker="er", result="positive").exists() for c in cancers)

    def test_most_of_the_people_of_the_essays_have_whole_maps(self):
        signed = Consultation.objects.signed()
        for section in ("food", "movement", "sleep", "stress", "spirit", "treatmenttalk"):
            assert signed.filter(**{f"{section}__isnull": False}).values("patient").distinct().count() >= 4, (
                section
            )
        for rows in ("painareas", "triedbefores", "ownconcerns", "red_flag_answers"):
            assert signed.filter(**{f"{rows}__isnull": False}).values("patient").distinct().count() >= 5, rows

    def test_a_stop_waits_on_an_open_map_and_another_was_decided(self):
        stops = ProductStanding.objects.filter(verdict=Verdict.STOP)
        (waiting,) = stops.filter(needs_decision=True)
        assert waiting.product.patient.consultations.drafts().exists()
        assert stops.filter(needs_decision=False, product__decisions__isnull=False).exists()

    def test_a_product_cannot_be_screened(self):
        assert ProductStanding.objects.filter(verdict=Verdict.CANNOT_SCREEN, needs_decision=True).exists()

    def test_one_red_flag_stands_and_the_others_say_what_was_done(self):
        flags = RedFlag.objects.filter(withdrawn_at=None)
        assert flags.standing().count() == 1
        assert flags.exclude(done_words="").count() >= 5

    def test_values_run_over_time_and_none_was_known_before_it_was_taken(self):
        assert (
            Measurement.objects.filter(analyte="platelets")
            .values("patient")
            .annotate(n=Count("pk"))
            .filter(n__gte=3)
        )
        assert not Measurement.objects.filter(taken_at__gt=F("recorded_at")).exists()

    def test_goals_of_care_are_due_again_for_one_and_the_plan_is_in_doubt_for_another(self):
        clinician = User.objects.get(email="clinician@demo.example")
        people = Patient.objects.filter(clinic__slug="riverside").select_related("clinic")
        watches = [watch for person in people if (watch := goals_watch(person, clinician))]
        assert any(watch.ask_again for watch in watches)
        assert any(watch.doubt and watch.doubt.before for watch in watches)

    def test_one_person_lives_after_treatment_and_his_wife_has_a_plan_of_her_own(self):
        clinician = User.objects.get(email="clinician@demo.example")
        today = Clinic.objects.get(slug="riverside").today()
        plan = CarePlan.objects.active().get(horizon="survivorship")
        found = survivorship_of(plan.patient, clinician)
        assert found.active == plan
        assert found.due
        assert found.proposed
        assert found.left_out
        assert found.fear.score == 5
        assert not found.summary.unread
        assert caregiver_plans_due(clinician, today).get().patient == plan.patient


def test_the_demo_never_stands_beside_a_real_clinic(db: None):
    ClinicFactory(is_demo=False)
    with pytest.raises(CommandError, match="not the demo"):
        call_command("load_demo")
    assert not Patient.objects.exists()
