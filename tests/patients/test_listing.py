"""The list of people: who may see it, its pages, its chips, and its cost."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from patients.models import Phase
from patients.paging import PAGE_SIZE
from tests.factories.patients import CancerFactory, PatientFactory, PhaseFactory

LIST = reverse("patients:list")


def names_on(response) -> list[str]:
    return [str(row.patient) for row in response.context["rows"]]


def next_page(response) -> str:
    return unescape(re.search(r'rel="next" href="([^"]+)"', response.content.decode()).group(1))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 200),
        ("pharmacist", 200),
        ("administrator", 403),
        ("other_clinic", 200),
        ("nobody", 302),
    ],
)
def test_who_may_list_people(patient, sign_in, role, status):
    assert sign_in(role).get(LIST).status_code == status


def test_an_administrator_is_told_why(sign_in):
    assert "Administrators see counts, not charts" in sign_in("administrator").get(LIST).content.decode()


def test_another_clinic_sees_its_own_people_only(patient, sign_in):
    assert names_on(sign_in("other_clinic").get(LIST)) == []


def test_a_row_shows_who_it_is_and_where_they_stand(patient, sign_in):
    CancerFactory(patient=patient)
    PhaseFactory(patient=patient)
    page = sign_in("clinician").get(LIST).content.decode()
    grouped = f"{patient.mrn[:4]} {patient.mrn[4:]}"
    for shown in ("09-Mar-1964", grouped, "Breast", "Active treatment", patient.lead_clinician.display_name):
        assert shown in page
    assert patient.get_absolute_url() in page


def test_an_empty_clinic_is_told_what_belongs_here(clinic, sign_in):
    assert "Nobody is registered yet" in sign_in("clinician").get(LIST).content.decode()


def test_pages_follow_by_name_and_nobody_is_lost_or_twice(clinic, clinician, sign_in):
    # Same family, same given names, and accents: the key decides where the name does not.
    names = [("Ärlig", "Eva"), ("Arlig", "Eva"), ("Smith", "Ann")] * 20 + [("Zorn", "Ida")] * 55
    for family, given in names:
        PatientFactory(clinic=clinic, lead_clinician=clinician, family_name=family, given_names=given)
    client = sign_in("clinician")
    response = client.get(LIST)
    seen = [row.patient for row in response.context["rows"]]
    while 'rel="next"' in response.content.decode():
        response = client.get(LIST + next_page(response))
        seen += [row.patient for row in response.context["rows"]]
    assert len(seen) == len(set(seen)) == len(names)
    assert seen == list(type(seen[0]).objects.by_name())


def test_the_cursor_holds_no_name(clinic, clinician, sign_in):
    PatientFactory.create_batch(
        PAGE_SIZE + 1, clinic=clinic, lead_clinician=clinician, family_name="Quillfeather"
    )
    assert "Quillfeather" not in next_page(sign_in("clinician").get(LIST))


@pytest.mark.parametrize("cursor", ["nonsense", "\x00", "0" * 5000])
def test_a_cursor_that_is_not_ours_is_not_found(patient, sign_in, cursor):
    assert sign_in("clinician").get(LIST, {"after": cursor}).status_code == 404


def test_a_cursor_of_another_clinic_is_not_found(clinic, staff, sign_in):
    PatientFactory.create_batch(PAGE_SIZE + 1, clinic=clinic, lead_clinician=staff.clinician)
    cursor = next_page(sign_in("clinician").get(LIST))
    assert sign_in("other_clinic").get(LIST + cursor).status_code == 404


def test_mine_are_those_i_lead(clinic, patient, sign_in):
    PatientFactory(clinic=clinic)
    client = sign_in("clinician")
    assert len(names_on(client.get(LIST))) == 2
    assert names_on(client.get(LIST, {"mine": "1"})) == [str(patient)]


def test_those_who_lead_nobody_are_not_offered_mine(sign_in):
    assert "My patients" not in sign_in("navigator").get(LIST).content.decode()


def test_a_phase_narrows_to_those_in_it_today(clinic, clinician, patient, sign_in):
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    PhaseFactory(patient=patient, phase=Phase.SURVIVORSHIP)
    PhaseFactory(patient=other, phase=Phase.SURVIVORSHIP, ended_on="2026-03-01")
    shown = sign_in("clinician").get(LIST, {"phase": Phase.SURVIVORSHIP})
    assert names_on(shown) == [str(patient)]


def test_a_phase_entered_in_error_finds_nobody_and_no_one_twice(clinic, clinician, patient, sign_in):
    struck = {"entered_in_error_at": timezone.now(), "entered_in_error_why": "another person"}
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    PhaseFactory(patient=patient, phase=Phase.RECOVERY)
    for person in (patient, other):
        PhaseFactory(patient=person, phase=Phase.RECOVERY, **struck)
    assert names_on(sign_in("clinician").get(LIST, {"phase": Phase.RECOVERY})) == [str(patient)]


def test_filters_stay_on_the_next_page(clinic, clinician, sign_in):
    PatientFactory.create_batch(PAGE_SIZE + 1, clinic=clinic, lead_clinician=clinician)
    assert "mine=1" in next_page(sign_in("clinician").get(LIST, {"mine": "1"}))


def test_a_phase_that_does_not_exist_is_said_at_its_field(patient, sign_in):
    response = sign_in("clinician").get(LIST, {"phase": "bliss"})
    assert response.status_code == 422
    assert "Choose a phase from the list" in response.content.decode()


def test_filters_that_fit_nobody_say_so(patient, sign_in):
    response = sign_in("clinician").get(LIST, {"phase": Phase.HOSPICE})
    assert "Nobody fits these filters" in response.content.decode()


def test_a_changed_chip_swaps_only_the_people(patient, sign_in):
    part = sign_in("clinician").get(LIST, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert str(patient) in part.content.decode()


@pytest.mark.parametrize("many", [5, 50])
def test_the_list_costs_the_same_for_many(many, clinic, clinician, sign_in, django_assert_max_num_queries):
    for patient in PatientFactory.create_batch(many, clinic=clinic, lead_clinician=clinician):
        CancerFactory(patient=patient)
        PhaseFactory(patient=patient)
    client = sign_in("clinician")
    with django_assert_max_num_queries(9):
        assert len(names_on(client.get(LIST))) == many
