import pytest

from patients.models import Patient
from tests.conftest import SignIn
from tests.factories.patients import PatientFactory

ASKED = {
    "mrn": "7001 0001",
    "family_name": "Adeyemi",
    "given_names": "Ruth",
    "birth_date": "1960-02-29",
    "sex": "female",
    "language": "English",
}


@pytest.mark.parametrize(
    ("role", "status"),
    [("clinician", 200), ("navigator", 200), ("administrator", 403), ("other_clinic", 404), ("nobody", 403)],
)
def test_who_may_read_a_patient(patient: Patient, sign_in: SignIn, role: str, status: int):
    assert sign_in(role).get(f"/api/v1/patients/{patient.pk}/").status_code == status


def test_a_list_holds_only_ones_own_clinic(patient: Patient, sign_in: SignIn):
    PatientFactory()
    found = sign_in("clinician").get("/api/v1/patients/").json()["results"]
    assert [row["id"] for row in found] == [str(patient.pk)]


def test_a_list_costs_the_same_for_many(clinic, clinician, sign_in: SignIn, django_assert_max_num_queries):
    PatientFactory.create_batch(40, clinic=clinic, lead_clinician=clinician)
    client = sign_in("clinician")
    with django_assert_max_num_queries(6):
        assert len(client.get("/api/v1/patients/").json()["results"]) == 40


def test_registering_goes_through_the_service(clinician, sign_in: SignIn):
    asked = ASKED | {"lead_clinician": str(clinician.pk)}
    answer = sign_in("clinician").post("/api/v1/patients/", asked, content_type="application/json")
    assert answer.status_code == 201
    assert Patient.objects.get(pk=answer.json()["id"]).mrn == "70010001"


def test_a_taken_record_number_is_refused(clinician, patient: Patient, sign_in: SignIn):
    asked = ASKED | {"lead_clinician": str(clinician.pk), "mrn": patient.mrn}
    answer = sign_in("clinician").post("/api/v1/patients/", asked, content_type="application/json")
    assert answer.status_code == 422
    assert "already belongs" in answer.json()["mrn"][0]


@pytest.mark.parametrize(
    "bad",
    [{"birth_date": "2061-01-01"}, {"birth_date": "yesterday"}, {"sex": "F"}, {"family_name": "\u0000"}],
)
def test_bad_input_writes_nothing(clinician, sign_in: SignIn, bad: dict):
    asked = ASKED | {"lead_clinician": str(clinician.pk)} | bad
    answer = sign_in("clinician").post("/api/v1/patients/", asked, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert not Patient.objects.filter(mrn="70010001").exists()


def test_the_description_is_generated(sign_in: SignIn, staff):
    answer = sign_in("clinician").get("/api/v1/schema/?format=json")
    assert answer.status_code == 200
    assert "/api/v1/referrals/{id}/move/" in answer.json()["paths"]
