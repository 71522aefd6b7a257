"""What is done for a target: chosen from the catalog or written by hand, changed, parked, taken out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from integrative.accounts.permissions import Permission
from integrative.knowledge.therapies.catalog import all_therapies
from patients.chart import open_chart
from patients.models import Patient

from ..catalog import suggestions_for, usual_intervention
from ..checks.exposures import situation_of
from ..checks.record import read_record
from ..forms import InterventionForm, ParkForm, PlanForm
from ..models import CarePlan, Intervention, PlanPart, Slot
from ..models.intervention import MOST_INTERVENTIONS
from ..services import add_intervention, change_intervention, drop_intervention, park_intervention
from .plan import plan_page
from .writing import back_to_plan, being_written, plan_address, saved, small_page


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, patient_id: UUID, slot: str) -> HttpResponse:
    """First what the catalog has for this symptom; with `?therapy=` or `?own=1` the form for it."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    target = _target(plan, slot)
    if plan is None or target is None:
        return redirect(plan_address(request, patient))
    if request.method == "GET" and len(target.interventions.all()) == MOST_INTERVENTIONS:
        return redirect("careplans:make_room", patient_id=patient.pk, slot=slot)
    therapy = all_therapies().get(request.GET.get("therapy", ""))
    own = "own" in request.GET
    if therapy is None and not own:
        return _choose(request, patient, target)
    form = InterventionForm(
        request.POST or None,
        patient_id=patient.pk,
        version=plan.version,
        own=own,
        initial=usual_intervention(therapy) if therapy else {},
    )
    if form.is_valid() and saved(request, form, plan, add_intervention, slot=slot, **form.entered()):
        return back_to_plan(request, patient, f"{form.cleaned_data['title']} is in the plan.")
    return small_page(
        request, "careplans/intervention_form.html", patient, form, target=target, therapy=therapy
    )


def _target(plan: CarePlan | None, slot: str) -> PlanPart | None:
    if slot not in Slot.values or not Slot(slot).is_target:
        raise Http404
    return next((part for part in plan.parts.all() if part.slot == slot), None) if plan else None


def _choose(request: HttpRequest, patient: Patient, target: PlanPart) -> HttpResponse:
    today = patient.clinic.today()
    person = situation_of(patient, read_record(patient, today), today)
    taken = {each.therapy for each in target.interventions.all() if each.therapy}
    return small_page(
        request,
        "careplans/choose_intervention.html",
        patient,
        PlanForm(patient_id=patient.pk),
        target=target,
        domains=suggestions_for(target.symptom, person, taken),
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, patient_id: UUID, intervention_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    stands = _intervention(plan, intervention_id)
    if plan is None or stands is None:
        return redirect(plan_address(request, patient))
    form = InterventionForm(
        request.POST or None,
        patient_id=patient.pk,
        version=plan.version,
        own=not stands.therapy,
        initial=_as_typed(stands),
    )
    content = {"intervention_id": stands.pk}
    if form.is_valid() and saved(request, form, plan, change_intervention, **content, **form.entered()):
        return back_to_plan(request, patient, f"{form.cleaned_data['title']} is saved.")
    return small_page(
        request,
        "careplans/intervention_form.html",
        patient,
        form,
        target=stands.part,
        therapy=all_therapies().get(stands.therapy),
        stands=stands,
    )


def _intervention(plan: CarePlan | None, key: UUID) -> Intervention | None:
    """From what was read with the plan."""
    if plan is None:
        return None
    for part in plan.parts.all():
        for each in part.interventions.all():
            if each.pk == key:
                return each
    return None


def _as_typed(stands: Intervention) -> dict[str, Any]:
    fields = {name: getattr(stands, name, None) for name in InterventionForm.base_fields}
    return fields | {"dose": (stands.amount, stands.unit) if stands.amount is not None else None}


@require_http_methods(["GET", "POST"])
def park(request: HttpRequest, patient_id: UUID, intervention_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    stands = _intervention(plan, intervention_id)
    if plan is None or stands is None:
        return redirect(plan_address(request, patient))
    form = ParkForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    content = {"intervention_id": stands.pk}
    if form.is_valid() and saved(request, form, plan, park_intervention, **content, **form.entered()):
        return back_to_plan(request, patient, f"{stands.title} is parked.")
    return small_page(request, "careplans/park.html", patient, form, what=stands.title)


@require_POST
def drop(request: HttpRequest, patient_id: UUID, intervention_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    form = PlanForm(request.POST, patient_id=patient.pk)
    content = {"intervention_id": intervention_id}
    if plan and not (form.is_valid() and saved(request, form, plan, drop_intervention, **content)):
        return plan_page(request, patient, form)
    return back_to_plan(request, patient, "Taken out of the plan.")
