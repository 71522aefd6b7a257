"""Who else is at a map of this person: asked now and then by a map that stays open."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrative.accounts.permissions import Permission
from patients.chart import chart_of
from symptoms.models import FORM_TODAY, SECTIONS_OF_FORM, Section
from symptoms.presence import come_by


@require_safe
def also_here(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A fragment, empty when nobody is. Asking is not looking: it leaves no note in the history."""
    patient = chart_of(request, patient_id, Permission.WRITE_MAP)
    named = request.GET.get("in", "")
    section = Section(named) if named in SECTIONS_OF_FORM[FORM_TODAY] else None
    context = {"also_here": come_by(patient, request.user, section)}
    return render(request, "symptoms/partials/also_here.html", context)
