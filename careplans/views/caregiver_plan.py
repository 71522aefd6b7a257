"""A caregiver's own plan: begun, looked back on, and those before it. Open to clinicians only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from integrative.ui.answers import page
from integrative.ui.numbers import plain_number
from patients.caregivers import caregivers_of
from patients.chart import chart_context, open_chart
from patients.models import Caregiver, Patient

from ..dose_words import dose_words
from ..forms.caregiver_plan import CaregiverPlanForm, CaregiverReviewForm
from ..models import CaregiverPlan
from ..services.caregiver_plan import CONTENT, begin_caregiver_plan, review_caregiver_plan, review_window
from .form_page import posted, saved

PAGE = "careplans:caregiver_plan"


@require_http_methods(["GET", "HEAD", "POST"])
def caregiver_plan(request: HttpRequest, patient_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """Without a plan the form to begin one; with one what stands in it, and the form of the look back."""
    patient = open_chart(request, patient_id, Permission.CAREGIVER_PLAN)
    caregiver = get_object_or_404(Caregiver.objects.of(patient).valid(), pk=caregiver_id)
    plans = list(
        CaregiverPlan.objects.of(patient).filter(caregiver=caregiver)
        .select_related("written_by", "ended_by").order_by("-written_at")
    )  # fmt: skip
    plan = next((each for each in plans if each.ended_on is None), None)
    form = _form(request, patient, plan)
    if form.is_valid() and _saved(request, caregiver, form):
        messages.success(request, f"Saved. It stands here only, under {caregiver.name}.")
        return redirect(PAGE, patient_id=patient.pk, caregiver_id=caregiver.pk)
    context = chart_context(request, patient, tab="patients:record") | {
        "caregiver": caregiver,
        "card": _card(patient, caregiver),
        "plan": plan,
        "dose": dose_words(plan) if plan else "",
        "earlier": [each for each in plans if each.ended_on],
        "no_longer": caregiver.is_over_on(patient.clinic.today()),
        "form": form,
    }
    return page(request, "careplans/caregiver_plan.html", context, form)


def _form(
    request: HttpRequest, patient: Patient, plan: CaregiverPlan | None
) -> CaregiverPlanForm | CaregiverReviewForm:
    """A late form for a plan that was begun or looked back on meanwhile still gets its refusal."""
    first, last = review_window(patient.clinic)
    initial: dict[str, Any] = {"review_on": first + timedelta(days=(last - first).days // 2)}
    looks_back = plan is not None if request.method != "POST" else "looked_back_on" in request.POST
    if not looks_back:
        return CaregiverPlanForm(posted(request), patient_id=patient.pk, initial=initial)
    if plan:
        initial |= {name: getattr(plan, name) for name in CONTENT}
        initial["times_a_week"] = plain_number(plan.times_a_week) if plan.times_a_week else None
    return CaregiverReviewForm(posted(request), patient_id=patient.pk, initial=initial)


def _saved(
    request: HttpRequest,
    caregiver: Caregiver,
    form: CaregiverPlanForm | CaregiverReviewForm,
) -> bool:
    if isinstance(form, CaregiverReviewForm):
        looked_back_on = _looked_back_on(request, caregiver)
        if looked_back_on is None:
            form.add_error(None, "There is no plan to look back on. Reload this page; nothing was saved.")
            return False
        return saved(
            form,
            lambda: review_caregiver_plan(
                plan_id=looked_back_on.pk, by=request.user, once=form.once_key, **form.entered()
            ),
        )
    return saved(
        form,
        lambda: begin_caregiver_plan(
            caregiver_id=caregiver.pk, by=request.user, once=form.once_key, **form.entered()
        ),
    )


def _looked_back_on(request: HttpRequest, caregiver: Caregiver) -> CaregiverPlan | None:
    """The plan that was on the screen, whatever stands now."""
    try:
        shown = UUID(request.POST.get("looked_back_on", ""))
    except ValueError:
        return None
    return CaregiverPlan.objects.filter(caregiver=caregiver, pk=shown).first()


def _card(patient: Patient, caregiver: Caregiver) -> Any:
    people = caregivers_of(patient)
    return next(card for card in (*people.helping, *people.no_longer) if card.caregiver.pk == caregiver.pk)
