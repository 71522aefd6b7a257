"""What holds for the whole plan: the one thing, what the person offered, and the day to look back."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from patients.chart import open_chart

from ..forms import FrameForm, OneThingForm
from ..models import CarePlan, Slot
from ..services import save_frame, save_one_thing
from ..services.plan import review_window
from .writing import back_to_plan, being_written, plan_address, saved, small_page


@require_http_methods(["GET", "POST"])
def one_thing(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What to do if only one thing gets done."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(plan_address(request, patient))
    offered = list(_offered(plan))
    of_the_plan = plan.one_thing in offered
    form = OneThingForm(
        request.POST or None,
        patient_id=patient.pk,
        version=plan.version,
        offered=offered,
        initial={"chosen": plan.one_thing} if of_the_plan else {"one_thing": plan.one_thing},
    )
    if form.is_valid() and saved(request, form, plan, save_one_thing, **form.entered()):
        return back_to_plan(request, patient, "The one thing is saved.")
    return small_page(request, "careplans/one_thing.html", patient, form, plan=plan)


def _offered(plan: CarePlan) -> Iterator[str]:
    """Small things first: the bad-day version, the practices, then what is done for the targets."""
    parts = {part.slot: part for part in plan.parts.all()}
    if anchor := parts.get(Slot.ANCHOR):
        yield from filter(None, (anchor.bad_day, anchor.title))
    if coping := parts.get(Slot.COPING):
        yield coping.title
    for slot in (Slot.TARGET_1, Slot.TARGET_2):
        if slot in parts:
            yield from (each.title for each in parts[slot].interventions.all())


@require_http_methods(["GET", "POST"])
def frame(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Minutes and trips that they offered, and the day of the follow-up."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(plan_address(request, patient))
    form = FrameForm(
        request.POST or None,
        patient_id=patient.pk,
        version=plan.version,
        window=review_window(plan),
        initial={name: getattr(plan, name) for name in ("offered_minutes", "offered_trips", "review_on")},
    )
    if form.is_valid() and saved(request, form, plan, save_frame, **form.entered()):
        return back_to_plan(request, patient, "Saved.")
    return small_page(request, "careplans/frame.html", patient, form, plan=plan)
