"""Invented people in bulk: coherent, repeatable, and never beside real ones."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from careplans.models import CarePlan, FollowUp
from integrative.accounts.models import Clinic
from integrative.workspace.seed.check import faults_of
from integrative.workspace.seed.heavy import MANY, seed_heavy
from integrative.workspace.seed.load import seed_people
from patients.models import CancerCondition, Measurement, Patient
from patients.record_page import record_of
from symptoms.models import Consultation
from tests.factories.accounts import ClinicFactory

pytestmark = pytest.mark.slow


def seed(patients: int, *, number: int = 1) -> list[Patient]:
    """The new people, in the order in which they were drawn."""
    before = set(Patient.objects.values_list("pk", flat=True))
    seed_people(patients=patients, slug="riverside", number=number, processes=1, done=lambda _: None)
    seeded = Patient.objects.filter(mrn__startswith="S").exclude(pk__in=before)
    return list(seeded.order_by("mrn"))


def test_two_hundred_people_keep_every_invariant_of_the_services(db):
    people = Patient.objects.filter(pk__in=[person.pk for person in seed(200)])
    assert people.count() == 200
    clinic = Clinic.objects.get(slug="riverside")
    assert list(faults_of(clinic, people, cleaned=25)) == []
    assert CarePlan.objects.filter(patient__in=people).active().exists()
    assert FollowUp.objects.filter(patient__in=people).late(clinic.today()).exists()
    assert Consultation.objects.filter(patient__in=people).drafts().exists()


def test_the_checker_sees_a_fault(db):
    people = Patient.objects.filter(pk__in=[person.pk for person in seed(10)])
    CancerCondition.objects.filter(patient=people[0]).update(diagnosed_on="1899-01-01")
    (fault,) = faults_of(Clinic.objects.get(slug="riverside"), people, cleaned=0)
    assert fault == "1 diagnoses: diagnosed_on before birth"


def drawn_alone(number: int) -> list[tuple[str, object, str]]:
    """Five people drawn into an empty clinic, and forgotten again."""
    with transaction.atomic():
        people = [(str(person), person.birth_date, person.email) for person in seed(5, number=number)]
        transaction.set_rollback(True)
    return people


def test_the_same_number_draws_the_same_people(db):
    assert drawn_alone(1) == drawn_alone(1) != drawn_alone(2)


def test_record_numbers_go_on_where_the_last_seeding_ended(db):
    assert [person.mrn for person in [*seed(2), *seed(2)]] == [f"S000000{n}" for n in (1, 2, 3, 4)]


def test_nobody_is_invented_beside_real_people(db):
    ClinicFactory()
    with pytest.raises(CommandError, match="not the demo"):
        call_command("seed", patients=1)
    assert not Patient.objects.exists()


def test_a_clinic_that_is_not_here_is_named(db):
    with pytest.raises(CommandError, match="There is no clinic hillside here"):
        call_command("seed", patients=1, clinic="hillside")


def test_one_person_can_have_five_hundred_of_everything(db):
    patient = seed_heavy(slug="riverside", number=1)
    assert Measurement.objects.of(patient).count() == MANY
    assert CarePlan.objects.of(patient).count() == MANY
    people = Patient.objects.filter(pk=patient.pk)
    assert list(faults_of(patient.clinic, people, cleaned=0)) == []
    page = record_of(patient, patient.lead_clinician, patient.clinic.today())
    assert all(section.has_more for _, sections in page.groups for section in sections)
