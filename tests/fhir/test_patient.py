import json

import pytest
from django.test import Client

from integrative.audit.models import Event
from patients.models import Patient
from tests.conftest import SignIn


def read(client: Client, address: str) -> tuple[int, dict]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/fhir+json"
    return response.status_code, json.loads(response.content)


@pytest.mark.parametrize("address", ["/fhir/", "/fhir/metadata"])
def test_the_capability_statement_names_what_is_served(address: str):
    status, statement = read(Client(), address)
    assert status == 200
    assert statement["fhirVersion"] == "4.0.1"
    assert [resource["type"] for resource in statement["rest"][0]["resource"]] == ["Patient"]


@pytest.mark.parametrize(
    ("role", "status"),
    [("clinician", 200), ("pharmacist", 200), ("administrator", 403), ("other_clinic", 404), ("nobody", 401)],
)
def test_who_may_read_a_person(patient: Patient, sign_in: SignIn, role: str, status: int):
    answered, resource = read(sign_in(role), f"/fhir/Patient/{patient.pk}")
    assert answered == status
    assert resource["resourceType"] == ("Patient" if status == 200 else "OperationOutcome")


def test_a_person_carries_the_record_number_and_its_system(patient: Patient, sign_in: SignIn):
    _, resource = read(sign_in("clinician"), f"/fhir/Patient/{patient.pk}")
    (identifier,) = resource["identifier"]
    assert identifier["value"] == patient.mrn
    assert identifier["system"].endswith(patient.clinic.slug)
    assert resource["birthDate"] == "1964-03-09"


def test_reading_is_written_down(patient: Patient, sign_in: SignIn):
    read(sign_in("clinician"), f"/fhir/Patient/{patient.pk}")
    assert Event.objects.about_patient(patient.pk).filter(verb="read as FHIR").exists()


def test_a_search_by_identifier_finds_one_of_ones_own_clinic(patient: Patient, sign_in: SignIn):
    _, found = read(sign_in("clinician"), f"/fhir/Patient?identifier={patient.mrn}")
    assert [entry["resource"]["id"] for entry in found["entry"]] == [str(patient.pk)]
    _, elsewhere = read(sign_in("other_clinic"), f"/fhir/Patient?identifier={patient.mrn}")
    assert elsewhere["total"] == 0


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("?name=Osei", 400), ("?birthdate=next-week", 400), ("?birthdate=1964-03-09", 200)],
)
def test_a_search_says_what_it_can_do(patient: Patient, sign_in: SignIn, query: str, status: int):
    answered, _ = read(sign_in("clinician"), f"/fhir/Patient{query}")
    assert answered == status


def test_what_is_not_served_is_said_as_an_outcome(sign_in: SignIn, patient: Patient):
    status, resource = read(sign_in("clinician"), "/fhir/Observation/1")
    assert (status, resource["resourceType"]) == (404, "OperationOutcome")
