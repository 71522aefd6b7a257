from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from uuid import UUID

from patients.chart import chart_context, open_chart


def goals_of_care(request: HttpRequest, patient_id: UUID, **keys: object) -> HttpResponse:
    patient = open_chart(request, patient_id)
    return render(request, "symptoms/page.html", chart_context(request, patient, tab="symptoms:map"))


def goals_unchanged(request: HttpRequest, patient_id: UUID, **keys: object) -> HttpResponse:
    patient = open_chart(request, patient_id)
    return render(request, "symptoms/page.html", chart_context(request, patient, tab="symptoms:map"))
