"""A record as long as wanted: every kind of fact, and everything the other rooms hold about a person."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from careplans.models import CarePlan, CheckIn, FollowUp, PlanPart, Slot
from integrative.accounts.models import User
from integrative.audit.models import Event
from patients import models
from patients.kinds import KINDS
from referrals.models import Referral, Service
from symptoms.models import Consultation, GoalsOfCareEntry, ProductUse, SymptomScore, WhatMatters
from tests.factories.symptoms import sign

SCORED = ("esas_nausea", "esas_pain")
DAY = date(2026, 1, 15)
ANALYTES = ("platelets", "neutrophils", "hemoglobin", "weight", "albumin")


def _facts(number: int) -> dict[str, dict[str, Any]]:
    """The fields of one of each kind, by its slug."""
    analyte = ANALYTES[number % len(ANALYTES)]
    is_first = number == 0
    return {
        "diagnosis": {"cancer_type": "breast", "histology": f"Carcinoma {number}", "diagnosed_on": DAY},
        "stage": {"group": "IIA"},
        "marker": {"marker": "er", "result": "positive", "tested_on": DAY + timedelta(days=number)},
        "metastasis": {"site": "bone", "found_on": DAY},
        "recurrence": {"kind": "local", "found_on": DAY},
        "status": {"status": "stable", "observed_on": DAY},
        "performance": {"ecog": "1", "observed_on": DAY},
        "phase": {
            "phase": "active_treatment", "started_on": DAY, "ended_on": None if is_first else DAY,
        },
        "treatment": {"regimen": f"Regimen {number}", "started_on": DAY + timedelta(days=number % 200)},
        "radiation": {"site": "left breast", "started_on": DAY},
        "procedure": {"name": f"Procedure {number}", "state": "done", "performed_on": DAY},
        "medicine": {"name": f"Medicine {number}", "dose": Decimal(60), "dose_unit": "mg"},
        "allergy": {"substance": f"Substance {number}", "reaction": "hives"},
        "measurement": {
            "analyte": analyte, "value": Decimal(100), "entered_value": Decimal(100),
            "entered_unit": models.Measurement(analyte=analyte).facts.unit,
            "taken_at": timezone.now() - timedelta(days=number, hours=1), "reference_low": Decimal(150),
        },
        "precaution": {"kind": "port", "site": "right chest"},
        "team": {"role": "nurse", "name": f"Colleague {number}"},
        "caregiver": {"name": f"Caregiver {number}", "relation": "wife"},
        "agreement": {"may_know": "results", "agreed_on": DAY, "ended_on": None},
        "skill": {"skill": "exercise", "taught_on": DAY},
        "coverage": {"kind": "commercial", "payer": f"Payer {number}"},
        "hospital": {"kind": "emergency", "started_on": DAY},
        "fall": {"fell_on": DAY},
        "life-event": {"event": f"Event {number}", "happened_on": DAY},
        "family": {"relation": "mother", "condition": "breast cancer"},
        "tobacco": {"status": "never", "asked_on": DAY},
    }  # fmt: skip


def lengthen(patient: models.Patient, count: int, *, colleague: User) -> None:
    """`count` rows of everything, and as many events of each kind, by `colleague`."""
    _record(patient, count, colleague)
    _maps(patient, count, colleague)
    _plans(patient, count)
    _referrals(patient, count)
    GoalsOfCareEntry.objects.bulk_create(
        GoalsOfCareEntry(patient=patient, asked_by=colleague, asked_on=DAY) for _ in range(count)
    )
    ProductUse.objects.bulk_create(
        ProductUse(patient=patient, recorded_by=colleague, name_as_typed=f"Herb {n}") for n in range(count)
    )


def _record(patient: models.Patient, count: int, colleague: User) -> None:
    parents: dict[str, list[Any]] = {}
    for slug, kind in KINDS.items():
        hanging = {"cancer": "diagnosis", "caregiver": "caregiver"}
        rows = []
        for number in range(count):
            fields = dict(_facts(number)[slug])
            for field, parent in hanging.items():
                if any(f.name == field for f in kind.model._meta.fields):
                    fields[field] = parents[parent][number]
            rows.append(kind.model(patient=patient, recorded_by=colleague, **fields))
        parents[slug] = kind.model.objects.bulk_create(rows)
        noun = str(kind.model._meta.verbose_name)
        _events(patient, [row.pk for row in rows], f"recorded {noun}", kind.model._meta.label, colleague)


def _events(patient: models.Patient, keys: list[UUID], verb: str, label: str, by: User) -> None:
    Event.objects.bulk_create(
        Event(
            by=by, clinic_id=patient.clinic_id, patient_id=patient.pk, verb=verb, subject_type=label,
            subject_id=key,
        )
        for key in keys
    )  # fmt: skip


def _maps(patient: models.Patient, count: int, colleague: User) -> None:
    # One draft per author at a time: each is signed before the next is begun.
    for number in range(count):
        draft = Consultation.objects.create(
            patient=patient, author=colleague, visit_on=DAY + timedelta(days=number)
        )
        WhatMatters.objects.create(consultation=draft, good_week="Breakfast")
        SymptomScore.objects.bulk_create(
            SymptomScore(
                patient=patient, consultation=draft, symptom=symptom, score=5, recorded_on=draft.visit_on
            )
            for symptom in SCORED
        )
        sign(draft)
    keys = list(Consultation.objects.of(patient).values_list("pk", flat=True))
    _events(patient, keys, "signed consultation map", Consultation._meta.label, colleague)


def _plans(patient: models.Patient, count: int) -> None:
    lead = patient.lead_clinician
    earlier = [
        CarePlan(
            patient=patient, number=number, status="superseded", activated_on=DAY, activated_by=lead,
            written_by=lead,
        )
        for number in range(1, count)
    ]  # fmt: skip
    CarePlan.objects.bulk_create(earlier)
    plan = CarePlan.objects.create(patient=patient, number=count, written_by=lead)
    PlanPart.objects.create(
        plan=plan,
        slot=Slot.TARGET_1,
        title="Ginger tea",
        symptom=SCORED[0],
        measure="score",
        goal=3,
        by_on=DAY,
    )
    CarePlan.objects.filter(pk=plan.pk).update(status="active", activated_on=DAY, activated_by=lead)
    FollowUp.objects.bulk_create(
        FollowUp(patient=patient, plan=each, opens_on=DAY, closes_on=DAY) for each in [*earlier, plan]
    )
    monday = DAY - timedelta(days=DAY.weekday())
    CheckIn.objects.bulk_create(
        CheckIn(patient=patient, plan=plan, week_of=monday - timedelta(weeks=week), sleep=4)
        for week in range(count)
    )
    _events(patient, [each.pk for each in earlier], "activated plan", CarePlan._meta.label, lead)


def _referrals(patient: models.Patient, count: int) -> None:
    services = Service.objects.bulk_create(
        Service(clinic=patient.clinic, name=f"Service {n}", place=Service.Place.IN_HOUSE)
        for n in range(count)
    )
    referrals = Referral.objects.bulk_create(
        Referral(
            patient=patient, service=service, reason="Nausea", due_on=DAY, referred_by=patient.lead_clinician
        )
        for service in services
    )
    keys = [referral.pk for referral in referrals]
    _events(patient, keys, "referred", Referral._meta.label, patient.lead_clinician)
