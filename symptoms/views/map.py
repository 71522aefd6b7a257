from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from uuid import UUID

from patients.chart import chart_context, open_chart


def consultation_map(request: HttpRequest, patient_id: UUID, **keys: object) -> HttpResponse:
    patient = open_chart(request, patient_id)
    return render(request, "symptoms/page.html", chart_context(request, patient, tab="symptoms:map"))


def save_section(request: HttpRequest, patient_id: UUID, **keys: object) -> HttpResponse:
    patient = open_chart(request, patient_id)
    return render(request, "symptoms/page.html", chart_context(request, patient, tab="symptoms:map"))


def sign(request: HttpRequest, patient_id: UUID, **keys: object) -> HttpResponse:
    patient = open_chart(request, patient_id)
    return render(request, "symptoms/page.html", chart_context(request, patient, tab="symptoms:map"))


def signed_map(request: HttpRequest, patient_id: UUID, **keys: object) -> HttpResponse:
    patient = open_chart(request, patient_id)
    return render(request, "symptoms/page.html", chart_context(request, patient, tab="symptoms:map"))


def unfinished(request: HttpRequest) -> HttpResponse:
    return render(request, "symptoms/page.html", {})
