"""Writing the four slots of a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from integrative.knowledge.symptoms import all_symptoms
from integrative.knowledge.therapies.catalog import all_therapies
from patients.chart import open_chart
from patients.models import Patient
from symptoms.queries import symptoms_first

from .. import queries
from ..catalog import usual_dose
from ..forms import PART_FORMS, PlanForm, SymptomChoice, TargetForm, symptoms_in_order
from ..models import CarePlan, Measure, PlanPart, Slot
from ..readings import readings_of
from ..services import save_part
from ..starts import measured, measures_for
from .writing import back_to_plan, being_written, plan_address, saved, small_page


@require_http_methods(["GET", "POST"])
def slot(request: HttpRequest, patient_id: UUID, slot: str) -> HttpResponse:
    """What stands in a slot. A target asks for the symptom first: its start comes from the map."""
    if slot not in Slot.values:
        raise Http404
    place = Slot(slot)
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(plan_address(request, patient))
    part = next((part for part in plan.parts.all() if part.slot == place), None)
    if place.is_target:
        return _target(request, patient, plan, place, part)
    return _practice(request, patient, plan, place, part)


def _target(
    request: HttpRequest, patient: Patient, plan: CarePlan, place: Slot, part: PlanPart | None
) -> HttpResponse:
    symptom = _asked(request, "symptom", part)
    if request.method == "GET" and symptom not in all_symptoms():
        return _choose_symptom(request, patient, plan, place)
    measure = _asked_measure(request, symptom, part)
    form = _target_form(request, plan, part, symptom, measure)
    # A part of the record and a part of the form: what was scored here is handed on, the rest is read there.
    if form.is_valid() and saved(request, form, plan, save_part, slot=place, **form.entered()):
        return back_to_plan(request, patient, f"{place.label} saved.")
    return small_page(
        request,
        "careplans/part_form.html",
        patient,
        form,
        slot=place,
        symptom=all_symptoms().get(symptom),
        measure=measure,
        measures=measures_for(symptom),
        part=part,
    )


def _asked(request: HttpRequest, name: str, part: PlanPart | None) -> str:
    if request.method == "POST":
        return request.POST.get(name, "")
    return request.GET.get(name, getattr(part, name) if part else "")


def _asked_measure(request: HttpRequest, symptom: str, part: PlanPart | None) -> Measure:
    stands = part if part and part.symptom == symptom else None
    asked = _asked(request, "measure", stands)
    return Measure(asked) if asked in measures_for(symptom) else Measure.SCORE


def _choose_symptom(request: HttpRequest, patient: Patient, plan: CarePlan, place: Slot) -> HttpResponse:
    choices = symptoms_in_order(
        latest=queries.latest_scores(patient),
        first=symptoms_first(patient=patient, user=request.user),
        taken={part.symptom for part in plan.parts.all() if part.symptom and part.slot != place},
    )
    # An empty choice in the address only means "choose another one".
    form = SymptomChoice(request.GET if request.GET.get("symptom") else None, choices=choices)
    return small_page(request, "careplans/choose_symptom.html", patient, form, slot=place)


def _target_form(
    request: HttpRequest, plan: CarePlan, part: PlanPart | None, symptom: str, measure: Measure
) -> TargetForm:
    rows = readings_of(plan.patient).get(measured(measure, symptom))
    newest = rows[-1] if rows else None
    same = part if part and (part.symptom, part.measure) == (symptom, measure) else None
    stands = (same.baseline, same.baseline_on) if same and same.baseline_on else None
    return TargetForm(
        {**request.POST.dict(), "measure": measure} if request.method == "POST" else None,
        patient_id=plan.patient_id,
        version=plan.version,
        measure=measure,
        newest=newest,
        stands=stands,
        initial=_target_initial(plan, part, symptom) | {"measure": measure},
    )


def _target_initial(plan: CarePlan, part: PlanPart | None, symptom: str) -> dict[str, Any]:
    """What stands in the slot; for a symptom newly chosen, its name and the day to look back."""
    if part and part.symptom == symptom:
        return {name: getattr(part, name) for name in TargetForm.base_fields if hasattr(part, name)}
    clinic = plan.patient.clinic
    return {
        "symptom": symptom,
        "title": all_symptoms()[symptom].name if symptom in all_symptoms() else "",
        "how": part.how if part else "",
        "by_on": plan.review_on or clinic.today() + timedelta(weeks=clinic.follow_up_closes_weeks),
    }


def _practice(
    request: HttpRequest, patient: Patient, plan: CarePlan, place: Slot, part: PlanPart | None
) -> HttpResponse:
    """The anchor or the coping practice; `?therapy=` begins with the catalog's usual dose."""
    make = PART_FORMS[place]
    initial = {name: getattr(part, name) for name in make.base_fields if part and hasattr(part, name)}
    form = make(
        request.POST or None,
        patient_id=plan.patient_id,
        version=plan.version,
        initial=initial | _from_catalog(request),
    )
    if form.is_valid() and saved(request, form, plan, save_part, slot=place, **_content(form, place)):
        return back_to_plan(request, patient, f"{place.label} saved.")
    return small_page(request, "careplans/part_form.html", patient, form, slot=place, part=part)


def _from_catalog(request: HttpRequest) -> dict[str, Any]:
    therapy = all_therapies().get(request.GET.get("therapy", ""))
    if therapy is None:
        return {}
    return usual_dose(therapy) | {"title": therapy.name, "how": therapy.home_how}


def _content(form: PlanForm, place: Slot) -> dict[str, Any]:
    """An anchor with a goal is measured in active minutes."""
    content = form.entered()
    if place is Slot.ANCHOR:
        content["measure"] = "" if content["goal"] is None else Measure.ACTIVE_MINUTES
    return content
