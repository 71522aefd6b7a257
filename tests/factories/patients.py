from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from factory import Faker, LazyAttribute, LazyFunction, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from patients.models import (
    CancerCondition,
    CancerStage,
    CancerType,
    Caregiver,
    Measurement,
    Medication,
    Patient,
    Phase,
    PhaseOfCare,
    Sex,
    TreatmentCourse,
    TumorMarker,
)

from .accounts import MembershipFactory


class PatientFactory(DjangoModelFactory):
    class Meta:
        model = Patient

    class Params:
        lead = SubFactory(MembershipFactory)
        reachable = Trait(email=Sequence(lambda n: f"patient{n}@mail.example"), reminders_agreed=True)

    clinic = LazyAttribute(lambda patient: patient.lead.clinic)
    lead_clinician = LazyAttribute(lambda patient: patient.lead.user)
    mrn = Sequence(lambda n: f"{70000000 + n}")
    family_name = Faker("last_name")
    given_names = Faker("first_name")
    birth_date = date(1964, 3, 9)
    sex = Sex.FEMALE


class CancerFactory(DjangoModelFactory):
    class Meta:
        model = CancerCondition

    patient = SubFactory(PatientFactory)
    cancer_type = CancerType.BREAST
    histology = "Invasive ductal carcinoma"
    diagnosed_on = date(2026, 1, 15)


class MarkerFactory(DjangoModelFactory):
    class Meta:
        model = TumorMarker

    cancer = SubFactory(CancerFactory)
    patient = LazyAttribute(lambda marker: marker.cancer.patient)
    marker = "er"
    result = "positive"


class StageFactory(DjangoModelFactory):
    class Meta:
        model = CancerStage

    cancer = SubFactory(CancerFactory)
    patient = LazyAttribute(lambda stage: stage.cancer.patient)
    group = "IIA"


class CaregiverFactory(DjangoModelFactory):
    class Meta:
        model = Caregiver

    patient = SubFactory(PatientFactory)
    name = "Jo Marsh"
    relation = "sister"


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = PhaseOfCare

    patient = SubFactory(PatientFactory)
    phase = Phase.ACTIVE_TREATMENT
    started_on = date(2026, 2, 1)


class TreatmentFactory(DjangoModelFactory):
    class Meta:
        model = TreatmentCourse

    patient = SubFactory(PatientFactory)
    regimen = "Carboplatin, pemetrexed, pembrolizumab"
    started_on = LazyFunction(lambda: timezone.localdate() - timedelta(days=28))
    cycle_days = 21


class MedicationFactory(DjangoModelFactory):
    class Meta:
        model = Medication

    patient = SubFactory(PatientFactory)
    name = "Duloxetine"
    dose = Decimal("60")
    dose_unit = "mg"
    schedule = "daily"


def _yesterday() -> datetime:
    return timezone.now() - timedelta(days=1)


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    patient = SubFactory(PatientFactory)
    analyte = "platelets"
    value = Decimal("212")
    entered_value = Decimal("212")
    entered_unit = "10^9/L"
    taken_at = LazyFunction(_yesterday)
