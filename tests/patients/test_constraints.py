"""What the database refuses, whoever writes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from patients.models import Patient
from tests.factories.patients import (
    CancerFactory,
    MarkerFactory,
    MeasurementFactory,
    MedicationFactory,
    PatientFactory,
    PhaseFactory,
    TreatmentFactory,
)

DAY = date(2026, 3, 1)
BEFORE = DAY - timedelta(days=1)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)

NEVER = [
    ("patient_mrn_has_no_blanks", PatientFactory, {"mrn": "44 71"}),
    ("patient_mrn_has_no_blanks", PatientFactory, {"mrn": "ab1234"}),
    ("patient_sex_is_known_value", PatientFactory, {"sex": "purple"}),
    ("patient_born_since_1900", PatientFactory, {"birth_date": date(1899, 12, 31)}),
    ("patient_died_after_birth", PatientFactory, {"birth_date": DAY, "deceased_on": BEFORE}),
    ("cancer_type_is_known_value", CancerFactory, {"cancer_type": "nose"}),
    ("cancer_icd10cm_is_a_neoplasm_code", CancerFactory, {"icd10cm": "Z99"}),
    ("cancercondition_source_is_known_value", CancerFactory, {"source": "rumor"}),
    ("cancercondition_error_has_a_reason", CancerFactory, {"entered_in_error_at": NOON}),
    ("cancercondition_error_has_a_reason", CancerFactory, {"entered_in_error_why": "typed twice"}),
    ("tumor_marker_says_its_value", MarkerFactory, {"marker": "other"}),
    ("phase_is_known_value", PhaseFactory, {"phase": "limbo"}),
    ("phase_ends_after_it_starts", PhaseFactory, {"started_on": DAY, "ended_on": BEFORE}),
    ("treatment_ends_after_it_starts", TreatmentFactory, {"started_on": DAY, "ended_on": BEFORE}),
    ("treatment_cycle_1_to_84_days", TreatmentFactory, {"cycle_days": 85}),
    ("treatment_cycle_1_to_84_days", TreatmentFactory, {"cycle_days": 0}),
    ("treatment_intent_is_known_value", TreatmentFactory, {"intent": "hope"}),
    ("medication_dose_has_number_and_unit", MedicationFactory, {"dose": Decimal(5), "dose_unit": ""}),
    ("medication_dose_has_number_and_unit", MedicationFactory, {"dose": Decimal(0)}),
    ("medication_dose_has_number_and_unit", MedicationFactory, {"dose": None, "dose_unit": "mg"}),
    ("medication_ends_after_it_starts", MedicationFactory, {"started_on": DAY, "ended_on": BEFORE}),
    ("measurement_not_negative", MeasurementFactory, {"value": Decimal(-1)}),
    ("measurement_has_a_unit", MeasurementFactory, {"entered_unit": ""}),
]


@pytest.mark.parametrize(
    ("name", "make", "facts"), NEVER, ids=[f"{n} {list(f.values())}" for n, _, f in NEVER]
)
@pytest.mark.django_db
def test_the_database_refuses(name, make, facts):
    with pytest.raises(IntegrityError, match=name):
        make(**facts)


@pytest.mark.django_db
def test_a_record_number_stands_once_per_clinic():
    first = PatientFactory()
    with pytest.raises(IntegrityError, match="patient_mrn_once_per_clinic"):
        PatientFactory(clinic=first.clinic, mrn=first.mrn)


@pytest.mark.django_db
def test_a_person_is_in_one_phase_at_a_time():
    phase = PhaseFactory()
    with pytest.raises(IntegrityError, match="phase_one_current_per_patient"):
        PhaseFactory(patient=phase.patient, phase="survivorship")


@pytest.mark.django_db
def test_a_marker_has_one_result_and_a_known_one():
    cancer = CancerFactory()
    MarkerFactory(cancer=cancer, marker="er", result="positive")
    for name, result in (("tumor_marker_once_per_test", "negative"), ("result_is_known_value", "maybe")):
        marker = "er" if "once" in name else "pr"
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            MarkerFactory(cancer=cancer, marker=marker, result=result)


@pytest.mark.django_db
def test_every_change_leaves_a_row_of_history():
    patient = PatientFactory(goes_by="")
    Patient.objects.filter(pk=patient.pk).update(goes_by="Sam")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT goes_by, pgh_label FROM patients_patientevent WHERE pgh_obj_id = %s ORDER BY pgh_id",
            [patient.pk],
        )
        assert cursor.fetchall() == [("", "insert"), ("Sam", "update")]


@pytest.mark.django_db
def test_history_cannot_be_rewritten():
    patient = PatientFactory()
    with pytest.raises(Exception, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE patients_patientevent SET goes_by = 'x' WHERE pgh_obj_id = %s", [patient.pk])
