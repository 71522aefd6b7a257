"""Writing the plan: its four slots and the one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from integrative.knowledge.symptoms import all_symptoms
from integrative.ui.answers import page
from patients.chart import chart_context, open_chart
from patients.models import CancerCondition, Patient
from symptoms.models import SymptomScore

from .. import queries
from ..forms import PART_FORMS, OneThingForm, PartForm, SymptomChoice, symptoms_in_order
from ..models import CarePlan, PlanPart, Slot
from ..services import save_one_thing, save_part
from .writing import TAB, being_written, lost_a_race, saved


@require_http_methods(["GET", "POST"])
def slot(request: HttpRequest, patient_id: UUID, slot: str) -> HttpResponse:
    """What stands in a slot. A target asks for the symptom first: its start comes from the map."""
    if slot not in Slot.values:
        raise Http404
    place = Slot(slot)
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(TAB, patient_id=patient.pk)
    part = next((part for part in plan.parts.all() if part.slot == place), None)
    latest = queries.latest_scores(patient) if place.is_target else {}
    symptom = _asked_symptom(request, part)
    if place.is_target and request.method == "GET" and symptom not in all_symptoms():
        return _choose_symptom(request, patient, plan, place, latest)
    form = _part_form(request, plan, place, part, latest.get(symptom), symptom)
    if form.is_valid() and saved(request, form, plan, save_part, slot=place, **form.entered()):
        messages.success(request, f"{place.label} saved.")
        return redirect(TAB, patient_id=patient.pk)
    context = chart_context(request, patient, tab=TAB) | {
        "form": form,
        "slot": place,
        "symptom": all_symptoms().get(symptom),
        "part": part,
        "raced": lost_a_race(form),
    }
    return page(request, "careplans/part_form.html", context, form)


def _asked_symptom(request: HttpRequest, part: PlanPart | None) -> str:
    if request.method == "POST":
        return request.POST.get("symptom", "")
    return request.GET.get("symptom", part.symptom if part else "")


def _choose_symptom(
    request: HttpRequest,
    patient: Patient,
    plan: CarePlan,
    place: Slot,
    latest: dict[str, SymptomScore],
) -> HttpResponse:
    cancers = CancerCondition.objects.of(patient).current().values_list("cancer_type", flat=True)
    choices = symptoms_in_order(
        latest=latest,
        cancers=frozenset(cancers),
        taken={part.symptom for part in plan.parts.all() if part.symptom and part.slot != place},
    )
    # An empty choice in the address only means "choose another one".
    form = SymptomChoice(request.GET if request.GET.get("symptom") else None, choices=choices)
    context = chart_context(request, patient, tab=TAB) | {"form": form, "slot": place}
    return page(request, "careplans/choose_symptom.html", context, form)


def _part_form(
    request: HttpRequest,
    plan: CarePlan,
    place: Slot,
    part: PlanPart | None,
    latest: SymptomScore | None,
    symptom: str,
) -> PartForm:
    make = PART_FORMS[place]
    initial = {name: getattr(part, name) for name in make.base_fields if part and hasattr(part, name)}
    extra: dict[str, Any] = {}
    if place.is_target:
        extra["latest"] = latest
        initial = _target_initial(initial, plan, latest, symptom)
    return make(
        request.POST or None, patient_id=plan.patient_id, version=plan.version, initial=initial, **extra
    )


def _target_initial(
    stands: dict[str, Any], plan: CarePlan, latest: SymptomScore | None, symptom: str
) -> dict[str, Any]:
    """What stands in the slot; for a symptom newly chosen, its name, last score and the end of the window."""
    if stands.get("symptom") == symptom:
        return stands
    clinic = plan.patient.clinic
    return stands | {
        "symptom": symptom,
        "title": all_symptoms()[symptom].name if symptom in all_symptoms() else "",
        "baseline": latest.score if latest else None,
        "goal": None,
        "by_on": clinic.today() + timedelta(weeks=clinic.follow_up_closes_weeks),
    }


@require_http_methods(["GET", "POST"])
def one_thing(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What to do if only one thing gets done."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    plan = being_written(request, patient)
    if plan is None:
        return redirect(TAB, patient_id=patient.pk)
    form = OneThingForm(
        request.POST or None,
        patient_id=patient.pk,
        version=plan.version,
        initial={"one_thing": plan.one_thing},
    )
    if form.is_valid() and saved(request, form, plan, save_one_thing, **form.entered()):
        messages.success(request, "The one thing is saved.")
        return redirect(TAB, patient_id=patient.pk)
    context = chart_context(request, patient, tab=TAB) | {
        "form": form,
        "plan": plan,
        "raced": lost_a_race(form),
    }
    return page(request, "careplans/one_thing.html", context, form)
