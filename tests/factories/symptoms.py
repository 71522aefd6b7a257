from datetime import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, RelatedFactory, Sequence, SubFactory
from factory.django import DjangoModelFactory

from integrative.accounts.models import User
from patients.models import Patient
from symptoms.models import (
    Consultation,
    FunctionGoal,
    GoalsOfCareEntry,
    Lean,
    ProductUse,
    Section,
    SectionVersion,
    SymptomScore,
    WhatMatters,
)

from .accounts import MembershipFactory
from .patients import PatientFactory


class WhatMattersFactory(DjangoModelFactory):
    class Meta:
        model = WhatMatters


class SectionVersionFactory(DjangoModelFactory):
    class Meta:
        model = SectionVersion


class ConsultationFactory(DjangoModelFactory):
    """A draft with its four empty sections; `signed` makes it part of the record."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    patient = SubFactory(PatientFactory)
    author = LazyAttribute(lambda draft: draft.patient.lead_clinician)
    visit_on = LazyFunction(timezone.localdate)

    words = RelatedFactory(WhatMattersFactory, "consultation")
    version_1 = RelatedFactory(SectionVersionFactory, "consultation", section=Section.WHAT_MATTERS)
    version_2 = RelatedFactory(SectionVersionFactory, "consultation", section=Section.SYMPTOMS)
    version_3 = RelatedFactory(SectionVersionFactory, "consultation", section=Section.SUPPLEMENTS)
    version_4 = RelatedFactory(SectionVersionFactory, "consultation", section=Section.GOALS)


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = SymptomScore

    consultation = SubFactory(ConsultationFactory)
    patient = LazyAttribute(lambda score: score.consultation.patient)
    symptom = "esas_pain"
    score = 5
    recorded_on = LazyAttribute(lambda score: score.consultation.visit_on)


class FunctionGoalFactory(DjangoModelFactory):
    class Meta:
        model = FunctionGoal

    consultation = SubFactory(ConsultationFactory)
    position = 1
    words = "Walk to the lake"


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = ProductUse

    patient = SubFactory(PatientFactory)
    recorded_by = LazyAttribute(lambda product: product.patient.lead_clinician)
    name_as_typed = Sequence(lambda n: f"Herb number {n}")
    dose_as_typed = "2 capsules daily"


class GoalsEntryFactory(DjangoModelFactory):
    class Meta:
        model = GoalsOfCareEntry

    patient = SubFactory(PatientFactory)
    asked_by = LazyAttribute(lambda entry: entry.patient.lead_clinician)
    asked_on = LazyFunction(timezone.localdate)
    hope = "Be at my daughter's recital"
    worry = "Wasting away"
    lean = Lean.LEAN_LONGER


def sign(consultation: Consultation, *, at: datetime | None = None) -> Consultation:
    """Signs as the service would, on any day."""
    consultation.status = Consultation.Status.SIGNED
    consultation.signed_at = at or timezone.now()
    consultation.signed_by = consultation.author
    consultation.save()
    return consultation


def signed_map(
    patient: Patient, *, scores: dict[str, int], author: User | None = None, **facts: object
) -> Consultation:
    """A map with these scores, signed by `author`, else by a colleague: the lead may have a draft open."""
    author = author or MembershipFactory(clinic=patient.clinic).user
    draft = ConsultationFactory(patient=patient, author=author, **facts)
    for symptom, score in scores.items():
        ScoreFactory(consultation=draft, symptom=symptom, score=score)
    return sign(draft)
