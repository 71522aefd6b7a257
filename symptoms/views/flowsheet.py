from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients.chart import chart_context, open_chart
from symptoms.presenters import flowsheet_of
from symptoms.queries import scores_over_time, visits_over_time


@require_safe
def flowsheet(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Symptom scores of every signed map, newest at the right."""
    patient = open_chart(request, patient_id)
    sheet = flowsheet_of(
        visits_over_time(patient=patient, user=request.user),
        scores_over_time(patient=patient, user=request.user),
    )
    context = chart_context(request, patient, tab="symptoms:flowsheet")
    return render(request, "symptoms/flowsheet.html", context | {"sheet": sheet})
