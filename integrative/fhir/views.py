"""The FHIR R4 surface: what it can do, and the person. JSON only; errors are OperationOutcomes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from integrative.accounts.permissions import Permission, require, require_somewhere
from patients.events import record_about
from patients.fhir import mrn_system, patient_to_fhir
from patients.models import Patient

MEDIA_TYPE = "application/fhir+json"
MOST = 50
View = Callable[..., HttpResponse]


def base_url() -> str:
    return f"{settings.SITE_URL}/fhir"


def answer(resource: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(resource, status=status, content_type=MEDIA_TYPE)


def outcome(code: str, text: str, status: int) -> JsonResponse:
    issue = {"severity": "error", "code": code, "diagnostics": text}
    return answer({"resourceType": "OperationOutcome", "issue": [issue]}, status)


def fhir_view(view: View) -> View:
    """Signed-in people only; refusals and absences are OperationOutcomes instead of pages."""

    @login_not_required
    @require_safe
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return outcome("login", "Sign in first.", 401)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return outcome("not-found", "There is no such resource here.", 404)
        except PermissionDenied as refusal:
            return outcome("forbidden", str(refusal), 403)

    return guarded


@login_not_required
@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """The CapabilityStatement."""
    searches = [
        {"name": "identifier", "type": "token"},
        {"name": "birthdate", "type": "date"},
    ]
    patient = {
        "type": "Patient",
        "profile": "http://hl7.org/fhir/StructureDefinition/Patient",
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "searchParam": searches,
    }
    return answer(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": "2026-11-21",
            "kind": "instance",
            "implementation": {"description": "Integrative", "url": base_url()},
            "fhirVersion": "4.0.1",
            "format": ["json"],
            "rest": [{"mode": "server", "resource": [patient]}],
        }
    )


@fhir_view
def patient_read(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patients = Patient.objects.visible_to(request.user).select_related("clinic")
    patient = patients.filter(pk=patient_id).first()
    if patient is None:
        raise Http404
    require(request.user, Permission.OPEN_CHART, patient)
    record_about(patient, by=request.user, verb="read as FHIR")
    return answer(patient_to_fhir(patient, base_url=base_url()))


@fhir_view
def patient_search(request: HttpRequest) -> HttpResponse:
    """By identifier (`value`, or `system|value`) and birthdate; at most fifty, `total` counts all."""
    require_somewhere(request.user, Permission.OPEN_CHART)
    if unknown := request.GET.keys() - {"identifier", "birthdate"}:
        return outcome("not-supported", f"Cannot search by {', '.join(sorted(unknown))}.", 400)
    if not request.GET:
        return outcome("too-costly", "Search by identifier or birthdate.", 400)
    found = Patient.objects.visible_to(request.user).select_related("clinic").order_by("pk")
    if identifier := request.GET.get("identifier"):
        system, _, value = identifier.rpartition("|")
        found = found.filter(mrn=value)
        if system:
            prefix = mrn_system("", base_url=base_url())
            found = (
                found.filter(clinic__slug=system.removeprefix(prefix))
                if system.startswith(prefix)
                else found.none()
            )
    if birthdate := request.GET.get("birthdate"):
        try:
            found = found.filter(birth_date=date.fromisoformat(birthdate))
        except ValueError:
            return outcome("value", "birthdate is a day such as 1964-03-09.", 400)
    entries = [
        {"fullUrl": f"{base_url()}/Patient/{p.pk}", "resource": patient_to_fhir(p, base_url=base_url())}
        for p in found[:MOST]
    ]
    return answer({"resourceType": "Bundle", "type": "searchset", "total": found.count(), "entry": entries})


@fhir_view
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    return outcome("not-supported", "Served here: metadata, Patient.", 404)
