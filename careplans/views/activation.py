"""Check and sign: the last look before a plan counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from integrative.ui.answers import page
from patients.chart import chart_context, open_chart
from patients.models import Patient

from .. import presenters, queries, words_check
from ..checks import PlanChecks, checks_of
from ..forms import PlanForm
from ..missing import ONE_THING, REVIEW, Missing, missing_of
from ..models import CarePlan, Horizon
from ..reminders import obstacle
from ..services import sign_plan
from ..services.follow_up import follow_up_after, morning_of, reminder_days
from ..who_signs import discipline_of, needs_second, signs_nothing
from .writing import TAB, address_end, back_to_plan, being_written, horizon_of, plan_address, saved

PRINT = "print"
PAGES = {REVIEW: "careplans:frame", ONE_THING: "careplans:one_thing"}
COUNTS = "The plan is active. Its follow-up is planned."


@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What stands in the plan, what the checks say, what follows from it, and who will be written to."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return back_to_plan(request, patient)
    form = PlanForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    if form.is_valid() and saved(request, form, plan, sign_plan):
        return _signed(request, patient, plan)
    look = look_at(request, patient, plan)
    context = chart_context(request, patient, tab=TAB) | look | _signature(request, plan, look["checks"])
    context["plan_address"] = plan_address(request, patient)
    return page(request, "careplans/activate.html", context | {"form": form}, form)


def _signed(request: HttpRequest, patient: Patient, plan: CarePlan) -> HttpResponse:
    """To the sheet, when it was asked for in the same step and the plan counts."""
    plan.refresh_from_db(fields=["status"])
    if plan.status == CarePlan.Status.SIGNED:
        return back_to_plan(request, patient, "Signed. The plan waits for a second signature.")
    if PRINT in request.POST:
        messages.success(request, COUNTS)
        sheet = reverse("careplans:sheet", args=[patient.pk])
        return redirect(sheet + address_end(horizon_of(request)))
    return back_to_plan(request, patient, COUNTS)


def look_at(request: HttpRequest, patient: Patient, plan: CarePlan) -> dict[str, Any]:
    """What both who sign look at, the author and the second."""
    follow_up = follow_up_after(plan=plan, patient=patient, activated_on=patient.clinic.today())
    plans = queries.plans_to_look_at(patient, user=request.user).filter(horizon=plan.horizon)
    return {
        "plan": plan,
        "before": plans.active().first(),
        "missing": [(each, _place(each, plan)) for each in missing_of(plan)],
        "checks": checks_of(plan, request.user),
        "numbered": presenters.numbered(plan.parts.all()),
        "follow_up": follow_up,
        "mornings": [morning_of(day, patient.clinic) for day in reminder_days(follow_up)],
        "obstacle": obstacle(patient),
        "reading": words_check.reading_of(plan, patient),
    }


def _place(missing: Missing, plan: CarePlan) -> str:
    """The page on which it is written."""
    at = address_end(Horizon(plan.horizon))
    if missing.where in PAGES:
        return reverse(PAGES[missing.where], args=[plan.patient_id]) + at
    return reverse("careplans:slot", args=[plan.patient_id, missing.where]) + at


def _signature(request: HttpRequest, plan: CarePlan, checks: PlanChecks) -> dict[str, Any]:
    """Whether this person signs, and whether someone has to sign too."""
    discipline = discipline_of(request.user, plan.patient)
    actions = {therapy: cleared.action for therapy, cleared in checks.clearances.items()}
    return {
        "signs_nothing": signs_nothing(discipline),
        "second": needs_second(discipline, plan.parts.all(), actions),
    }
