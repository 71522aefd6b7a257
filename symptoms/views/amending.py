"""Adding an amendment to a signed map."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from integrative.ui.answers import page, refuse
from patients.chart import chart_context, open_chart
from symptoms.forms.amending import AmendmentForm
from symptoms.queries import visits_over_time
from symptoms.services.amending import amend_map


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, patient_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The form, and its post; what was written then stands in the note below its section."""
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    maps = visits_over_time(patient=patient, user=request.user).select_related("signed_by")
    consultation = get_object_or_404(maps, pk=consultation_id)
    form = AmendmentForm(
        request.POST if request.method == "POST" else None,
        patient_id=patient.pk,
        sections=consultation.sections,
    )
    back = redirect("symptoms:signed_map", patient_id=patient.pk, consultation_id=consultation.pk)
    if form.is_valid():
        try:
            amend_map(
                consultation_id=consultation.pk,
                patient=patient,
                by=request.user,
                once=form.once_key,
                **form.entered(),
            )
        except AlreadySaved:
            return back
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The amendment stands below its section.")
            return back
    context = chart_context(request, patient, tab="symptoms:map")
    return page(request, "symptoms/amend.html", context | {"form": form, "consultation": consultation}, form)
