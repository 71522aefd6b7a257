"""What the pains of a draft point to, asked again after a save."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrative.accounts.permissions import Permission
from patients.chart import open_chart
from symptoms.models import Section
from symptoms.queries import open_draft_of

from .map_page import section_form


@require_safe
def hints(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A fragment: one block for each area that is saved, in their order."""
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    draft = open_draft_of(patient=patient, user=request.user)
    if draft is None:
        raise Http404
    form = section_form(Section.PAIN, patient, request.user, draft=draft)
    return render(request, "symptoms/pain/all_hints.html", {"areas": form.areas})
