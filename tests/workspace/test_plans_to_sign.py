"""Plans that wait for a second signature stand on the first page of whoever gives it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from careplans.queries import plans_given_back, plans_to_cosign
from careplans.services import return_plan
from integrative.accounts import clock
from integrative.accounts.models import Discipline, Role, User
from integrative.workspace.worklist import tasks_of
from patients.models import Patient
from tests.factories.accounts import MembershipFactory
from tests.factories.careplans import CarePlanFactory


@pytest.fixture
def therapist(patient: Patient) -> User:
    discipline = Discipline.PHYSICAL_THERAPIST
    return MembershipFactory(clinic=patient.clinic, role=Role.CLINICIAN, discipline=discipline).user


@pytest.fixture
def waiting(patient: Patient, therapist: User):
    plan = CarePlanFactory(patient=patient, status="signed", one_thing="Tea", written_by=therapist)
    plan.signatures.create(signed_as="author", by=therapist, discipline="physical_therapist", at=clock.now())
    return plan


def test_it_waits_for_a_prescriber_and_for_nobody_else(
    waiting, clinician: User, therapist: User, staff
) -> None:
    assert list(plans_to_cosign(clinician)) == [waiting]
    for other in (therapist, staff.navigator, staff.administrator, staff.other_clinic):
        assert list(plans_to_cosign(other)) == []


def test_it_stands_on_the_first_page_and_among_the_tasks(
    sign_in, waiting, clinician: User, patient: Patient
) -> None:
    page = reverse("careplans:cosign", args=[patient.pk, waiting.pk])
    assert page in sign_in("clinician").get("/").text
    (task,) = [task for task in tasks_of(clinician, patient.clinic.today()) if task.url == page]
    assert task.what == "Second signature on plan 1"


def test_returned_it_stands_on_the_page_of_its_author(
    client: Client, waiting, clinician: User, therapist: User, patient: Patient
) -> None:
    return_plan(plan_id=waiting.pk, expected_version=waiting.version, by=clinician, why="Half the dose")
    assert not plans_to_cosign(clinician)
    assert [plan.number for plan in plans_given_back(therapist)] == [2]
    client.force_login(therapist, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Returned to you" in client.get("/").text


def test_nothing_is_signed_for_someone_who_has_died(waiting, clinician: User, patient: Patient) -> None:
    Patient.objects.filter(pk=patient.pk).update(deceased_on=date(2026, 1, 1))
    assert not plans_to_cosign(clinician)
