"""What a browser would send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse

from integrative.ui.chart_form import sign_chart
from patients.models import Patient
from symptoms.models import Consultation, Section

AUTOSAVE = {"X-Autosave": "1"}


def guards(patient: Patient, **more: Any) -> dict[str, Any]:
    """The hidden fields of a patient's form."""
    return {"chart": sign_chart(patient.pk), "once": str(uuid4()), **more}


def section_post(draft: Consultation, *, version: int | str = 0, **answers: Any) -> dict[str, Any]:
    return guards(draft.patient, draft=str(draft.pk), version=version, **answers)


def section_url(patient: Patient, section: Section) -> str:
    return reverse("symptoms:save_section", kwargs={"patient_id": patient.pk, "section": section})


def chart_url(name: str, patient: Patient, **keys: Any) -> str:
    return reverse(f"symptoms:{name}", kwargs={"patient_id": patient.pk, **keys})
