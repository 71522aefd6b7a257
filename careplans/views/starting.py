"""Beginning a plan from a starting point for this cancer, phase and treatment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from integrative.knowledge.plan_templates import all_templates
from integrative.ui.answers import refuse
from patients.chart import open_chart
from patients.models import Patient

from .. import queries
from ..builder import starting_points as find
from ..builder import taken_slots
from ..checks.exposures import situation_of
from ..checks.record import read_record
from ..forms.plan import PlanForm
from ..forms.starting import StartForm
from ..models import CarePlan, Slot
from ..readings import readings_of
from ..services.starting import start_from
from ..starting import Proposal, proposal_of
from .writing import back_to_plan, horizon_of, small_page


@dataclass(frozen=True)
class _Shown:
    """A target or a practice with its fields, as the page asks for them."""

    item: Any
    answer: Any
    details: list[Any]
    options: list[tuple[Any, Any]]


@require_safe
def starting_points(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Those that fit this person, and why."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    draft = _draft(request, patient)
    person, proposals = find(patient, draft)
    return small_page(
        request,
        "careplans/starting_points.html",
        patient,
        PlanForm(patient_id=patient.pk),
        proposals=proposals,
        person=person,
    )


@require_http_methods(["GET", "POST"])
def start_from_template(request: HttpRequest, patient_id: UUID, template_id: str) -> HttpResponse:
    """Item by item; what is accepted fills the draft."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    template = all_templates().get(template_id)
    if template is None:
        raise Http404
    draft, today = _draft(request, patient), patient.clinic.today()
    person = situation_of(patient, read_record(patient, today), today)
    proposal = proposal_of(template, person, readings_of(patient), taken_slots(draft))
    form = StartForm(
        request.POST or None,
        patient_id=patient.pk,
        version=draft.version if draft else None,
        proposal=proposal,
        initial={name: getattr(draft, name) for name in ("offered_minutes", "offered_trips") if draft},
    )
    if form.is_valid() and _started(request, patient, form):
        return back_to_plan(request, patient, "The plan is begun. Change what does not fit.")
    return small_page(
        request, "careplans/start_from.html", patient, form, proposal=proposal, shown=_shown(form, proposal)
    )


def _draft(request: HttpRequest, patient: Patient) -> CarePlan | None:
    plans = queries.plans_of(patient, user=request.user, horizon=horizon_of(request))
    return plans.drafts().first()


def _started(request: HttpRequest, patient: Patient, form: StartForm) -> bool:
    try:
        start_from(
            patient=patient,
            by=request.user,
            proposal=form.proposal,
            accepted=form.accepted(),
            details=form.entered(),
            expected_version=form.expected_version,
            horizon=horizon_of(request),
            once=form.once_key,
        )
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def _shown(form: StartForm, proposal: Proposal) -> dict[str, list[_Shown]]:
    targets = [
        _Shown(
            target,
            form[target.key],
            [form[f"goal_{target.key}"]],
            [(item, form[item.key]) for item in target.items],
        )
        for target in proposal.targets
    ]
    practices = {
        Slot.ANCHOR.value: (proposal.anchor, "anchor_bad_day"),
        Slot.COPING.value: (proposal.coping, "coping_moment"),
    }
    asked = {
        key: [_Shown(each, form[key], [form[f"{key}_times"], form[f"{key}_minutes"], form[also]], [])]
        for key, (each, also) in practices.items()
        if each
    }
    return {"targets": targets} | asked
