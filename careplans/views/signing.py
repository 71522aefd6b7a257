"""The second signature, and giving a signed plan back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from integrative.accounts.permissions import Permission
from integrative.ui.answers import page
from patients.chart import chart_context, open_chart
from patients.models import Patient

from .. import queries
from ..forms import PlanForm
from ..forms.signing import ReturnForm
from ..models import CarePlan
from ..services import cosign_plan, return_plan
from ..services.signing import author_of
from ..who_signs import BY_WHOM, discipline_of, may_cosign
from .activation import look_at
from .writing import TAB, saved


@require_http_methods(["GET", "POST"])
def cosign(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """What the author signed and what the checks say today, for the second signature."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = _plan(request, patient, plan_id)
    form = PlanForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    if form.is_valid() and saved(request, form, plan, cosign_plan):
        messages.success(request, "The plan is active. Its follow-up is planned.")
        return redirect(TAB, patient_id=patient.pk)
    if request.method == "GET" and plan.status != CarePlan.Status.SIGNED:
        return redirect(TAB, patient_id=patient.pk)
    returning = ReturnForm(patient_id=patient.pk, version=plan.version, auto_id="return_%s")
    return _page(request, patient, plan, form, returning)


@require_POST
def give_back(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """With the reason; what was signed goes on as the next draft."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = _plan(request, patient, plan_id)
    returning = ReturnForm(request.POST, patient_id=patient.pk, version=plan.version, auto_id="return_%s")
    if returning.is_valid() and saved(request, returning, plan, return_plan, **returning.entered()):
        messages.success(request, "The plan is returned. It goes on as a draft.")
        return redirect(TAB, patient_id=patient.pk)
    form = PlanForm(patient_id=patient.pk, version=plan.version)
    return _page(request, patient, plan, form, returning)


def _plan(request: HttpRequest, patient: Patient, plan_id: UUID) -> CarePlan:
    plans = queries.plans_to_look_at(patient, user=request.user)
    return get_object_or_404(plans.exclude(status=CarePlan.Status.DRAFT), pk=plan_id)


def _page(
    request: HttpRequest, patient: Patient, plan: CarePlan, form: PlanForm, returning: ReturnForm
) -> HttpResponse:
    context = chart_context(request, patient, tab=TAB) | look_at(request, patient, plan)
    context |= _who(request, plan) | {"form": form, "returning": returning}
    return page(request, "careplans/cosign.html", context, form, returning)


def _who(request: HttpRequest, plan: CarePlan) -> dict[str, Any]:
    author = author_of(plan)
    is_author = author == request.user
    may_sign = may_cosign(discipline_of(request.user, plan.patient)) and not is_author
    return {
        "author": author,
        "is_author": is_author,
        "may_sign": may_sign,
        "may_return": may_sign or is_author,
        "by_whom": BY_WHOM,
    }
