"""The letter to the oncologist, drafted from a signed map: written, kept, and printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from integrative.ui.answers import page, refuse
from patients.chart import chart_context, open_chart
from patients.models import Patient
from symptoms.conflicts import marked
from symptoms.forms.letter import LetterForm
from symptoms.letter import as_printed
from symptoms.letter_sources import Sources, sources_of
from symptoms.models import Consultation, LetterDraft
from symptoms.queries import signed_maps
from symptoms.services.letter import LetterChanged, save_letter


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, patient_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The draft as saved, or a first one made from what changed; 409 with both texts after a lost race."""
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    consultation = get_object_or_404(signed_maps(patient=patient, user=request.user), pk=consultation_id)
    draft = LetterDraft.objects.select_related("saved_by").filter(consultation=consultation).first()
    sources = sources_of(consultation, patient, request.user)
    if request.method != "POST":
        return _letter_page(request, patient, consultation, draft, sources, _form(patient, draft, sources))
    form = LetterForm(request.POST, patient_id=patient.pk)
    theirs = None
    if form.is_valid():
        back = redirect("symptoms:letter", patient_id=patient.pk, consultation_id=consultation.pk)
        try:
            save_letter(
                consultation_id=consultation.pk,
                patient=patient,
                by=request.user,
                expected_version=form.expected_version,
                once=form.once_key,
                **form.entered(),
            )
        except AlreadySaved:
            return back
        except LetterChanged as lost:
            refuse(form, lost)
            theirs = lost.theirs
            form.catch_up(theirs.version)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The letter is saved as a draft. Nothing was sent.")
            return back
    return _letter_page(request, patient, consultation, draft, sources, form, theirs)


def _form(patient: Patient, draft: LetterDraft | None, sources: Sources) -> LetterForm:
    text = draft or sources.letter
    return LetterForm(
        patient_id=patient.pk,
        version=draft.version if draft else None,
        initial={"body": text.body, "question": text.question},
    )


def _letter_page(
    request: HttpRequest,
    patient: Patient,
    consultation: Consultation,
    draft: LetterDraft | None,
    sources: Sources,
    form: LetterForm,
    theirs: LetterDraft | None = None,
) -> HttpResponse:
    text = theirs or draft or sources.letter
    context = chart_context(request, patient, tab="symptoms:map")
    context |= {
        "consultation": consultation,
        "draft": theirs or draft,
        "form": form,
        "oncologist": sources.oncologist,
        "paragraphs": as_printed(text.body),
        "question": text.question,
        "moved_on": sources.moved_on(draft.saved_at) if draft else [],
        "fresh": sources.letter if draft else None,
        "sides": _sides(form, theirs) if theirs else [],
    }
    return page(request, "symptoms/letter.html", context, form)


def _sides(form: LetterForm, theirs: LetterDraft) -> list[tuple[str, Any, Any]]:
    """Each text that differs: its label, mine and theirs in pieces."""
    pairs = [
        (form[name].label, form.cleaned_data[name], getattr(theirs, name)) for name in ("body", "question")
    ]
    return [(label, *marked(mine, stands)) for label, mine, stands in pairs if mine != stands]
