import pytest
from django.core.management import CommandError, call_command

from careplans.models import FollowUp
from integrative.accounts.models import Clinic, Membership
from integrative.workspace.demo.load import load_demo
from patients.models import CancerCondition, Medication, Patient
from tests.factories.accounts import ClinicFactory

pytestmark = pytest.mark.slow

AROMATASE_INHIBITORS = {"Anastrozole", "Letrozole", "Exemestane"}


@pytest.fixture
def demo(db: None) -> None:
    assert load_demo()


def test_the_demo_is_loaded_once(demo: None):
    people = Patient.objects.count()
    assert not load_demo()
    assert Patient.objects.count() == people


def test_two_clinics_with_one_person_per_role(demo: None):
    assert Clinic.objects.filter(is_demo=True).count() == 2
    roles = Membership.objects.filter(clinic__slug="riverside").values_list("role", flat=True)
    assert sorted(roles) == ["administrator", "clinician", "navigator", "pharmacist"]


def test_a_follow_up_is_due_today(demo: None):
    today = Clinic.objects.get(slug="riverside").today()
    assert FollowUp.objects.due(today).exists()
    assert FollowUp.objects.late(today).exists()


def test_nobody_without_hormone_receptors_takes_an_aromatase_inhibitor(demo: None):
    treated = Medication.objects.filter(name__in=AROMATASE_INHIBITORS).values("patient")
    cancers = CancerCondition.objects.filter(patient__in=treated)
    assert cancers
    assert all(c.markers.filter(marker="er", result="positive").exists() for c in cancers)


def test_the_demo_never_stands_beside_a_real_clinic(db: None):
    ClinicFactory(is_demo=False)
    with pytest.raises(CommandError, match="not the demo"):
        call_command("load_demo")
    assert not Patient.objects.exists()
