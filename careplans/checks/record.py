"""What the checks of a plan read of the record: one person, a day, one query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from patients.gather import Given, Prepared
from patients.models import (
    AskedAbout,
    CancerCondition,
    Coverage,
    DiseaseStatus,
    Measurement,
    Medication,
    Metastasis,
    Patient,
    PhaseOfCare,
    Precaution,
    Procedure,
    RadiationCourse,
    Topic,
    TreatmentCourse,
)
from patients.models.procedures import ProcedureState
from symptoms.models import Consultation, Food, Movement, RedFlag, RedFlagAnswer, SymptomScore
from symptoms.screen_question import NERVES, SCORES_HOLD

Found = Mapping[str, list[Any]]
FIELD_OF_ANALYTE = {
    "platelets": "platelets_10e9_l",
    "neutrophils": "anc_10e9_l",
    "hemoglobin": "hb_g_dl",
    "inr": "inr",
    "ejection_fraction": "lvef_pct",
}
"""A value on record -> the field of the therapy rules; their units are the same."""
SCORES_READ = (*NERVES, "hand_foot", "falls_balance", "hot_flashes")
STILL_IN_THE_MARROW = timedelta(weeks=6)
"""As the field `marrow_risk` of the table says."""


def read_record(patient: Patient, today: date) -> Found:
    """Everything that clearance, evidence and cost ask about this person; one query."""
    return _LISTS.read(
        patient=patient.pk,
        today=today,
        maps_since=today - SCORES_HOLD,
        given_since=today - STILL_IN_THE_MARROW,
    )


def _lists() -> dict[str, QuerySet]:
    patient, today = Given("patient"), Given("today")
    maps = Consultation.objects.of(patient).filter(visit_on__gte=Given("maps_since"))
    keys = maps.values("pk")
    lately = Q(ended_on=None) | Q(ended_on__gte=Given("given_since"))
    answered = Q(present=True) | Q(number__isnull=False)
    return {
        "cancers": CancerCondition.objects.of(patient).current(),
        "metastases": Metastasis.objects.of(patient).valid().order_by("pk"),
        "statuses": DiseaseStatus.objects.of(patient).valid().order_by("-observed_on", "-pk"),
        "courses": TreatmentCourse.objects.of(patient).valid().order_by("-started_on", "pk"),
        "medicines": Medication.objects.of(patient).valid().filter(lately).order_by("name", "pk"),
        "values": Measurement.objects.of(patient).latest_each().filter(analyte__in=[*FIELD_OF_ANALYTE]),
        "precautions": Precaution.objects.of(patient).valid().order_by("kind", "pk"),
        "asked": AskedAbout.objects.of(patient).standing().filter(topic=Topic.PRECAUTIONS),
        "procedures": Procedure.objects.of(patient).valid().exclude(state=ProcedureState.CANCELLED),
        "radiation": RadiationCourse.objects.of(patient).valid().order_by("started_on", "pk"),
        "phases": PhaseOfCare.objects.of(patient).current(),
        "coverage": Coverage.objects.of(patient).not_ended_on(today).order_by("-started_on", "pk"),
        "flags": RedFlag.objects.of(patient).standing().only("flag"),
        "maps": maps.only("visit_on"),
        "answers": RedFlagAnswer.objects.filter(answered, consultation__in=keys),
        "food": Food.objects.filter(consultation__in=keys).only("consultation", "share_of_usual"),
        "movement": Movement.objects.filter(consultation__in=keys).only("consultation", "barriers", "falls"),
        "scores": SymptomScore.objects.of(patient).filter(symptom__in=SCORES_READ).latest_each(),
    }


_LISTS = Prepared(_lists)
