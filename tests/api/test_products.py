"""Products as JSON: the same services, permissions and refusals as on the pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from patients.models import Patient
from symptoms.models import ProductDecision, ProductScreen, ProductUse
from tests.factories.patients import MedicationFactory, PatientFactory
from tests.factories.symptoms import ProductFactory

JSON = "application/json"


def address(patient: Patient, *more: object) -> str:
    return "/".join(["/api/v1/patients", str(patient.pk), "products", *map(str, more), ""])


def post(client: Client, patient: Patient, *more: object, sent: Any, **headers: str) -> Any:
    return client.post(address(patient, *more), sent, content_type=JSON, headers=headers)


@pytest.fixture
def desk(sign_in: Any) -> Client:
    return sign_in("clinician")


@pytest.fixture
def ginkgo(patient: Patient) -> ProductUse:
    MedicationFactory(patient=patient, name="Warfarin")
    return ProductFactory(patient=patient, name_as_typed="Ginkgo")


def screened(desk: Client, patient: Patient) -> dict[str, Any]:
    said: dict[str, Any] = desk.get(address(patient, "screen")).json()
    return said


def seen(desk: Client, product: ProductUse) -> dict[str, Any]:
    """What was read before deciding."""
    said = screened(desk, product.patient)
    (row,) = (row for row in said["verdicts"] if row["id"] == str(product.pk))
    keys = [finding["key"] for finding in said["findings"] if finding["product"] == row["product"]]
    return {"verdict_seen": row["verdict"], "findings_seen": keys}


def test_a_product_is_written_down_and_screened(patient, desk):
    sent = {"name_as_typed": "Ginkgo", "dose_amount": "120.000", "dose_unit": "mg", "schedule": "daily"}
    made = post(desk, patient, sent=sent)
    assert made.status_code == 201
    assert {name: made.json()[name] for name in sent} == sent
    assert [row["id"] for row in desk.get(address(patient)).json()["results"]] == [made.json()["id"]]
    assert ProductScreen.objects.get().why == "products"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ({}, "name_as_typed"),
        ({"name_as_typed": ""}, "name_as_typed"),
        ({"name_as_typed": "a" * 201}, "name_as_typed"),
        ({"name_as_typed": "Tea\u202e"}, "name_as_typed"),
        ({"name_as_typed": "Tea", "dose_amount": "5"}, "dose_amount"),
        ({"name_as_typed": "Tea", "dose_amount": "0", "dose_unit": "mg"}, "dose_amount"),
        ({"name_as_typed": "Tea", "dose_amount": "-1", "dose_unit": "mg"}, "dose_amount"),
        ({"name_as_typed": "Tea", "dose_amount": "1e99", "dose_unit": "mg"}, "dose_amount"),
        ({"name_as_typed": "Tea", "route": "by post"}, "route"),
        ({"name_as_typed": "Tea", "confirmed_as": ["ginkgo"]}, "confirmed_as"),
        ({"name_as_typed": "Tea", "colour": "green"}, "colour"),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_said_at_its_key(patient, desk, sent, key):
    answer = post(desk, patient, sent=sent)
    assert answer.status_code == 400
    assert key in answer.json()
    assert not ProductUse.objects.exists()


def test_what_is_on_the_list_is_refused(ginkgo, desk):
    answer = post(desk, ginkgo.patient, sent={"name_as_typed": "ginkgo"})
    assert answer.status_code == 422
    assert answer.json() == {"name_as_typed": ["ginkgo is on the list already."]}


def test_a_repeat_under_one_key_adds_once(patient, desk):
    key = {"Idempotency-Key": str(uuid4())}
    answers = [post(desk, patient, sent={"name_as_typed": "Ginkgo"}, **key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
    assert ProductUse.objects.count() == 1


def test_the_live_screen_names_what_it_was_screened_against(ginkgo, desk):
    said = screened(desk, ginkgo.patient)
    (row,) = said["verdicts"]
    assert (row["verdict"], row["needs_decision"], row["decision"]) == ("hold", True, None)
    assert {"what": "Medicine", "text": "Warfarin", "note": "60 mg daily", "is_known": True} in said[
        "against"
    ]
    assert not ProductScreen.objects.exists()


def test_a_decision_stands_in_the_next_screen(ginkgo, desk, clinician):
    sent = {"decision": "keep", "watch": "INR in a week", **seen(desk, ginkgo)}
    answer = post(desk, ginkgo.patient, ginkgo.pk, "decisions", sent=sent)
    assert answer.status_code == 201
    assert answer.json()["decided_by"] == str(clinician.pk)
    (row,) = screened(desk, ginkgo.patient)["verdicts"]
    assert (row["needs_decision"], row["decision"]["id"]) == (False, answer.json()["id"])


def test_a_decision_upon_an_older_screen_is_answered_with_what_is_new(ginkgo, desk):
    sent = {"decision": "keep", **seen(desk, ginkgo)}
    ginkgo.patient.procedures.create(name="Port removal", state="planned")
    answer = post(desk, ginkgo.patient, ginkgo.pk, "decisions", sent=sent)
    assert answer.status_code == 409
    assert [finding["with"] for finding in answer.json()["new"]] == ["surgery"]
    assert answer.json()["stands"]["verdict"] == "hold"
    assert not ProductDecision.objects.exists()


def test_what_the_clinic_refuses_is_422_at_its_key(ginkgo, desk):
    sent = {"decision": "override", "reason": "why not", **seen(desk, ginkgo)}
    answer = post(desk, ginkgo.patient, ginkgo.pk, "decisions", sent=sent)
    assert (answer.status_code, list(answer.json())) == (422, ["decision"])


def test_a_product_of_another_person_is_not_found(ginkgo, desk, clinician):
    other = PatientFactory(clinic=ginkgo.patient.clinic, lead_clinician=clinician)
    sent = {"decision": "keep", **seen(desk, ginkgo)}
    assert post(desk, other, ginkgo.pk, "decisions", sent=sent).status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "adds", "decides"),
    [
        ("clinician", 200, 201, 201),
        ("navigator", 200, 201, 403),
        ("pharmacist", 200, 403, 403),
        ("administrator", 403, 403, 403),
        ("other_clinic", 404, 404, 404),
        ("nobody", 403, 403, 403),
    ],
)
def test_who_may(ginkgo, desk, sign_in, role, reads, adds, decides):
    client, patient = sign_in(role), ginkgo.patient
    sent = {"decision": "keep", **seen(desk, ginkgo)}
    assert client.get(address(patient)).status_code == reads
    assert client.get(address(patient, "screen")).status_code == reads
    assert post(client, patient, ginkgo.pk, "decisions", sent=sent).status_code == decides
    assert post(client, patient, sent={"name_as_typed": "Turmeric"}).status_code == adds


def test_the_description_names_the_screen(desk):
    answer = desk.get("/api/v1/schema/", headers={"accept": JSON})
    assert "/api/v1/patients/{patient_id}/products/screen/" in answer.json()["paths"]
