"""Looking back on the active plan: what to keep, adjust, taper or stop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts import clock
from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page, refuse
from patients.chart import chart_context, open_chart
from patients.models import Patient

from .. import presenters, queries
from ..forms import FollowUpForm
from ..models import FollowUp
from ..reminders import obstacle
from ..services import complete_follow_up

TAB = "careplans:follow_up"


@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    asked = Permission.WRITE_PLAN if request.method == "POST" else Permission.OPEN_CHART
    patient = open_chart(request, patient_id, asked)
    current, *earlier = queries.follow_ups_of(patient, user=request.user) or [None]
    context = chart_context(request, patient, tab=TAB) | {"follow_up": current, "earlier": earlier}
    if current is None:
        return page(request, "careplans/follow_up.html", context)
    latest = queries.latest_scores(patient)
    form = _form(request, patient, current, latest)
    if form and form.is_valid() and _completed(request, current, form):
        messages.success(request, "The follow-up is done. What still waited to be sent is called off.")
        return redirect(TAB, patient_id=patient.pk)
    context |= _story(request, patient, current) | {
        "form": form,
        "compared": presenters.compare(current.plan.parts.all(), latest),
    }
    return page(request, "careplans/follow_up.html", context, *([form] if form else []))


def _form(
    request: HttpRequest, patient: Patient, current: FollowUp, latest: dict[str, Any]
) -> FollowUpForm | None:
    """None for those who only read, and once it is closed; a late post still gets its words back."""
    if request.method != "POST" and not (
        current.is_open and may(request.user, Permission.WRITE_PLAN, patient)
    ):
        return None
    return FollowUpForm(
        request.POST or None,
        parts=current.plan.parts.all(),
        latest=latest,
        patient_id=patient.pk,
        version=current.plan.version,
    )


def _completed(request: HttpRequest, current: FollowUp, form: FollowUpForm) -> bool:
    try:
        complete_follow_up(
            follow_up_id=current.pk,
            by=request.user,
            decisions=form.decisions(),
            note=form.cleaned_data["note"],
            # A form without its version is as stale as one of another plan.
            plan_version=form.expected_version or 0,
            once=form.once_key,
        )
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def _story(request: HttpRequest, patient: Patient, current: FollowUp) -> dict[str, Any]:
    zone, now = patient.clinic.zone, clock.now()
    reminders = queries.reminders_of(current, user=request.user)
    return {
        "state": presenters.state_line(current, patient.clinic.today(), has_died=bool(patient.deceased_on)),
        "reminders": [presenters.reminder_line(reminder, zone, now=now) for reminder in reminders],
        "obstacle": obstacle(patient) if current.is_open else "",
        "check_ins": queries.check_ins_during(current, user=request.user),
    }
