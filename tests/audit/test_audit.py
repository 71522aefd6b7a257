"""Who did what: events that only grow, history with its author, and logs that name nobody."""

import logging
from uuid import uuid4

import pytest
from django.db import connection, transaction

from integrative.accounts.errors import Refused
from integrative.audit.models import Event
from integrative.audit.services import record
from patients.models import Patient


@pytest.fixture
def event(clinic, clinician, patient):
    return record(
        by=clinician, clinic_id=clinic.pk, patient_id=patient.pk, verb="registered", subject=patient
    )


def test_an_event_says_who_what_and_about_whom(event, clinician, patient):
    assert (event.by, event.verb, event.patient_id) == (clinician, "registered", patient.pk)
    assert (event.subject_type, event.subject_id) == ("patients.Patient", patient.pk)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_event_is_never_changed_or_removed(event, change):
    with pytest.raises(Exception, match="event_is_append_only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="slept") if change == "update" else event.delete()
    assert Event.objects.get(pk=event.pk).verb == "registered"


def test_an_event_falls_with_the_write_it_records(clinic, clinician):
    @transaction.atomic
    def refused_write() -> None:
        record(by=clinician, clinic_id=clinic.pk, verb="wrote")
        raise Refused("No.")

    with pytest.raises(Refused):
        refused_write()
    assert not Event.objects.exists()


def test_events_of_another_clinic_are_not_visible(event, staff):
    assert list(Event.objects.visible_to(staff.clinician)) == [event]
    assert not Event.objects.visible_to(staff.other_clinic).exists()


def test_events_read_newest_first(clinic, clinician, patient):
    verbs = ["first", "second", "third"]
    for verb in verbs:
        record(by=clinician, clinic_id=clinic.pk, patient_id=patient.pk, verb=verb)
    about = Event.objects.about_patient(patient.pk).newest_first()
    assert [event.verb for event in about] == verbs[::-1]


def test_opening_a_chart_is_noted_once_in_half_an_hour(patient, sign_in):
    client = sign_in("pharmacist")
    for _ in range(3):
        client.get(f"/p/{patient.pk}/record/")
    assert Event.objects.filter(verb="opened chart", patient_id=patient.pk).count() == 1


def test_a_chart_that_was_refused_was_not_opened(patient, sign_in):
    for role in ("administrator", "other_clinic"):
        sign_in(role).get(f"/p/{patient.pk}/record/")
    assert not Event.objects.exists()


def test_a_history_row_carries_who_was_signed_in(clinician, sign_in):
    answers = {
        "family_name": "Ortega", "given_names": "Ana", "birth_date": "1964-03-09", "sex": "female",
        "mrn": "70001234", "language": "English", "lead_clinician": str(clinician.pk),
    }  # fmt: skip
    assert sign_in("clinician").post("/patients/new/", answers).status_code == 302
    patient = Patient.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.metadata->>'user' FROM patients_patientevent e JOIN pghistory_context c"
            " ON c.id = e.pgh_context_id WHERE e.pgh_obj_id = %s",
            [patient.pk],
        )
        assert cursor.fetchall() == [(str(clinician.pk),)]


class TestRequestLog:
    @pytest.fixture
    def lines(self, caplog):
        caplog.set_level(logging.INFO, logger="web")
        return lambda: " ".join(record.getMessage() for record in caplog.records if record.name == "web")

    def test_a_line_names_the_route_and_not_the_address(self, patient, sign_in, lines):
        sign_in("clinician").get(f"/p/{patient.pk}/record/")
        assert "GET patients:record" in lines()
        assert str(patient.pk) not in lines()

    def test_what_was_searched_is_in_no_line(self, patient, sign_in, lines, caplog):
        sign_in("clinician").post("/patients/find/", {"q": "Quillfeather"})
        assert "POST patients:find" in lines()
        assert "Quillfeather" not in caplog.text

    def test_a_search_in_an_address_is_in_no_line_either(self, patient, sign_in, caplog):
        sign_in("clinician").get("/patients/", {"q": "Quillfeather"})
        sign_in("clinician").get(f"/p/{uuid4()}/Quillfeather/")
        assert "Quillfeather" not in caplog.text

    def test_the_health_probe_fills_no_log(self, db, client, lines):
        client.get("/healthz")
        assert lines() == ""
