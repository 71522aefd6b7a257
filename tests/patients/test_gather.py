"""Many lists in one query, and prepared ones for whoever is asked about."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from patients.gather import Given, Prepared, gather
from patients.models import Measurement, Medication, Patient
from patients.presenters import beside_the_chart
from tests.factories.patients import MeasurementFactory, MedicationFactory, PatientFactory

pytestmark = pytest.mark.django_db


def _lists(patient: Any, today: Any) -> dict[str, QuerySet]:
    return {
        "medicines": Medication.objects.of(patient).current_on(today).order_by("name"),
        "values": Measurement.objects.of(patient).only("analyte", "value"),
    }


@pytest.fixture
def today(patient: Patient) -> date:
    return patient.clinic.today()


PREPARED = Prepared(lambda: _lists(Given("patient"), Given("today")))


def test_prepared_lists_are_those_that_are_gathered(patient: Patient, today: date) -> None:
    MedicationFactory(patient=patient, name="Ondansetron", dose=Decimal("0.125"))
    MedicationFactory(patient=patient, name="Duloxetine", ended_on=today - timedelta(days=1))
    MeasurementFactory(patient=patient, value=Decimal("11.8"))
    gathered = gather(**_lists(patient, today))
    prepared = PREPARED.read(patient=patient.pk, today=today)
    assert prepared == gathered
    assert [each.name for each in prepared["medicines"]] == ["Ondansetron"]
    (medicine,), (value,) = prepared["medicines"], prepared["values"]
    assert (medicine.dose, value.value) == (Decimal("0.125"), Decimal("11.8"))
    assert value.get_deferred_fields() == gathered["values"][0].get_deferred_fields() != set()


def test_they_are_read_for_whom_and_when_is_given_each_time(patient: Patient, today: date) -> None:
    other = MedicationFactory(ended_on=today).patient
    assert not PREPARED.read(patient=patient.pk, today=today)["medicines"]
    assert PREPARED.read(patient=other.pk, today=today)["medicines"]
    assert not PREPARED.read(patient=other.pk, today=today + timedelta(days=1))["medicines"]


def test_it_is_one_query(
    patient: Patient, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        PREPARED.read(patient=patient.pk, today=today)


def test_what_is_not_given_is_missed(patient: Patient) -> None:
    with pytest.raises(KeyError, match="today"):
        PREPARED.read(patient=patient.pk)


def test_the_chart_of_tomorrow_is_that_of_tomorrow(patient: Patient, today: date) -> None:
    MedicationFactory(patient=patient, ended_on=today)
    reader, since = patient.lead_clinician, patient.registered_at
    for day, shown in ((today, 1), (today + timedelta(days=1), 0)):
        _, storyboard, _ = beside_the_chart(patient, day, user=reader, since=since)
        assert len(storyboard.medications) == shown
    _, elsewhere, _ = beside_the_chart(PatientFactory(clinic=patient.clinic), today, user=reader, since=since)
    assert elsewhere.medications == []
