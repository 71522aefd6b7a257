"""The versions of a plan: the list, one of them, and two side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from integrative.ui.answers import page
from patients.chart import chart_context, open_chart
from patients.models import Patient

from .. import presenters, queries
from ..checks.clearance import WORDS
from ..compare_versions import compare_versions
from ..models import CarePlan, Horizon, TherapyClearance
from ..models.plan import CarePlanQuerySet
from .writing import TAB


@require_safe
def versions(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Every version that was signed, newest first."""
    patient = open_chart(request, patient_id)
    plans = list(_of(request, patient).exclude(status=CarePlan.Status.DRAFT))
    rows = list(zip(plans, [*plans[1:], None], strict=True))
    context = chart_context(request, patient, tab=TAB) | {"rows": rows, "plans": plans}
    return page(request, "careplans/versions.html", context)


@require_safe
def version(request: HttpRequest, patient_id: UUID, plan_id: UUID) -> HttpResponse:
    """A plan that was signed: what stood in it, who signed it, and what was decided about it."""
    patient = open_chart(request, patient_id)
    plan = get_object_or_404(queries.plans_to_look_at(patient, user=request.user), pk=plan_id)
    if plan.is_draft:
        return redirect(TAB, patient_id=patient.pk)
    follow_up = getattr(plan, "follow_up", None)
    today = patient.clinic.today()
    context = chart_context(request, patient, tab=TAB) | {
        "plan": plan,
        "numbered": presenters.numbered(plan.parts.all()),
        "signatures": plan.signatures.select_related("by"),
        "clearances": [_kept(each) for each in plan.clearances.all()],
        "state": follow_up and presenters.state_line(follow_up, today, has_died=bool(patient.deceased_on)),
    }
    return page(request, "careplans/version.html", context)


def _kept(clearance: TherapyClearance) -> presenters.Line:
    """What was known of a therapy on the day of the signature."""
    tier, word = WORDS[clearance.action]
    said = [f"{clearance.get_therapy_display()}.", *(reason["text"] for reason in clearance.reasons)]
    return presenters.Line(tier, word, " ".join(said))


@require_safe
def compare(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Two versions side by side; the newest two unless the address names others."""
    patient = open_chart(request, patient_id)
    plans = list(_of(request, patient))
    before, after = _chosen(plans, request.GET.get("from", ""), request.GET.get("to", ""))
    context = chart_context(request, patient, tab=TAB) | {
        "plans": plans,
        "comparison": compare_versions(before, after) if before and after else None,
    }
    return page(request, "careplans/compare.html", context)


def _of(request: HttpRequest, patient: Patient) -> CarePlanQuerySet:
    """Of the horizon that the address names, the weeks unless told otherwise."""
    horizon = request.GET.get("horizon", Horizon.WEEKS)
    if horizon not in Horizon.values:
        raise Http404
    return queries.plans_to_look_at(patient, user=request.user).filter(horizon=horizon)


def _chosen(plans: list[CarePlan], from_key: str, to_key: str) -> tuple[CarePlan | None, CarePlan | None]:
    """The plans named by their keys, else the newest and the one before it. 404 for a plan that is none."""
    by_key = {str(plan.pk): plan for plan in plans}
    for key in filter(None, (from_key, to_key)):
        if key not in by_key:
            raise Http404
    after = by_key.get(to_key) or (plans[0] if plans else None)
    earlier = plans[plans.index(after) + 1 :] if after else []
    return by_key.get(from_key) or (earlier[0] if earlier else None), after
