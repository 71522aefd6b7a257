"""The record page: everything known, each section with the way to its form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.models import Patient
from patients.record_page import record_of


@require_safe
def record(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Who the person is and every kind of fact, the newest of each."""
    patient = open_chart(request, patient_id)
    return record_page(request, patient, ChartForm(patient_id=patient.pk))


def record_page(request: HttpRequest, patient: Patient, guards: ChartForm) -> HttpResponse:
    """The page, with what was wrong with a one-button form on it; `guards` carries its hidden fields."""
    context = chart_context(request, patient, tab="patients:record")
    context |= {
        "record": record_of(patient, request.user, context["today"]),
        "guards": guards,
        "may_edit_person": may(request.user, Permission.REGISTER_PATIENT, patient),
        "may_merge": may(request.user, Permission.MERGE_RECORDS, patient),
    }
    return page(request, "patients/record.html", context, guards)
