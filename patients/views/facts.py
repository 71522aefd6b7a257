"""The pages of a fact: enter it, correct it, end it, strike it out, see how it came to be."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrative.accounts.errors import Refused
from integrative.accounts.permissions import may
from integrative.ui.answers import refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.forms import EndForm, InErrorForm, TreatmentEndForm
from patients.kinds import KINDS, Kind
from patients.models import Answer, Fact, Measurement, Patient
from patients.record_page import rows_of
from patients.services import answer_nothing_named, end_fact, mark_in_error
from patients.services.facts import said as called
from patients.telling import how_we_know
from patients.trends import trends_among
from patients.versions import versions_of

from .entry import Words, answer, posted
from .record import record_page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def fact_new(request: HttpRequest, patient_id: UUID, kind: str) -> HttpResponse:
    """Enter one."""
    its, patient = _opened(request, patient_id, kind)
    form = its.form_for_new(posted(request), patient=patient)
    words = Words(its.add, f"Save {called(its.model)}", another="Save and add another")
    return answer(
        request, patient, form, words,
        save=lambda: its.write(patient=patient, by=request.user, once=form.once_key, **form.entered()),
    )  # fmt: skip


@get_or_post
def fact_edit(request: HttpRequest, patient_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """Correct one."""
    its, patient = _opened(request, patient_id, kind)
    fact = _own(its, patient, fact_id)
    form = its.form(posted(request), patient=patient, version=fact.version, initial=its.form.initial_of(fact))
    return answer(
        request, patient, form,
        Words(f"Correct: {fact}", "Save", "What stood before stays in the history.", fact=fact, kind=its),
        save=lambda: its.rewrite(
            fact, by=request.user, expected_version=form.expected_version, **form.entered()
        ),
        reread=lambda: its.model.objects.get(pk=fact.pk),
    )  # fmt: skip


@get_or_post
def fact_end(request: HttpRequest, patient_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """Its last day."""
    its, patient = _opened(request, patient_id, kind)
    if not its.end:
        raise Http404
    fact = _own(its, patient, fact_id)
    shape = TreatmentEndForm if its.slug == "treatment" else EndForm
    form = shape(
        posted(request),
        patient_id=patient.pk,
        version=fact.version,
        initial={"ended_on": patient.clinic.today()},
    )
    return answer(
        request, patient, form, Words(f"{its.end}: {fact}", its.end),
        save=lambda: end_fact(
            its.model, fact.pk, by=request.user, expected_version=form.expected_version, **form.entered()
        ),
    )  # fmt: skip


@get_or_post
def fact_in_error(request: HttpRequest, patient_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """It was never so."""
    its, patient = _opened(request, patient_id, kind)
    fact = _own(its, patient, fact_id)
    form = InErrorForm(posted(request), patient_id=patient.pk, version=fact.version)
    return answer(
        request, patient, form,
        Words(f"Entered in error: {fact}", "Strike it out", lead="It stays in the history with your reason."),
        save=lambda: mark_in_error(
            its.model, fact.pk, by=request.user, expected_version=form.expected_version, **form.entered()
        ),
    )  # fmt: skip


@require_safe
def fact_history(request: HttpRequest, patient_id: UUID, kind: str, fact_id: UUID) -> HttpResponse:
    """Every version of one fact, side by side."""
    patient = open_chart(request, patient_id)
    its = _kind(kind)
    fact = get_object_or_404(its.of(patient), pk=fact_id)
    context = chart_context(request, patient, tab="patients:record")
    return render(
        request, "patients/fact_history.html",
        context | {"fact": fact, "kind": its, "versions": versions_of(fact, patient.clinic),
                   "known": how_we_know(fact, patient.clinic)},
    )  # fmt: skip


@require_safe
def facts(request: HttpRequest, patient_id: UUID, kind: str) -> HttpResponse:
    """All of one kind, where the record page shows the newest."""
    patient = open_chart(request, patient_id)
    its = _kind(kind)
    context = chart_context(request, patient, tab="patients:record")
    found = list(its.rows(patient))
    return render(
        request, "patients/facts.html",
        context | {"kind": its, "rows": rows_of(its, found, patient.clinic), "struck": its.struck(patient),
                   "may_edit": may(request.user, its.permission, patient),
                   "trends": trends_among(found, patient) if its.model is Measurement else []},
    )  # fmt: skip


@require_POST
def nothing_named(request: HttpRequest, patient_id: UUID, kind: str, said: str) -> HttpResponse:
    """Asked today: none, or the person does not know."""
    its, patient = _opened(request, patient_id, kind)
    if its.topic is None or said not in Answer.values:
        raise Http404
    form = ChartForm(request.POST, patient_id=patient.pk)
    if form.is_valid():
        try:
            answer_nothing_named(patient=patient, by=request.user, topic=its.topic, answer=Answer(said))
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{its.topic.label}: {Answer(said).label.lower()}, asked today.")
            return redirect("patients:record", patient_id=patient.pk)
    return record_page(request, patient, form)


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _opened(request: HttpRequest, patient_id: UUID, slug: str) -> tuple[Kind, Patient]:
    kind = _kind(slug)
    return kind, open_chart(request, patient_id, kind.permission)


def _own(kind: Kind, patient: Patient, fact_id: UUID) -> Fact:
    return get_object_or_404(kind.model.objects.of(patient).valid(), pk=fact_id)
