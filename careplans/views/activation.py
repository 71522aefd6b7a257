"""The last look before a plan counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from integrative.ui.answers import page
from patients.chart import chart_context, open_chart
from patients.models import Patient

from .. import presenters, queries
from ..forms import PlanForm
from ..models import CarePlan
from ..reminders import obstacle
from ..services import activate_plan, missing_before_activation
from ..services.follow_up import follow_up_after, morning_of, reminder_days
from .writing import TAB, being_written, saved


@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What stands in the plan, what follows from it, and who will be written to."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(TAB, patient_id=patient.pk)
    form = PlanForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    if form.is_valid() and saved(request, form, plan, activate_plan):
        messages.success(request, "The plan is active. Its follow-up is planned.")
        return redirect(TAB, patient_id=patient.pk)
    context = chart_context(request, patient, tab=TAB) | _look(request, patient, plan)
    return page(request, "careplans/activate.html", context | {"form": form}, form)


def _look(request: HttpRequest, patient: Patient, plan: CarePlan) -> dict[str, Any]:
    follow_up = follow_up_after(plan=plan, patient=patient, activated_on=patient.clinic.today())
    return {
        "plan": plan,
        "before": queries.plans_of(patient, user=request.user).active().first(),
        "missing": missing_before_activation(plan),
        "numbered": presenters.numbered(plan.parts.all()),
        "follow_up": follow_up,
        "mornings": [morning_of(day, patient.clinic) for day in reminder_days(follow_up)],
        "obstacle": obstacle(patient),
    }
