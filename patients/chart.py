"""Opening a chart: who may, that it was opened, and what stands around every page of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may, require
from patients.events import record_about

from .middleware import MergedElsewhere
from .models import Patient
from .moved_on import counted_since, mark
from .presenters import beside_the_chart

# A tab is shown to those whose role may open it; the page itself asks again.
TABS: list[tuple[str, str, Permission]] = [
    ("Overview", "workspace:chart", Permission.OPEN_CHART),
    ("Record", "patients:record", Permission.OPEN_CHART),
    ("Consultation map", "symptoms:map", Permission.OPEN_CHART),
    ("Supplements", "symptoms:products", Permission.OPEN_CHART),
    ("Symptoms", "workspace:flowsheet", Permission.OPEN_CHART),
    ("Plan", "careplans:plan", Permission.OPEN_CHART),
    ("Goals of care", "symptoms:goals", Permission.READ_GOALS),
    ("Follow-up", "careplans:follow_up", Permission.OPEN_CHART),
    ("Referrals", "referrals:for_patient", Permission.READ_REFERRALS),
    ("History", "workspace:history", Permission.OPEN_CHART),
]
OPENING_SECONDS = 30 * 60
OPENED = "opened chart"


def open_chart(
    request: HttpRequest, patient_id: UUID, permission: Permission = Permission.OPEN_CHART
) -> Patient:
    """The patient of the address; the opening is noted.

    404 for another clinic's, 403 without the permission.
    """
    patient = chart_of(request, patient_id, permission)
    _note_opening(patient, request.user)
    return patient


def chart_of(
    request: HttpRequest, patient_id: UUID, permission: Permission = Permission.OPEN_CHART
) -> Patient:
    """The same without a note, for a page that asks by itself whether it is still the newest."""
    patients = Patient.objects.ever_visible_to(request.user).select_related("clinic", "lead_clinician")
    patient = get_object_or_404(patients, pk=patient_id)
    require(request.user, permission, patient)
    if patient.merged_into_id:
        raise MergedElsewhere(patient)
    return patient


def chart_context(request: HttpRequest, patient: Patient, *, tab: str) -> dict[str, Any]:
    """Identity band, tabs and storyboard for templates that extend layouts/chart.html.

    `tab` is the url name of the tab that is open; `watch` in what comes out is where the page asks
    whether it is still the newest.
    """
    today, since = patient.clinic.today(), counted_since()
    band, storyboard, seen = beside_the_chart(patient, today, user=request.user, since=since)
    ask_at = reverse("workspace:moved_on", kwargs={"patient_id": patient.pk})
    return {
        "patient": patient,
        "band": band,
        "watch": f"{ask_at}?{mark(since, seen)}",
        "tabs": _tabs(request.user, patient, tab),
        "storyboard": storyboard,
        "may_edit_record": may(request.user, Permission.EDIT_RECORD, patient),
        "today": today,
    }


def _tabs(user: User, patient: Patient, current: str) -> list[tuple[str, str, bool]]:
    return [
        (label, reverse(name, kwargs={"patient_id": patient.pk}), name == current)
        for label, name, permission in TABS
        if may(user, permission, patient)
    ]


def _note_opening(patient: Patient, user: User) -> None:
    """One event for each person and half hour, not one for each page."""
    if cache.add(f"opened:{user.pk}:{patient.pk}", True, OPENING_SECONDS):
        record_about(patient, by=user, verb=OPENED)
