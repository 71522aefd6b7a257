from datetime import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, RelatedFactory, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from integrative.accounts.models import User
from patients.models import Patient
from symptoms.models import (
    SECTIONS_OF_FORM,
    Consultation,
    FunctionGoal,
    GoalsOfCareEntry,
    Lean,
    ProductUse,
    SectionVersion,
    SymptomScore,
    WhatMatters,
)

from .accounts import MembershipFactory
from .patients import PatientFactory


class WhatMattersFactory(DjangoModelFactory):
    class Meta:
        model = WhatMatters


class ConsultationFactory(DjangoModelFactory):
    """A draft with its empty sections; `signed` makes it part of the record."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    patient = SubFactory(PatientFactory)
    author = LazyAttribute(lambda draft: draft.patient.lead_clinician)
    visit_on = LazyFunction(timezone.localdate)

    words = RelatedFactory(WhatMattersFactory, "consultation")

    @post_generation
    def sections(self, create: bool, extracted: object, **facts: object) -> None:
        SectionVersion.objects.bulk_create(
            SectionVersion(consultation=self, section=section)
            for section in SECTIONS_OF_FORM[self.form_version]
        )


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
    schedule = "2 capsules daily"


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
