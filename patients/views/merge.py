"""Two records of one person: choosing the other, seeing both, merging, and undoing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission, require_somewhere
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context, open_chart
from patients.forms.merge import MergeForm, OtherRecordForm
from patients.merge_page import both_records
from patients.models import Patient, RecordMerge
from patients.queries import look_alikes
from patients.services.merge import Undone, differing, merge_records, undo_merge

from .entry import posted


@require_http_methods(["GET", "POST"])
def merge_choose(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The other record, by its number or from those who look alike."""
    patient = open_chart(request, patient_id, Permission.MERGE_RECORDS)
    form = OtherRecordForm(posted(request), patient_id=patient.pk)
    if form.is_valid():
        other = _others(request, patient).filter(mrn=form.cleaned_data["mrn"]).first()
        if other:
            return redirect("patients:merge", patient_id=patient.pk, other_id=other.pk)
        form.add_error("mrn", "No other open record of this clinic has this number")
    alike = look_alikes(
        user=request.user, family_name=patient.family_name, given_names=patient.given_names,
        birth_date=patient.birth_date,
    )  # fmt: skip
    context = chart_context(request, patient, tab="patients:record") | {
        "form": form,
        "alike": [p for p in alike if p.pk != patient.pk and p.clinic_id == patient.clinic_id],
    }
    return page(request, "patients/merge_choose.html", context, form)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, patient_id: UUID, other_id: UUID) -> HttpResponse:
    """Both records side by side, and the button that makes them one; pressed twice, it leads on."""
    patient = open_chart(request, patient_id, Permission.MERGE_RECORDS)
    if Patient.objects.ever_visible_to(request.user).filter(pk=other_id, merged_into=patient).exists():
        return redirect("patients:record", patient_id=patient.pk)
    other = get_object_or_404(_others(request, patient), pk=other_id)
    differ = differing(patient, other)
    form = MergeForm(posted(request), kept=patient, other=other, differing=differ)
    if form.is_valid() and _merged(request, form, patient, other):
        messages.success(request, "The two records are one now. You can undo this on the page of merges.")
        return redirect("patients:record", patient_id=patient.pk)
    context = chart_context(request, patient, tab="patients:record")
    return page(
        request,
        "patients/merge.html",
        context | {"form": form, "other": other, "both": both_records(patient, other)},
        form,
    )


def _merged(request: HttpRequest, form: MergeForm, patient: Patient, other: Patient) -> bool:
    try:
        merge_records(
            kept=patient, merged=other, by=request.user, why=form.cleaned_data["why"],
            kept_version=form.expected_version, merged_version=form.cleaned_data["other_version"],
            from_merged=form.from_other(), once=form.once_key,
        )  # fmt: skip
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    """Every merge of the clinics where I may merge, newest first."""
    return _merges_page(request)


@require_POST
def merge_undo(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Both records stand for themselves again."""
    its = get_object_or_404(_merges(request), pk=merge_id)
    form = ChartForm(request.POST, patient_id=its.kept_id)
    if form.is_valid():
        try:
            undone = undo_merge(its.pk, by=request.user)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, in_words(undone))
            return redirect("patients:merges")
    return _merges_page(request, form)


def in_words(undone: Undone) -> str:
    """What went back, and what did not."""
    said = ["Undone: both records stand for themselves again."]
    if undone.stayed:
        rows = "1 row" if undone.stayed == 1 else f"{undone.stayed} rows"
        said.append(f"{rows} added since the merge stayed with the record that was kept.")
    if undone.as_they_are:
        said.append(f"Changed since, and left as now: {'; '.join(undone.as_they_are)}.")
    return " ".join(said)


def _merges_page(request: HttpRequest, *refused: ChartForm) -> HttpResponse:
    rows = [(its, ChartForm(patient_id=its.kept_id, auto_id=False)) for its in _merges(request)[:100]]
    return page(request, "patients/merges.html", {"rows": rows, "refused": refused}, *refused)


def _merges(request: HttpRequest) -> QuerySet[RecordMerge]:
    clinics = require_somewhere(request.user, Permission.MERGE_RECORDS)
    found = RecordMerge.objects.visible_to(request.user).filter(clinic__in=clinics)
    return found.select_related("kept", "merged", "merged_by", "undone_by", "clinic").newest_first()


def _others(request: HttpRequest, patient: Patient) -> QuerySet[Patient]:
    """Open records of the same clinic."""
    return (
        Patient.objects.visible_to(request.user)
        .filter(clinic=patient.clinic_id)
        .exclude(pk=patient.pk)
        .select_related("clinic", "lead_clinician")
    )
