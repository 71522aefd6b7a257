"""Looking back on the active plan: what to keep, adjust, taper or stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from integrative.accounts import clock
from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.models import Patient
from symptoms.red_flag_cards import cards_of
from symptoms.red_flag_queries import standing_flags

from .. import follow_up_page, presenters, queries
from ..addresses import address_end
from ..forms import FollowUpForm
from ..look_back import LookBack, Record, look_back, read_record
from ..models import CarePlan, CheckIn, FollowUp
from ..reminders import obstacle
from ..services import complete_follow_up
from ..services.next_version import being_prepared, draft_next_version
from ..services.plan import review_window
from ..simplify import simplify
from .writing import horizon_of, plan_address

TAB = "careplans:follow_up"
PAGE = "careplans/follow_up.html"
DONE = "The follow-up is done. What still waited to be sent is called off."


@dataclass(frozen=True)
class Sitting:
    """What the page reads before it asks: the follow-up, the record, and what else is being prepared."""

    follow_up: FollowUp
    record: Record
    check_ins: list[CheckIn]
    prepared: CarePlan | None

    @property
    def plan(self) -> CarePlan:
        return self.follow_up.plan


@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A post with `suggest` answers with the suggestions for what is typed so far, and writes nothing."""
    asked = Permission.WRITE_PLAN if request.method == "POST" else Permission.OPEN_CHART
    patient = open_chart(request, patient_id, asked)
    horizon = horizon_of(request)
    current, *earlier = queries.follow_ups_of(patient, user=request.user, horizon=horizon) or [None]
    context = chart_context(request, patient, tab=TAB) | {
        "follow_up": current,
        "earlier": earlier,
        "at": address_end(horizon),
        "plan_url": plan_address(request, patient),
    }
    if current is None:
        return page(request, PAGE, context)
    sitting = _sitting(request, current)
    form = _form(request, patient, sitting)
    if form is None:
        looked = look_back(sitting.plan, sitting.record, _kept_scores(current))
        return page(request, PAGE, context | _story(request, patient, sitting, looked, {}))
    if "suggest" in request.POST:
        form.set_errors_aside()
    elif form.is_valid() and _completed(request, current, form):
        messages.success(request, DONE)
        return redirect(_address(request, patient))
    felt = {item.key: form.said(item).felt for item in form.looked.items}
    context |= _story(request, patient, sitting, form.looked, felt) | {"form": form}
    return page(request, PAGE, context, form)


@require_POST
def draft_next(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The next version afterwards, when it was left out at the follow-up."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    found = queries.follow_ups_of(patient, user=request.user, horizon=horizon_of(request))
    current = next(iter(found), None)
    form = ChartForm(request.POST, patient_id=patient.pk)
    if current is None or not form.is_valid():
        messages.error(request, " ".join(form.non_field_errors()) or "No follow-up took place yet.")
        return redirect(_address(request, patient))
    try:
        draft = draft_next_version(follow_up_id=current.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(request, patient))
    messages.success(request, f"{draft} is drafted from the decisions.")
    return redirect(plan_address(request, patient))


def _address(request: HttpRequest, patient: Patient) -> str:
    """Of this page, with its horizon."""
    return reverse(TAB, kwargs={"patient_id": patient.pk}) + address_end(horizon_of(request))


def _kept_scores(current: FollowUp) -> dict[UUID, int]:
    """What was asked at a follow-up that is done."""
    if not current.completed_on:
        return {}
    return {part.pk: part.reading.value for part in current.plan.parts.all() if hasattr(part, "reading")}


def _sitting(request: HttpRequest, current: FollowUp) -> Sitting:
    record = read_record(current.plan)
    return Sitting(
        follow_up=current,
        record=record.as_of(current.completed_on) if current.completed_on else record,
        check_ins=list(queries.check_ins_during(current, user=request.user)),
        prepared=being_prepared(current.plan),
    )


def _form(request: HttpRequest, patient: Patient, sitting: Sitting) -> FollowUpForm | None:
    """None for those who only read, and once it is closed; a late post still gets its words back."""
    current = sitting.follow_up
    if request.method != "POST" and not (
        current.is_open and may(request.user, Permission.WRITE_PLAN, patient)
    ):
        return None
    return FollowUpForm(
        request.POST or None,
        plan=sitting.plan,
        record=sitting.record,
        asks_check_in=not sitting.check_ins,
        opens_on=current.opens_on if sitting.record.today < current.opens_on else None,
        window=None if sitting.prepared else review_window(sitting.plan),
        patient_id=patient.pk,
        version=sitting.plan.version,
    )


def _completed(request: HttpRequest, current: FollowUp, form: FollowUpForm) -> bool:
    try:
        complete_follow_up(
            follow_up_id=current.pk,
            by=request.user,
            decisions=form.decisions(),
            note=form.cleaned_data["note"],
            scores=form.scores(),
            check_in=form.check_in(),
            early_because=form.cleaned_data.get("early_because", ""),
            next_version=form.next_version(),
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


def _story(
    request: HttpRequest, patient: Patient, sitting: Sitting, looked: LookBack, felt: dict[str, str]
) -> dict[str, Any]:
    zone, now, current = patient.clinic.zone, clock.now(), sitting.follow_up
    today, begun_on = sitting.record.today, sitting.plan.activated_on
    reminders = queries.reminders_of(current, user=request.user)
    flags = standing_flags(patient=patient, user=request.user)
    products = queries.products_since(patient, begun_on or today, user=request.user)
    return {
        "state": presenters.state_line(current, today, has_died=bool(patient.deceased_on)),
        "reminders": [presenters.reminder_line(reminder, zone, now=now) for reminder in reminders],
        "obstacle": obstacle(patient) if current.is_open else "",
        "weeks": follow_up_page.weeks_since(begun_on, sitting.check_ins, current.completed_on or today),
        "strip": follow_up_page.strip(looked.courses, today),
        "simpler": simplify(item.load(felt.get(item.key, "")) for item in looked.items),
        "products": follow_up_page.product_changes(products, begun_on or today, zone),
        "flags": cards_of(flags, patient, request.user, back="follow_up") if current.is_open else [],
        "prepared": sitting.prepared,
        "looked": looked,
        "act": ChartForm(patient_id=patient.pk, auto_id=False),
        "may_write": may(request.user, Permission.WRITE_PLAN, patient),
    }
