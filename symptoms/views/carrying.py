"""Taking over the answers of the last signed map, section by section."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import Refused
from integrative.accounts.permissions import Permission
from integrative.ui.answers import refuse
from integrative.ui.templatetags.ui import workday
from patients.chart import open_chart
from symptoms.forms.carrying import CarryForm
from symptoms.models import Section
from symptoms.services import carry_forward

from .map_page import map_page, section_address


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, patient_id: UUID, section: Section) -> HttpResponse:
    """Taken over, or the map again with what stands now and why nothing was taken over."""
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    back = redirect(section_address(patient, section))
    if request.method != "POST":
        return back
    form = CarryForm(request.POST, patient_id=patient.pk, section=section)
    if form.is_valid():
        try:
            saved = carry_forward(
                section,
                consultation_id=form.draft_id,
                patient=patient,
                expected_version=form.expected_version,
                by=request.user,
                once=form.once_key,
            )
        except Refused as refusal:
            refuse(form, refusal)
            messages.error(request, str(refusal))
        else:
            day = workday(saved.carried_from.visit_on)
            messages.success(
                request, f"{section.label}: taken over from {day}. Change what is different today."
            )
            return back
    return map_page(request, patient, refused=form)
