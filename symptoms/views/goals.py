"""The goals-of-care log: asked often, every answer kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission
from integrative.ui.answers import page, refuse
from patients.chart import OPENING_SECONDS, chart_context, open_chart
from patients.events import record_about
from patients.models import Patient
from symptoms.forms import GoalsEntryForm, GoalsUnchangedForm
from symptoms.goals_watch import goals_watch
from symptoms.queries import goals_log
from symptoms.services import add_goals_entry, repeat_goals_entry


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The log; posting adds today's answers."""
    if request.method != "POST":
        return _log_page(request, open_chart(request, patient_id, Permission.READ_GOALS))
    patient = open_chart(request, patient_id, Permission.WRITE_GOALS)
    form = GoalsEntryForm(request.POST, patient_id=patient.pk)
    if form.is_valid():
        try:
            add_goals_entry(patient=patient, by=request.user, once=form.once_key, **form.entered())
        except AlreadySaved:
            return redirect("symptoms:goals", patient_id=patient.pk)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Today's answers are in the log.")
            return redirect("symptoms:goals", patient_id=patient.pk)
    return _log_page(request, patient, entry_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def no_change(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Asked today and nothing changed: the last answers, dated today."""
    patient = open_chart(request, patient_id, Permission.WRITE_GOALS)
    back = redirect("symptoms:goals", patient_id=patient.pk)
    if request.method != "POST":
        return back
    form = GoalsUnchangedForm(request.POST, patient_id=patient.pk)
    if form.is_valid():
        try:
            repeat_goals_entry(
                patient=patient, by=request.user, last_id=form.cleaned_data["last"], once=form.once_key
            )
        except AlreadySaved:
            return back
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Asked today, no change.")
            return back
    return _log_page(request, patient, unchanged_form=form)


def _log_page(
    request: HttpRequest,
    patient: Patient,
    *,
    entry_form: GoalsEntryForm | None = None,
    unchanged_form: GoalsUnchangedForm | None = None,
) -> HttpResponse:
    _note_reading(patient, request.user)
    entries = list(goals_log(patient=patient, user=request.user))
    entry_form = entry_form or GoalsEntryForm(patient_id=patient.pk)
    if unchanged_form is None and entries:
        unchanged_form = GoalsUnchangedForm(patient_id=patient.pk, initial={"last": entries[0].pk})
    context = chart_context(request, patient, tab="symptoms:goals")
    context |= {"entries": entries, "entry_form": entry_form, "unchanged_form": unchanged_form}
    context["watch"] = goals_watch(patient, request.user)
    forms = [form for form in (entry_form, unchanged_form) if form]
    return page(request, "symptoms/goals.html", context, *forms)


def _note_reading(patient: Patient, user: User) -> None:
    """These words are for few eyes: one event for each person and half hour, as when a chart is opened."""
    if cache.add(f"read-goals:{user.pk}:{patient.pk}", True, OPENING_SECONDS):
        record_about(patient, by=user, verb="read goals of care")
