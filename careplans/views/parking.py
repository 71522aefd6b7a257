"""Parked, with the reason: out of the plan, in by hand, and back; a third target asks which one goes."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from patients.chart import open_chart
from patients.models import Patient

from ..forms import MakeRoomForm, ParkForm, ParkLineForm, PlanForm
from ..models import CarePlan, Intervention, ParkedItem, PlanPart, Slot
from ..services import bring_back, park_intervention, park_line, park_part
from ..services.parking import who_must_go
from .writing import (
    address_end,
    back_to_plan,
    being_written,
    horizon_of,
    plan_address,
    saved,
    small_page,
)


@require_http_methods(["GET", "POST"])
def park(request: HttpRequest, patient_id: UUID, slot: str) -> HttpResponse:
    """A part leaves the plan with its reason."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    part = _part(plan, slot)
    if plan is None or part is None:
        return redirect(plan_address(request, patient))
    form = ParkForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    if form.is_valid() and saved(request, form, plan, park_part, slot=slot, **form.entered()):
        return back_to_plan(request, patient, f"{part.title} is parked.")
    return small_page(request, "careplans/park.html", patient, form, what=part.title)


def _part(plan: CarePlan | None, slot: str) -> PlanPart | None:
    if slot not in Slot.values:
        raise Http404
    return next((part for part in plan.parts.all() if part.slot == slot), None) if plan else None


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Something that was talked about, kept for later."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(plan_address(request, patient))
    form = ParkLineForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    if form.is_valid() and saved(request, form, plan, park_line, **form.entered()):
        return back_to_plan(request, patient, f"{form.cleaned_data['title']} is parked.")
    return small_page(request, "careplans/park.html", patient, form, what="")


@require_http_methods(["GET", "POST"])
def make_room(request: HttpRequest, patient_id: UUID, slot: str = "") -> HttpResponse:
    """Before a third target, or a fourth thing for the target in `slot`: which one is parked, and why."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(plan_address(request, patient))
    there = _who_fills(plan, slot)
    if not there or (not slot and len(there) < len(_TARGETS)):
        return redirect(_goes_on(request, patient, plan, slot))
    form = MakeRoomForm(
        request.POST or None, patient_id=patient.pk, version=plan.version, choices=_choices(there)
    )
    if form.is_valid() and _made(request, form, plan, slot):
        plan = being_written(request, patient) or plan
        return redirect(_goes_on(request, patient, plan, slot))
    return small_page(
        request,
        "careplans/make_room.html",
        patient,
        form,
        of_target=_part(plan, slot or "target_1"),
        for_target=not slot,
    )


_TARGETS = (Slot.TARGET_1, Slot.TARGET_2)


def _who_fills(plan: CarePlan, slot: str) -> list[PlanPart | Intervention]:
    parts = {part.slot: part for part in plan.parts.all()}
    if not slot:
        return [parts[each] for each in _TARGETS if each in parts]
    if slot not in _TARGETS:
        raise Http404
    return list(parts[slot].interventions.all()) if slot in parts else []


def _choices(there: list[PlanPart | Intervention]) -> list[tuple[str, str]]:
    return [(each.slot if isinstance(each, PlanPart) else str(each.pk), each.title) for each in there]


def _made(request: HttpRequest, form: MakeRoomForm, plan: CarePlan, slot: str) -> bool:
    goes, reason = form.cleaned_data["instead_of"], form.cleaned_data["reason"]
    if slot:
        return saved(request, form, plan, park_intervention, intervention_id=UUID(goes), reason=reason)
    return saved(request, form, plan, park_part, slot=goes, reason=reason)


def _goes_on(request: HttpRequest, patient: Patient, plan: CarePlan, slot: str) -> str:
    """To the page that fills the place that is free now."""
    if slot:
        address = reverse("careplans:add_intervention", kwargs={"patient_id": patient.pk, "slot": slot})
    else:
        taken = {part.slot for part in plan.parts.all()}
        free = next((each for each in _TARGETS if each not in taken), Slot.TARGET_1)
        address = reverse("careplans:slot", kwargs={"patient_id": patient.pk, "slot": free.value})
    return address + address_end(horizon_of(request))


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, patient_id: UUID, parked_id: UUID) -> HttpResponse:
    """Back into its place; where that is taken, the page asks what is parked instead."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    item = get_object_or_404(ParkedItem.objects.visible_to(request.user).of(patient), pk=parked_id)
    if plan is None:
        return redirect(plan_address(request, patient))
    there = who_must_go(plan, item)
    form: PlanForm
    if there:
        form = MakeRoomForm(
            request.POST or None, patient_id=patient.pk, version=plan.version, choices=_choices(there)
        )
    else:
        form = PlanForm(request.POST or None, patient_id=patient.pk, version=plan.version)
    if form.is_valid() and saved(request, form, plan, bring_back, parked_id=item.pk, **form.entered()):
        return back_to_plan(request, patient, f"{item.title} is back in the plan.")
    return small_page(request, "careplans/bring_back.html", patient, form, item=item)
