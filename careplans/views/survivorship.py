"""The survivorship page, its watch list, and the copies for the person and for primary care."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrative.accounts.errors import AlreadySaved
from integrative.accounts.permissions import Permission, may
from integrative.knowledge.call_words import NOW, SAME_DAY, call_words
from integrative.ui.answers import page
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.models import Patient

from ..forms.watch import ChangeWatchForm, CheckedForm, ProposalsForm, TakeOffForm
from ..models import Horizon, LateEffectWatch
from ..services import watch as services
from ..services.survivorship import start_survivorship_plan
from ..survivorship import Survivorship, survivorship_of
from ..survivorship_copies import copy_for_primary_care, copy_for_the_person
from .form_page import TAB, Words, answer, posted, saved

PAGE = "careplans:survivorship"


@require_http_methods(["GET", "HEAD", "POST"])
def survivorship(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The whole page; posting decides on proposals of the watch list."""
    asked = Permission.WRITE_PLAN if request.method == "POST" else Permission.OPEN_CHART
    patient = open_chart(request, patient_id, asked)
    found = survivorship_of(patient, request.user, again=request.GET.get("again", ""))
    form = _form(request, patient, found)
    if form and form.is_valid() and _decided(request, patient, form):
        messages.success(request, "Saved on the watch list.")
        return redirect(PAGE, patient_id=patient.pk)
    may_write = may(request.user, Permission.WRITE_PLAN, patient)
    context = chart_context(request, patient, tab=TAB) | {
        "found": found,
        "form": form,
        "may_write": may_write,
        "horizon": Horizon.SURVIVORSHIP,
        "call_now": call_words(NOW),
        "call_same_day": call_words(SAME_DAY),
        "act": ChartForm(patient_id=patient.pk, auto_id=False) if may_write else None,
    }
    return page(request, "careplans/survivorship.html", context, *([form] if form else []))


def _form(request: HttpRequest, patient: Patient, found: Survivorship) -> ProposalsForm | None:
    """None for those who only read, and where nothing is proposed; a late post still gets its words back."""
    if not may(request.user, Permission.WRITE_PLAN, patient) or not (
        found.proposed or request.method == "POST"
    ):
        return None
    return ProposalsForm(posted(request), patient_id=patient.pk, proposed=found.proposed)


def _decided(request: HttpRequest, patient: Patient, form: ProposalsForm) -> bool:
    return saved(
        form,
        lambda: services.decide_on_proposals(
            patient=patient, decided=form.decided(), by=request.user, once=form.once_key
        ),
    )


@require_POST
def start(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The plan of six months, begun from what stands, in the builder."""
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    form = ChartForm(request.POST, patient_id=patient.pk)
    if not form.is_valid():
        messages.error(request, "This page was out of date. Nothing was started; try again.")
        return redirect(PAGE, patient_id=patient.pk)
    with suppress(AlreadySaved):
        start_survivorship_plan(patient=patient, by=request.user, once=form.once_key)
    return redirect(f"{reverse(TAB, kwargs={'patient_id': patient.pk})}?horizon={Horizon.SURVIVORSHIP}")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, patient_id: UUID, watch_id: UUID) -> HttpResponse:
    """Who checks, and when next."""
    patient, watch = _opened(request, patient_id, watch_id)
    form = ChangeWatchForm(
        posted(request), patient_id=patient.pk, version=watch.version,
        initial={"who": watch.who, "next_on": watch.next_on, "note": watch.note},
    )  # fmt: skip
    words = _words(patient, f"Change: {watch}", "Save", "Saved on the watch list.")
    return answer(
        request, patient, form, words,
        save=lambda: services.change_watch(
            watch_id=watch.pk, expected_version=form.expected_version, by=request.user, once=form.once_key,
            **form.entered(),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def checked(request: HttpRequest, patient_id: UUID, watch_id: UUID) -> HttpResponse:
    """It was looked at."""
    patient, watch = _opened(request, patient_id, watch_id)
    form = CheckedForm(
        posted(request), patient_id=patient.pk, version=watch.version,
        initial={"checked_on": patient.clinic.today(), "note": watch.note},
    )  # fmt: skip
    words = _words(patient, f"Looked at: {watch}", "Save the check", "The check is on record.")
    return answer(
        request, patient, form, words,
        save=lambda: services.record_check(
            watch_id=watch.pk, expected_version=form.expected_version, by=request.user, once=form.once_key,
            **form.entered(),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, patient_id: UUID, watch_id: UUID) -> HttpResponse:
    """Off the list, with the reason."""
    patient, watch = _opened(request, patient_id, watch_id)
    form = TakeOffForm(posted(request), patient_id=patient.pk, version=watch.version)
    words = _words(patient, f"Take off the list: {watch}", "Take it off the list", "Off the watch list.")
    return answer(
        request, patient, form, words,
        save=lambda: services.take_off(
            watch_id=watch.pk, expected_version=form.expected_version, by=request.user, once=form.once_key,
            **form.entered(),
        ),
    )  # fmt: skip


def _opened(request: HttpRequest, patient_id: UUID, watch_id: UUID) -> tuple[Patient, LateEffectWatch]:
    patient = open_chart(request, patient_id, Permission.WRITE_PLAN)
    return patient, get_object_or_404(LateEffectWatch.objects.of(patient), pk=watch_id)


def _words(patient: Patient, title: str, button: str, done: str) -> Words:
    return Words(title, button, done, back=reverse(PAGE, kwargs={"patient_id": patient.pk}))


@require_safe
def copy_to_the_person(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """One or two pages in plain words."""
    patient = open_chart(request, patient_id)
    copy = copy_for_the_person(patient, survivorship_of(patient, request.user))
    context = chart_context(request, patient, tab=TAB) | {"copy": copy}
    return page(request, "careplans/survivorship_for_person.html", context)


@require_safe
def copy_to_primary_care(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Facts with their days, for the doctor at home."""
    patient = open_chart(request, patient_id)
    copy = copy_for_primary_care(patient, survivorship_of(patient, request.user))
    context = chart_context(request, patient, tab=TAB) | {"copy": copy}
    return page(request, "careplans/survivorship_for_primary_care.html", context)
