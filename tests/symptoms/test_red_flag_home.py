"""A flag that nobody has seen comes first: on home, among the tasks, on the chart, in the history."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrative.accounts import clock
from symptoms.models import RedFlag, Section
from symptoms.services import save_section
from symptoms.services.red_flags import close_flag, see_flag
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory
from tests.factories.symptoms import ConsultationFactory, sign

HOME = reverse("workspace:home")


def raise_flag(patient, **present):
    draft = ConsultationFactory(patient=patient, author=patient.lead_clinician)
    save_section(
        Section.RED_FLAGS, consultation_id=draft.pk, expected_version=0, by=draft.author,
        answers={"present": present, "numbers": {}},
    )  # fmt: skip
    return RedFlag.objects.of(patient).standing().most_urgent_first()


@pytest.fixture
def colleagues_patient(clinic):
    return PatientFactory(clinic=clinic, lead_clinician=MembershipFactory(clinic=clinic).user)


def home_of(sign_in, role="clinician"):
    return sign_in(role).get(HOME).content.decode()


def test_the_most_urgent_comes_first_with_how_long_it_waits(patient, clinic, clinician, sign_in):
    raise_flag(patient, caregiver_unable_to_continue=True)
    raise_flag(PatientFactory(clinic=clinic, lead_clinician=clinician), seizure=True)
    shown = home_of(sign_in)
    assert shown.index("Possible event in the brain") < shown.index("Caregiver cannot go on")
    assert shown.index("Caregiver cannot go on") < shown.index("Unfinished maps")
    assert "Waits for less than a minute" in shown


def test_what_cannot_wait_stands_on_every_clinicians_home(colleagues_patient, sign_in):
    raise_flag(colleagues_patient, seizure=True, caregiver_unable_to_continue=True)
    shown = home_of(sign_in)
    assert "Possible event in the brain" in shown
    assert "Caregiver cannot go on" not in shown


def test_what_was_passed_on_stands_on_every_clinicians_home(colleagues_patient, sign_in):
    raise_flag(colleagues_patient, caregiver_unable_to_continue=True)
    RedFlag.objects.update(escalated_at=clock.now())
    assert "Caregiver cannot go on" in home_of(sign_in)


def test_a_flag_that_was_seen_leaves_home_and_stays_a_task_of_who_saw_it(patient, clinician, sign_in):
    (flag,) = raise_flag(patient, seizure=True)
    see_flag(flag_id=flag.pk, patient=patient, by=clinician)
    assert "Possible event in the brain" not in home_of(sign_in)
    tasks = sign_in("clinician").get(reverse("workspace:tasks")).content.decode()
    assert "Red flag, act now: Possible event in the brain" in tasks
    close_flag(flag_id=flag.pk, patient=patient, by=clinician, words="Sent to emergency")
    tasks = sign_in("clinician").get(reverse("workspace:tasks")).content.decode()
    assert "Possible event in the brain" not in tasks


def test_the_pharmacist_sees_what_cannot_wait(patient, sign_in):
    raise_flag(patient, seizure=True, caregiver_unable_to_continue=True)
    shown = home_of(sign_in, "pharmacist")
    assert "Possible event in the brain" in shown
    assert "Caregiver cannot go on" not in shown


def test_the_navigator_sees_about_whom_to_call_and_not_why(patient, sign_in):
    raise_flag(patient, seizure=True)
    shown = home_of(sign_in, "navigator")
    assert str(patient) in shown
    assert "Call a clinician" in shown
    assert "brain" not in shown


@pytest.mark.parametrize("role", ["clinician", "pharmacist", "navigator"])
def test_other_clinics_and_the_dead_are_on_nobodys_home(patient, sign_in, role):
    elsewhere = PatientFactory()
    raise_flag(elsewhere, seizure=True)
    raise_flag(patient, seizure=True)
    patient.deceased_on = patient.clinic.today()
    patient.save()
    shown = home_of(sign_in, role)
    assert str(elsewhere) not in shown
    assert "Act now" not in shown


def test_home_costs_the_same_for_many_flags(clinic, clinician, sign_in, django_assert_max_num_queries):
    desk = sign_in("clinician")
    desk.get(HOME)
    for _ in range(25):
        raise_flag(PatientFactory(clinic=clinic, lead_clinician=clinician), seizure=True)
    with django_assert_max_num_queries(13):
        shown = desk.get(HOME).content.decode()
    assert "5 more red flags" in shown


def test_the_chart_begins_with_what_stands(patient, clinician, sign_in):
    (flag,) = raise_flag(patient, seizure=True)
    see_flag(flag_id=flag.pk, patient=patient, by=clinician)
    shown = sign_in("clinician").get(reverse("workspace:chart", args=[patient.pk])).content.decode()
    assert "Possible event in the brain" in shown
    assert f"Seen by {clinician}" in shown


def test_the_chart_costs_no_more_for_its_flags(patient, sign_in):
    desk, url = sign_in("clinician"), reverse("workspace:chart", args=[patient.pk])
    asked = []
    for present in ({}, {"seizure": True, "caregiver_unable_to_continue": True}):
        raise_flag(patient, **present)
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        asked.append(len(queries))
        sign(patient.consultations.get(status="draft"))
    assert asked[0] == asked[1]


def test_the_history_tells_each_step(patient, clinician, sign_in):
    (flag,) = raise_flag(patient, seizure=True)
    close_flag(flag_id=flag.pk, patient=patient, by=clinician, words="Sent to emergency")
    shown = sign_in("clinician").get(reverse("workspace:history", args=[patient.pk])).content.decode()
    assert f"{clinician} recorded what raised a red flag" in shown
    assert f"{clinician} wrote what was done about a red flag" in shown
    assert "Possible event in the brain" in shown
    assert "Sent to emergency" not in shown
