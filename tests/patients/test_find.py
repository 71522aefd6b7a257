"""The find box: names, birth dates and record numbers, and nothing of them in an address."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from patients.finding import likeness, pieces
from tests.factories.patients import PatientFactory

FIND = reverse("patients:find")


@pytest.fixture
def ana(clinic, clinician):
    return PatientFactory(
        clinic=clinic,
        lead_clinician=clinician,
        family_name="Núñez-Ortega",
        given_names="Ana María",
        mrn="44710829",
        birth_date=date(1964, 3, 9),
    )


@pytest.fixture
def someone_else(clinic, clinician):
    return PatientFactory(
        clinic=clinic,
        lead_clinician=clinician,
        family_name="Brown",
        given_names="Joe",
        mrn="90000001",
        birth_date=date(1950, 1, 2),
    )


def found(response) -> list[str]:
    return [str(row.patient) for row in response.context["rows"]]


@pytest.mark.parametrize(
    "typed",
    [
        "nunez",
        "Ortega Nunez",
        "maria ana",
        "NÚÑEZ ORTEGA",
        "nunez-ortega ana",
        "4471 0829",
        "44710829",
        "4471-08",
        "3/9/1964",
        "09-Mar-1964",
        "1964-03-09",
        "March 9, 1964",
    ],
)
def test_one_person_is_found_however_they_are_asked_for(ana, someone_else, sign_in, typed):
    response = sign_in("clinician").post(FIND, {"q": typed})
    assert response.status_code == 200
    assert found(response) == [str(ana)]


def test_one_exact_match_is_listed_and_not_opened(ana, sign_in):
    response = sign_in("clinician").post(FIND, {"q": "44710829"})
    assert response.status_code == 200
    assert ana.get_absolute_url() in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("nunez", "<mark>Núñez</mark>-Ortega"),
        ("447108", "<mark>4471</mark> <mark>08</mark>29"),
        ("3/9/1964", "<mark>09-Mar-1964</mark>"),
    ],
)
def test_the_matched_part_is_marked(ana, sign_in, typed, marked):
    assert marked in sign_in("clinician").post(FIND, {"q": typed}).content.decode()


def test_names_that_look_alike_point_at_each_other(ana, clinic, clinician, sign_in):
    twin = PatientFactory(
        clinic=clinic, lead_clinician=clinician, family_name="Nuñez Ortega", given_names="Ana Marta"
    )
    rows = sign_in("clinician").post(FIND, {"q": "nunez"}).context["rows"]
    assert {str(row.patient): row.also for row in rows} == {str(ana): [str(twin)], str(twin): [str(ana)]}


def test_no_match_offers_to_register(ana, sign_in):
    page = sign_in("navigator").post(FIND, {"q": "Nobody"}).content.decode()
    assert "No one matches" in page
    assert reverse("patients:register") in page


def test_a_year_of_two_figures_is_explained(ana, sign_in):
    assert "four-digit year" in sign_in("clinician").post(FIND, {"q": "3/9/64"}).content.decode()


def test_people_of_another_clinic_are_not_found(ana, sign_in):
    assert "No one matches" in sign_in("other_clinic").post(FIND, {"q": "nunez"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter a name, a birth date or an MRN"),
        ("  ", "Enter a name, a birth date or an MRN"),
        ("--", "at least one letter or figure"),
        ("Her\x00rera", "cannot be shown"),
        ("Her\x07rera", "cannot be shown"),
        ("x" * 10_000_000, "10,000,000"),
    ],
    ids=["nothing", "blanks", "signs only", "null", "control", "ten megabytes"],
)
def test_what_cannot_be_searched_is_said_at_the_box(ana, sign_in, typed, said):
    response = sign_in("clinician").post(FIND, {"q": typed})
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize("typed", ["%", "_%", "100%", "<b>x</b>", "'; drop table", "\\"])
def test_signs_that_databases_know_are_only_signs(ana, sign_in, typed):
    response = sign_in("clinician").post(FIND, {"q": typed})
    assert response.status_code in {200, 422}
    assert "<b>x</b>" not in response.content.decode()
    assert response.context.get("rows", []) == []


@pytest.mark.parametrize(
    ("role", "status"),
    [("clinician", 200), ("navigator", 200), ("pharmacist", 200), ("administrator", 403), ("nobody", 302)],
)
def test_who_may_find_people(ana, sign_in, role, status):
    assert sign_in(role).post(FIND, {"q": "ana"}).status_code == status


def test_typing_the_address_leads_to_the_list(sign_in):
    assert sign_in("clinician").get(FIND)["Location"] == reverse("patients:list")


@pytest.mark.parametrize("many", [5, 50])
def test_finding_costs_the_same_for_many(many, clinic, clinician, sign_in, django_assert_max_num_queries):
    PatientFactory.create_batch(many, clinic=clinic, lead_clinician=clinician, family_name="Herrera")
    client = sign_in("clinician")
    with django_assert_max_num_queries(8):
        assert len(found(client.post(FIND, {"q": "herrera"}))) == many


def test_more_than_fit_are_said(clinic, clinician, sign_in):
    PatientFactory.create_batch(51, clinic=clinic, lead_clinician=clinician, family_name="Herrera")
    page = sign_in("clinician").post(FIND, {"q": "herrera"})
    assert len(found(page)) == 50
    assert "the first 50" in page.content.decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Herrera, Teresa", "Herrera, Tomas"),
        ("Núñez-Ortega, Ana", "Nunez Ortega, Anna"),
        ("Li, Wei", "Brown, Joe"),
    ],
)
@pytest.mark.django_db
def test_likeness_is_counted_as_the_database_counts_it(one, other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(clinic_fold(%s, '', ''), clinic_fold(%s, '', ''))", [one, other])
        (counted,) = cursor.fetchone()
    assert likeness(pieces(one), pieces(other)) == pytest.approx(counted, abs=0.001)
