"""The plan that counts, the one being written, and those before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from integrative.accounts.errors import Refused
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.models import Patient
from symptoms.goals_watch import goals_watch

from .. import links, presenters, queries
from ..builder import draft_context, starting_points
from ..forms import PlanForm
from ..models import CarePlan, Horizon, Slot
from ..services import drop_part, open_plan_draft
from ..sheet import sheet_of
from .writing import TAB, address_end, back_to_plan, being_written, horizon_of, saved

SHOWN = 3
"""Starting points on the page of a person without a plan; the others are a click away."""


@require_safe
def plan(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    return plan_page(request, open_chart(request, patient_id))


def plan_page(request: HttpRequest, patient: Patient, *refused: ChartForm) -> HttpResponse:
    """The page, with a small form of it that was refused."""
    horizon = horizon_of(request)
    plans = list(queries.plans_of(patient, user=request.user, horizon=horizon))
    draft = next((plan for plan in plans if plan.is_draft), None)
    waiting = next((plan for plan in plans if plan.status == CarePlan.Status.SIGNED), None)
    active = next((plan for plan in plans if plan.status == CarePlan.Status.ACTIVE), None)
    context = chart_context(request, patient, tab=TAB) | {
        "draft": draft,
        "active": active,
        "waiting": waiting,
        "returned": queries.returned_before(draft) if draft else None,
        "earlier": [plan for plan in plans if plan not in (draft, waiting, active)],
        "may_write": may(request.user, Permission.WRITE_PLAN, patient),
        "refused": refused,
        "at": address_end(horizon),
        "is_survivorship": horizon is Horizon.SURVIVORSHIP,
        "goals_watch": goals_watch(patient, request.user),
        # No ids: the same hidden fields stand in several small forms of the page.
        "act": ChartForm(patient_id=patient.pk, version=draft.version if draft else None, auto_id=False),
    }
    if draft:
        context |= draft_context(draft, request.user)
        context["decided"] = queries.decisions_behind(active) if active else []
    elif not (active or waiting) and context["may_write"]:
        context["proposals"] = starting_points(patient, None)[1][:SHOWN]
    if active:
        context |= _active_context(active, patient, context["today"])
    return page(request, "careplans/plan.html", context, *refused)


def _active_context(active: CarePlan, patient: Patient, today: date) -> dict[str, Any]:
    parts = active.parts.all()
    symptoms = [part.symptom for part in parts if part.symptom]
    context = {
        "numbered": presenters.numbered(parts),
        "sheet": sheet_of(active, patient),
        "state": presenters.state_line(active.follow_up, today, has_died=bool(patient.deceased_on)),
        "trends": presenters.target_trends(parts, queries.signed_scores(patient, symptoms)),
    }
    if patient.deceased_on is None:
        context |= {
            "my_plan_url": links.my_plan_url(active.follow_up, today=today),
            "my_plan_until": links.my_plan_last_day(active.follow_up, today),
            "check_in_url": links.check_in_url(active, today=today),
            "check_in_until": links.sunday_of(today),
        }
    return context


@require_POST
def start(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The unfinished plan, or a new one."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    form = ChartForm(request.POST, patient_id=patient.pk)
    if not form.is_valid():
        return plan_page(request, patient, form)
    try:
        open_plan_draft(patient=patient, by=request.user, horizon=horizon_of(request))
    except Refused as refusal:
        refuse(form, refusal)
        return plan_page(request, patient, form)
    return back_to_plan(request, patient)


@require_POST
def drop(request: HttpRequest, patient_id: UUID, slot: str) -> HttpResponse:
    """Empty a slot of the plan being written."""
    if slot not in Slot.values:
        raise Http404
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    draft = being_written(request, patient)
    form = PlanForm(request.POST, patient_id=patient.pk)
    if draft and not (form.is_valid() and saved(request, form, draft, drop_part, slot=slot)):
        return plan_page(request, patient, form)
    return back_to_plan(request, patient, f"{Slot(slot).label} is empty.")
