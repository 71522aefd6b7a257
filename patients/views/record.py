"""The record page: everything known, each section with the way to its form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from integrative.accounts.errors import Refused
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.models import Patient
from patients.record_page import record_of
from patients.services import confirm_no_allergies


@require_safe
def record(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Person, diagnosis, phase, treatment, medicines, counts, allergies."""
    patient = open_chart(request, patient_id)
    return _record_page(request, patient, ChartForm(patient_id=patient.pk))


@require_POST
def no_allergies(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Asked today, none."""
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = ChartForm(request.POST, patient_id=patient.pk)
    if form.is_valid():
        try:
            confirm_no_allergies(patient=patient, by=request.user)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "No known allergies, asked today.")
            return redirect("patients:record", patient_id=patient.pk)
    return _record_page(request, patient, form)


def _record_page(request: HttpRequest, patient: Patient, no_allergies_form: ChartForm) -> HttpResponse:
    context: dict[str, Any] = chart_context(request, patient, tab="patients:record")
    context |= {
        "record": record_of(patient, context["today"]),
        "no_allergies_form": no_allergies_form,
        "may_edit_record": may(request.user, Permission.EDIT_RECORD, patient),
        "may_edit_person": may(request.user, Permission.REGISTER_PATIENT, patient),
    }
    return page(request, "patients/record.html", context, no_allergies_form)
