"""Correcting who the person is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from patients.chart import open_chart
from patients.forms import PersonForm
from patients.models import Patient
from patients.queries import clinicians_of
from patients.services import edit_person

from .entry import Words, answer, posted


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.REGISTER_PATIENT)
    form = PersonForm(
        posted(request),
        patient_id=patient.pk,
        version=patient.version,
        leads=clinicians_of(patient.clinic, and_also=patient.lead_clinician),
        initial=PersonForm.facts_of(patient),
    )
    return answer(
        request,
        patient,
        form,
        Words("Edit the person", "Save"),
        save=lambda: edit_person(
            patient_id=patient.pk, expected_version=form.expected_version, by=request.user, **form.entered()
        ),
        reread=lambda: Patient.objects.visible_to(request.user).get(pk=patient.pk),
    )
