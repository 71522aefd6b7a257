"""What every page that writes to a plan shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.ui.answers import STALE, page, refuse
from patients.chart import chart_context
from patients.models import Patient

from .. import queries
from ..addresses import address_end, in_the_address
from ..forms import PlanForm
from ..models import CarePlan, Horizon

TAB = "careplans:plan"


def horizon_of(request: HttpRequest) -> Horizon:
    """Over weeks, unless the address says `?horizon=survivorship`."""
    asked = request.GET.get("horizon", "")
    return Horizon(asked) if asked in Horizon.values else Horizon.WEEKS


def plan_address(request: HttpRequest, patient: Patient) -> str:
    return reverse(TAB, kwargs={"patient_id": patient.pk}) + address_end(horizon_of(request))


def back_to_plan(request: HttpRequest, patient: Patient, said: str = "") -> HttpResponseRedirect:
    """To the plan that is being written, with what was done."""
    if said:
        messages.success(request, said)
    return redirect(plan_address(request, patient))


def being_written(request: HttpRequest, patient: Patient) -> CarePlan | None:
    """The draft. Failing that the active plan for a post, so that its refusal keeps what was typed."""
    plans = queries.plans_of(patient, user=request.user, horizon=horizon_of(request))
    draft = plans.drafts().first()
    if draft is None and request.method == "POST":
        return plans.waiting_for_signature().first() or plans.active().first()
    return draft


def saved(
    request: HttpRequest, form: PlanForm, plan: CarePlan, save: Callable[..., Any], **content: Any
) -> bool:
    """Whether the content stands, saved now or by this very form before.

    A refusal is put into the form; after a lost race the form goes on from the plan as it was read here.
    """
    try:
        save(
            plan_id=plan.pk,
            expected_version=form.expected_version,
            by=request.user,
            once=form.once_key,
            **content,
        )
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        if isinstance(refusal, Stale):
            form.catch_up(plan.version)
        return False
    return True


def lost_a_race(form: PlanForm) -> bool:
    return form.is_bound and form.has_error("__all__", STALE)


def small_page(
    request: HttpRequest, template: str, patient: Patient, form: PlanForm, **more: Any
) -> HttpResponse:
    """A page around one form that leads back to the plan."""
    context = chart_context(request, patient, tab=TAB) | {
        "form": form,
        "raced": lost_a_race(form),
        "plan_address": plan_address(request, patient),
        "horizon": in_the_address(horizon_of(request)),
        "at": address_end(horizon_of(request)),
    }
    return page(request, template, context | more, form)
