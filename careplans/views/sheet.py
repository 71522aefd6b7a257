"""The patient's sheet as it comes out of the printer, and the slips for those who help."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from integrative.ui.answers import page
from patients.chart import chart_context, open_chart
from patients.models import Patient

from .. import queries
from ..helper_sheet import helper_sheets
from ..models import CarePlan, Horizon
from ..sheet import sheet_of
from .writing import TAB

LARGE, NOW = "large", "now"


@require_safe
def sheet(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """That of the active plan, in usual or large print."""
    patient = open_chart(request, patient_id)
    plan = _active(request, patient)
    context = chart_context(request, patient, tab=TAB) | {
        "sheet": sheet_of(plan, patient) if plan else None,
        "helpers": bool(plan and helper_sheets(plan, patient)),
        "large": request.GET.get("print") == LARGE,
        "now": request.GET.get("print") == NOW,
    }
    return page(request, "careplans/sheet.html", context)


@require_safe
def helpers(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What each may help with, a page for each of those who may know the plan."""
    patient = open_chart(request, patient_id)
    plan = _active(request, patient)
    context = chart_context(request, patient, tab=TAB) | {
        "slips": helper_sheets(plan, patient) if plan else [],
        "sheet": sheet_of(plan, patient) if plan else None,
    }
    return page(request, "careplans/helper_sheets.html", context)


def _active(request: HttpRequest, patient: Patient) -> CarePlan | None:
    """Of the weeks, unless the address names the six months."""
    horizon = request.GET.get("horizon", Horizon.WEEKS)
    plans = queries.plans_to_look_at(patient, user=request.user).filter(horizon=horizon)
    return plans.active().first()
