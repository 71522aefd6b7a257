"""Answers as a browser would post them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from integrative.ui.chart_form import sign_chart
from patients.models import Patient

# In the future at every clinic, wherever its wall clock stands.
DAY_AFTER_TOMORROW = (timezone.now() + timedelta(days=2)).date().isoformat()

NEW_PERSON: dict[str, Any] = {
    "family_name": "Núñez-Ortega",
    "given_names": "Ana María",
    "goes_by": "Ana",
    "pronouns": "she/her",
    "birth_date": "09-Mar-1964",
    "sex": "female",
    "gender": "woman",
    "mrn": "4471 0829",
    "phone": "555-0101",
    "email": "ana@mail.example",
    "reminders_agreed": "on",
    "language": "Spanish",
    "needs_interpreter": "on",
}


def guards(patient: Patient, *, version: int | None = None) -> dict[str, Any]:
    """The three hidden fields of every form of a chart."""
    return {
        "chart": sign_chart(patient.pk),
        "version": "" if version is None else str(version),
        "once": str(uuid4()),
    }


def address(name: str, patient: Patient, **more: Any) -> str:
    """`name` of an address, or "medicine new", "medicine end": a kind of fact and what to do with it."""
    kind, _, act = name.rpartition(" ")
    named = {"kind": kind} if kind else {}
    name = f"fact_{act}" if kind else name
    return reverse(f"patients:{name}", kwargs={"patient_id": patient.pk, **named, **more})


def none_named(patient: Patient, kind: str = "allergy", said: str = "none") -> str:
    """Where "none, asked today" is posted."""
    named = {"patient_id": patient.pk, "kind": kind, "said": said}
    return reverse("patients:nothing_named", kwargs=named)


# What a form of the record holds when it is filled in well, by the name of its address.
ENTRIES: dict[str, dict[str, Any]] = {
    "diagnosis new": {
        "cancer_type": "breast",
        "histology": "Invasive ductal carcinoma",
        "laterality": "left",
        "icd10cm": "c50.412",
        "diagnosed_on": "2026-01-15",
        "stage": "IIA",
        "stage_system": "AJCC version 8",
        "metastatic": "no",
        "er": "positive",
        "pr": "negative",
        "her2": "",
    },
    "phase new": {"phase": "active_treatment", "started_on": "2026-02-01"},
    "treatment new": {
        "regimen": "Paclitaxel",
        "intent": "curative",
        "started_on": "2026-02-01",
        "cycle_days": "21",
        "cycles_planned": "6",
    },
    "medicine new": {
        "name": "Duloxetine",
        "dose_number": "60",
        "dose_unit": "mg",
        "schedule": "daily",
        "route": "oral",
        "started_on": "2026-02-01",
    },
    "measurement new": {
        "analyte": "platelets",
        "quantity_number": "212,000",
        "quantity_unit": "/uL",
        "taken_on": "2026-02-01",
        "taken_time": "08:15",
    },
    "allergy new": {"substance": "Penicillin", "reaction": "hives"},
}
