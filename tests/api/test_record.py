"""The record as JSON: every kind of fact is recorded, corrected, ended and struck out as on its pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from integrative.audit.models import Event
from patients.kinds import KINDS
from patients.models import Allergy, Measurement, Medication, PhaseOfCare
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import (
    CancerFactory,
    MarkerFactory,
    MeasurementFactory,
    MedicationFactory,
    PatientFactory,
)
from tests.patients.facts import AROUND, CANCER, END_BUTTON, GOOD, MAY_LIE_AHEAD, TOPICS, of
from tests.patients.forms import DAY_AFTER_TOMORROW

pytestmark = pytest.mark.slow

JSON = "application/json"


class Record:
    """A client at one person's record: `kind` is a slug, `more` what stands behind it in the address."""

    def __init__(self, client: Client, patient: Any) -> None:
        self.client, self.patient = client, patient

    def address(self, kind: str, *more: object) -> str:
        return "/".join(["/api/v1/patients", str(self.patient.pk), "record", kind, *map(str, more), ""])

    def get(self, kind: str, *more: object, **query: Any) -> Any:
        return self.client.get(self.address(kind, *more), query)

    def post(self, kind: str, *more: object, sent: dict[str, Any], **headers: str) -> Any:
        return self.client.post(self.address(kind, *more), sent, content_type=JSON, headers=headers)

    def patch(self, kind: str, *more: object, sent: dict[str, Any]) -> Any:
        return self.client.patch(self.address(kind, *more), sent, content_type=JSON)

    def make(self, kind: str, **change: Any) -> dict[str, Any]:
        answer = self.post(kind, sent=of(self.patient, GOOD[kind].json) | change)
        assert answer.status_code == 201, answer.json()
        return answer.json()


@pytest.fixture
def record(patient, sign_in):
    return Record(sign_in("clinician"), patient)


every_kind = pytest.mark.parametrize("kind", GOOD)


def test_no_kind_is_forgotten():
    assert GOOD.keys() == KINDS.keys()


@every_kind
def test_what_is_recorded_reads_back_with_who_and_when(record, clinician, kind):
    sent = of(record.patient, GOOD[kind].json) | {"source": "patient"}
    made = record.post(kind, sent=sent).json()
    assert {name: made[name] for name in sent} == sent
    assert (made["recorded_by"], made["version"]) == (str(clinician.pk), 1)
    assert record.get(kind, made["id"]).json() == made
    assert [row["id"] for row in record.get(kind).json()["results"]] == [made["id"]]
    assert Event.objects.filter(subject_id=made["id"]).count() == 1


@every_kind
def test_a_correction_is_the_next_version_and_the_first_is_kept(record, clinician, kind):
    made, change = record.make(kind), GOOD[kind].json_change
    answer = record.patch(kind, made["id"], sent=change | {"version": 1})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["version"] == 2
    new, old = record.get(kind, made["id"], "versions").json()
    assert old["stood"] == made
    assert {name: new["stood"][name] for name in change} == change
    assert {new["written_by"], old["written_by"]} == {str(clinician.pk)}


@every_kind
def test_who_comes_second_is_told_what_stands(record, kind):
    made, change = record.make(kind), GOOD[kind].json_change
    first = record.patch(kind, made["id"], sent={"source": "record", "version": 1}).json()
    late = record.patch(kind, made["id"], sent=change | {"version": 1})
    assert late.status_code == 409
    assert late.json()["stands"] == first
    assert record.get(kind, made["id"]).json() == first


@every_kind
def test_a_correction_names_the_version_that_was_read(record, kind):
    made = record.make(kind)
    answer = record.patch(kind, made["id"], sent=GOOD[kind].json_change)
    assert (answer.status_code, list(answer.json())) == (400, ["version"])


@every_kind
def test_struck_out_it_leaves_the_list_and_stays_in_the_other(record, kind):
    made = record.make(kind)
    without_reason = record.post(kind, made["id"], "error", sent={"why": " ", "version": 1})
    assert (without_reason.status_code, list(without_reason.json())) == (422, ["why"])
    struck = record.post(kind, made["id"], "error", sent={"why": "typed twice", "version": 1}).json()
    assert struck["entered_in_error_why"] == "typed twice"
    assert record.get(kind).json()["results"] == []
    assert record.get(kind, struck=1).json()["results"] == [struck]
    assert record.get(kind, made["id"]).json() == struck
    again = record.patch(kind, made["id"], sent=GOOD[kind].json_change | {"version": 2})
    assert again.status_code == 422
    assert "entered in error" in again.json()["detail"]


@every_kind
def test_it_ends_once_or_never(record, kind):
    made = record.make(kind)
    answer = record.post(kind, made["id"], "end", sent={"ended_on": "2026-06-01", "version": 1})
    if kind not in END_BUTTON:
        assert answer.status_code == 404
        return
    assert (answer.json()["ended_on"], answer.json()["version"]) == ("2026-06-01", 2)
    again = record.post(kind, made["id"], "end", sent={"ended_on": "2026-06-02", "version": 2})
    assert again.status_code == 422
    assert "already ended" in again.json()["detail"]
    late = record.post(kind, made["id"], "end", sent={"ended_on": "2026-06-02", "version": 1})
    assert (late.status_code, late.json()["stands"]["ended_on"]) == (409, "2026-06-01")


@every_kind
def test_of_another_chart_it_is_not_found_here(record, sign_in, kind):
    other = Record(record.client, PatientFactory(clinic=record.patient.clinic))
    elsewhere = other.make(kind)["id"]
    sent = GOOD[kind].json_change | {"version": 1}
    assert record.patch(kind, elsewhere, sent=sent).status_code == 404
    assert record.post(kind, elsewhere, "error", sent={"why": "x", "version": 1}).status_code == 404
    assert {record.get(kind, elsewhere, *more).status_code for more in ((), ("versions",))} == {404}


ROLES = {"clinician": (200, 201), "navigator": (200, 403), "pharmacist": (200, 403),
         "administrator": (403, 403), "other_clinic": (404, 404), "nobody": (403, 403)}  # fmt: skip


@every_kind
@pytest.mark.parametrize("role", ROLES)
def test_who_may_read_and_who_may_write(patient, sign_in, kind, role):
    here, sent = Record(sign_in(role), patient), of(patient, GOOD[kind].json)
    read, write = ROLES[role]
    if role == "navigator" and kind in AROUND:
        write = 201
    before = KINDS[kind].model.objects.count()
    assert here.get(kind).status_code == read
    assert here.post(kind, sent=sent).status_code == write
    assert KINDS[kind].model.objects.count() == before + (write == 201)


DAYS = [(kind, day) for kind, good in GOOD.items() for day in good.days if kind != "measurement"]


@pytest.mark.parametrize(("kind", "day"), DAYS)
@pytest.mark.parametrize("when", ["1964-03-08", DAY_AFTER_TOMORROW])
def test_days_outside_the_life_are_refused_at_their_key(record, kind, day, when):
    sent = of(record.patient, GOOD[kind].json) | {day: when}
    answer = record.post(kind, sent=sent)
    if when == DAY_AFTER_TOMORROW and (kind, day) in MAY_LIE_AHEAD:
        assert answer.status_code == 201
    else:
        assert (answer.status_code, list(answer.json())) == (422, [day])


@pytest.mark.parametrize("kind", [kind for kind, good in GOOD.items() if CANCER in good.json.values()])
def test_a_cancer_of_another_person_cannot_be_pointed_to(record, kind):
    other = CancerFactory(patient=PatientFactory(clinic=record.patient.clinic))
    answer = record.post(kind, sent=GOOD[kind].json | {"cancer": str(other.pk)})
    assert (answer.status_code, list(answer.json())) == (400, ["cancer"])


def test_a_colleague_of_another_clinic_is_not_of_the_team(record):
    sent = {"role": "nurse", "user": str(MembershipFactory().user.pk)}
    assert list(record.post("team", sent=sent).json()) == ["user"]
    sent["user"] = str(record.patient.lead_clinician.pk)
    assert record.post("team", sent=sent).status_code == 201


@pytest.mark.parametrize(
    ("kind", "change", "status", "key"),
    [
        ("medicine", {"recorded_by": str(uuid4())}, 400, "recorded_by"),
        ("medicine", {"version": 7}, 400, "version"),
        ("medicine", {"dosis": "60"}, 400, "dosis"),
        ("medicine", {"source": "import"}, 400, "source"),
        ("medicine", {"name": "Dulox\u202eetine"}, 400, "name"),
        ("medicine", {"name": ""}, 400, "name"),
        ("medicine", {"name": "x" * 161}, 400, "name"),
        ("medicine", {"route": "by ear"}, 400, "route"),
        ("medicine", {"dose_unit": ""}, 422, "dose"),
        ("medicine", {"dose": "0"}, 422, "dose"),
        ("medicine", {"ended_on": "2026-01-01"}, 422, "ended_on"),
        ("treatment", {"cycle_days": 85}, 422, "cycle_days"),
        ("treatment", {"end_reason": "toxicity"}, 422, "ended_on"),
        ("radiation", {"fractions": 61}, 400, "fractions"),
        ("diagnosis", {"icd10cm": "Z99"}, 422, "icd10cm"),
        ("precaution", {"kind": "other", "note": ""}, 422, "detail"),
        ("allergy", {"ended_on": "2026-06-01"}, 400, "ended_on"),
    ],
)
def test_what_cannot_be_is_said_at_its_key(record, kind, change, status, key):
    answer = record.post(kind, sent=of(record.patient, GOOD[kind].json) | change)
    assert (answer.status_code, list(answer.json())) == (status, [key])
    assert not KINDS[kind].model.objects.exists()


class TestOnce:
    """An Idempotency-Key writes once."""

    def test_a_repeat_answers_with_what_was_saved(self, record):
        key, sent = {"Idempotency-Key": str(uuid4())}, GOOD["allergy"].json
        first, second = (record.post("allergy", sent=sent, **key) for _ in range(2))
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json() == second.json()
        assert Allergy.objects.count() == 1

    def test_used_for_another_chart_it_is_a_conflict_and_shows_nothing(self, record):
        key, sent = {"Idempotency-Key": str(uuid4())}, GOOD["allergy"].json
        record.post("allergy", sent=sent, **key)
        other = Record(record.client, PatientFactory(clinic=record.patient.clinic))
        answer = other.post("allergy", sent=sent, **key)
        assert (answer.status_code, list(answer.json())) == (409, ["detail"])
        assert Allergy.objects.count() == 1

    def test_another_key_is_another_allergy(self, record):
        for _ in range(2):
            record.post("allergy", sent=GOOD["allergy"].json, **{"Idempotency-Key": str(uuid4())})
        assert Allergy.objects.count() == 2

    def test_a_key_that_is_none_is_said(self, record):
        answer = record.post("allergy", sent=GOOD["allergy"].json, **{"Idempotency-Key": "again"})
        assert (answer.status_code, list(answer.json())) == (400, ["Idempotency-Key"])
        assert not Allergy.objects.exists()


class TestMeasurement:
    """A value is sent as the report says it, and kept in the analyte's own unit too."""

    def test_it_is_converted_and_reads_back_as_entered(self, record):
        made = record.make("measurement")
        assert (made["canonical_value"], made["canonical_unit"]) == ("212.000", "10^9/L")
        kept = Measurement.objects.get()
        assert (kept.reference_low, kept.reference_high) == (150, 400)

    def test_a_unit_mistaken_by_a_thousand_is_asked_about_once(self, record):
        sent = {"analyte": "neutrophils", "value": "2.1", "unit": "/uL", "taken_at": "2026-02-01T08:15:00Z"}
        doubt = record.post("measurement", sent=sent)
        assert (doubt.status_code, list(doubt.json())) == (422, ["unit_checked"])
        assert record.post("measurement", sent=sent | {"unit_checked": True}).status_code == 201

    @pytest.mark.parametrize(
        ("change", "key"),
        [
            ({"unit": "g/dL"}, "value"),
            ({"value": "9000000"}, "value"),
            ({"taken_at": f"{DAY_AFTER_TOMORROW}T00:00:00Z"}, "taken_at"),
            ({"taken_at": "1964-03-08T12:00:00Z"}, "taken_at"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_key(self, record, change, key):
        answer = record.post("measurement", sent=GOOD["measurement"].json | change)
        assert (answer.status_code, list(answer.json())) == (422, [key])

    def test_a_correction_of_the_unit_alone_carries_the_range_along(self, record):
        made = record.make("measurement")
        sent = {"value": "212", "unit": "10^9/L", "version": 1}
        answer = record.patch("measurement", made["id"], sent=sent).json()
        assert (answer["canonical_value"], answer["reference_low"]) == ("212.000", "150.000")

    def test_the_range_of_another_analyte_does_not_stay(self, record):
        made = record.make("measurement")
        sent = {"analyte": "hemoglobin", "value": "12", "unit": "g/dL", "version": 1}
        answer = record.patch("measurement", made["id"], sent=sent).json()
        assert (answer["canonical_unit"], answer["reference_low"]) == ("g/dL", None)


def test_a_correction_leaves_the_receptors_of_a_diagnosis_alone(record):
    made = record.make("diagnosis")
    MarkerFactory(cancer_id=made["id"], patient=record.patient)
    record.patch("diagnosis", made["id"], sent={"site": "nipple", "version": 1})
    (marker,) = record.get("marker").json()["results"]
    assert marker["result"] == "positive"


def test_a_diagnosis_struck_out_takes_its_markers_along(record):
    made = record.make("diagnosis")
    MarkerFactory(cancer_id=made["id"], patient=record.patient)
    record.post("diagnosis", made["id"], "error", sent={"why": "typed twice", "version": 1})
    assert record.get("marker").json()["results"] == []


def test_the_phase_they_are_in_is_not_entered_again(record):
    record.make("phase")
    again = record.post("phase", sent=GOOD["phase"].json | {"started_on": "2026-03-01"})
    assert (again.status_code, again.json()["started_on"]) == (200, "2026-02-01")
    assert PhaseOfCare.objects.count() == 1


class TestAsked:
    """Unknown, none and not asked are three answers; something named is the fourth."""

    @pytest.mark.parametrize("kind", TOPICS)
    def test_each_is_told_apart(self, record, clinician, kind):
        assert record.get(kind, "asked").json()["answer"] == "not_asked"
        for answer in ("unknown", "none"):
            told = record.post(kind, "asked", sent={"answer": answer}).json()
            assert told == record.get(kind, "asked").json()
            assert (told["answer"], told["recorded_by"]) == (answer, str(clinician.pk))
        record.make(kind)
        assert record.get(kind, "asked").json()["answer"] == "named"
        refused = record.post(kind, "asked", sent={"answer": "none"})
        assert (refused.status_code, list(refused.json())) == (422, ["detail"])

    @pytest.mark.parametrize("kind", GOOD.keys() - TOPICS)
    def test_the_rest_is_not_asked_about(self, record, kind):
        assert record.get(kind, "asked").status_code == 404

    def test_any_other_answer_is_none_of_ours(self, record):
        assert record.post("fall", "asked", sent={"answer": "named"}).status_code == 400

    @pytest.mark.parametrize(
        ("role", "read"), [("navigator", 200), ("pharmacist", 200), ("administrator", 403), ("nobody", 403)]
    )
    def test_who_may_read_the_answer_and_who_may_give_it(self, patient, sign_in, role, read):
        here = Record(sign_in(role), patient)
        assert here.get("allergy", "asked").status_code == read
        assert here.post("allergy", "asked", sent={"answer": "none"}).status_code == 403


class TestPerson:
    @pytest.fixture
    def correct(self, patient, sign_in):
        def send(role: str = "clinician", **sent: Any) -> Any:
            return sign_in(role).patch(f"/api/v1/patients/{patient.pk}/", sent, content_type=JSON)

        return send

    def test_a_correction_is_kept(self, patient, correct):
        answer = correct("navigator", version=1, phone="555-0199", mrn="44-71 0829")
        assert (answer.json()["phone"], answer.json()["mrn"], answer.json()["version"]) == (
            "555-0199", "44710829", 2,
        )  # fmt: skip
        patient.refresh_from_db()
        assert (patient.phone, patient.family_name) == ("555-0199", answer.json()["family_name"])

    def test_who_comes_second_is_told_what_stands(self, correct):
        first = correct(version=1, phone="555-0199").json()
        late = correct(version=1, phone="555-0177")
        assert (late.status_code, late.json()["stands"]) == (409, first)

    @pytest.mark.parametrize(
        ("sent", "status", "key"),
        [
            ({"phone": "1"}, 400, "version"),
            ({"version": 1, "clinic": str(uuid4())}, 400, "clinic"),
            ({"version": 1, "mrn": "1"}, 422, "mrn"),
            ({"version": 1, "birth_date": "1899-12-31"}, 422, "birth_date"),
            ({"version": 1, "birth_date": DAY_AFTER_TOMORROW}, 422, "birth_date"),
            ({"version": 1, "deceased_on": "1950-01-01"}, 422, "deceased_on"),
            ({"version": 1, "reminders_agreed": True}, 422, "email"),
            ({"version": 1, "sex": "purple"}, 400, "sex"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_key(self, patient, correct, sent, status, key):
        answer = correct(**sent)
        assert (answer.status_code, list(answer.json())) == (status, [key])
        patient.refresh_from_db()
        assert patient.version == 1

    def test_a_number_that_is_taken_is_refused(self, patient, correct):
        taken = PatientFactory(clinic=patient.clinic).mrn
        assert list(correct(version=1, mrn=taken).json()) == ["mrn"]

    def test_the_lead_is_a_clinician_of_this_clinic(self, correct, staff):
        assert correct(version=1, lead_clinician=str(staff.navigator.pk)).status_code == 400
        assert correct(version=1, lead_clinician=str(staff.other_clinic.pk)).status_code == 400

    @pytest.mark.parametrize(
        ("role", "status"),
        [("pharmacist", 403), ("administrator", 403), ("other_clinic", 404), ("nobody", 403)],
    )
    def test_nobody_else_does(self, correct, role, status):
        assert correct(role, version=1, phone="555-0199").status_code == status


class TestCosts:
    """Ten facts cost what one costs."""

    def test_a_list(self, record, django_assert_max_num_queries):
        MedicationFactory.create_batch(60, patient=record.patient, recorded_by=record.patient.lead_clinician)
        record.get("medicine")
        with django_assert_max_num_queries(6):
            page = record.get("medicine").json()
        assert (len(page["results"]), bool(page["next"])) == (50, True)
        rest = record.client.get(page["next"]).json()["results"]
        assert len({row["id"] for row in page["results"] + rest}) == 60

    def test_markers_know_their_cancers(self, record, django_assert_max_num_queries):
        for marker in ("er", "pr", "her2", "alk", "ret", "met"):
            MarkerFactory(patient=record.patient, cancer=CancerFactory(patient=record.patient), marker=marker)
        record.get("marker")
        with django_assert_max_num_queries(6):
            assert len(record.get("marker").json()["results"]) == 6

    def test_values_with_their_ranges(self, record, django_assert_max_num_queries):
        MeasurementFactory.create_batch(20, patient=record.patient)
        record.get("measurement")
        with django_assert_max_num_queries(6):
            assert len(record.get("measurement").json()["results"]) == 20

    def test_a_history(self, record, django_assert_max_num_queries):
        made = record.make("stage")
        for version in range(1, 6):
            record.patch("stage", made["id"], sent={"group": f"II{version}", "version": version})
        with django_assert_max_num_queries(8):
            assert len(record.get("stage", made["id"], "versions").json()) == 6

    def test_a_record_and_a_correction(self, record, django_assert_max_num_queries):
        record.get("medicine")
        with django_assert_max_num_queries(26):
            made = record.make("medicine")
        with django_assert_max_num_queries(26):
            record.patch("medicine", made["id"], sent={"schedule": "at night", "version": 1})
        assert Medication.objects.get().schedule == "at night"


def test_the_description_is_made_without_a_warning(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "description.yaml"))


def test_the_description_knows_every_kind(sign_in, staff):
    paths = sign_in("clinician").get("/api/v1/schema/?format=json").json()["paths"]
    shown = "/api/v1/patients/{patient_id}/record/"
    for kind in GOOD:
        assert paths[f"{shown}{kind}/"].keys() == {"get", "post"}
        assert paths[f"{shown}{kind}/{{fact_id}}/"].keys() == {"get", "patch"}
        assert (f"{shown}{kind}/{{fact_id}}/end/" in paths) is (kind in END_BUTTON)
        assert (f"{shown}{kind}/asked/" in paths) is (kind in TOPICS)
