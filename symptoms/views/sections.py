"""Saving a section of the map: by its button, or by itself while the person types."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission
from integrative.knowledge.symptoms import all_symptoms
from integrative.ui.answers import page, refuse, status_of
from patients.chart import chart_context, open_chart
from patients.models import Patient
from symptoms.completeness import State, state_of
from symptoms.conflicts import Conflict, both_together, differences, mine_again
from symptoms.forms import SectionForm, SymptomsForm
from symptoms.measures import measure_of
from symptoms.models import Consultation, Section, SectionVersion
from symptoms.progress import SPOKEN
from symptoms.queries import answers_of, open_draft_of
from symptoms.services import NotTheAuthor, SectionChanged, save_section
from symptoms.summaries import summary_of

from .map_page import map_page, section_address, section_form
from .red_flags import raised_after


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, patient_id: UUID, section: Section) -> HttpResponse:
    """Saved, or 422 at the wrong answer, or 409 with both texts when someone else was first."""
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    # Signing in again leads back here with a GET; "keep theirs" throws away what was typed.
    if request.method != "POST" or "keep_theirs" in request.POST:
        return redirect(section_address(patient, section))
    form = section_form(
        section, patient, request.user, data=request.POST, **_rows_on_the_page(request, section)
    )
    if form.is_valid():
        try:
            saved = _save(form, patient, request.user)
        except SectionChanged as lost:
            return _both_texts(request, patient, form, lost)
        except NotTheAuthor as refusal:
            if _saves_itself(request):
                return JsonResponse({"detail": f"{refusal} It stays on this page."}, status=403)
            refuse(form, refusal)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return _saved(request, patient, form, saved)
    return _not_saved(request, patient, form)


def _save(form: SectionForm, patient: Patient, user: User) -> SectionVersion:
    return save_section(
        form.section,
        consultation_id=form.draft_id,
        patient=patient,
        expected_version=form.expected_version,
        by=user,
        once=form.once_key,
        answers=form.answers(),
    )


def _saves_itself(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def _rows_on_the_page(request: HttpRequest, section: Section) -> dict[str, Any]:
    """Which symptoms the page that saves itself asks first, as it says: it is not drawn again."""
    if section is not Section.SYMPTOMS or not _saves_itself(request) or "asked" not in request.POST:
        return {}
    known = all_symptoms()
    named = dict.fromkeys(request.POST["asked"].split())
    return {"asked_first": [known[key] for key in named if key in known], "previous": {}}


def _saved(request: HttpRequest, patient: Patient, form: SectionForm, saved: SectionVersion) -> HttpResponse:
    at = f"{timezone.localtime(saved.saved_at):%H:%M}"
    if _saves_itself(request):
        moved = raised_after(request, patient, saved)
        stands = _where_it_stands(form, saved)
        answer = {"saved_at": at, "version": saved.version, **stands, **moved}
        if form.left_out:
            answer["left_out"] = {field: [sentence] for field, sentence in form.left_out.items()}
        return JsonResponse(answer)
    if form.left_out:
        messages.success(request, f"{form.section.label} saved at {at}, but for the marked answer.")
        return map_page(request, patient, refused=_typed_on(request, patient, form.section, saved))
    messages.success(request, f"{form.section.label} saved at {at}.")
    return redirect(section_address(patient, form.section))


def _typed_on(request: HttpRequest, patient: Patient, section: Section, saved: SectionVersion) -> SectionForm:
    """The section as it was typed, to go on from what was saved of it; what was left out is marked."""
    data = request.POST.copy()
    data["version"], data["once"] = str(saved.version), str(uuid4())
    form = section_form(section, patient, request.user, data=data)
    form.full_clean()
    form.say_what_is_left_out()
    return form


def _where_it_stands(form: SectionForm, saved: SectionVersion) -> dict[str, Any]:
    """The section's line of the list, its folded line and what it adds up to, from what was saved."""
    answers, draft = form.answers(), saved.consultation
    asked_first = form.first_ids if isinstance(form, SymptomsForm) else ()
    state = state_of(form.section, answers, asked_first=asked_first)
    summary = summary_of(form.section, answers)
    return {
        "lines": _lines_beside(saved),
        "state": state,
        "spoken": SPOKEN[state],
        "summary": summary.words,
        "summary_is_voice": summary.is_voice,
        "measure": measure_of(form.section, answers, draft.patient.clinic.zone, draft.visit_on),
    }


def _lines_beside(saved: SectionVersion) -> dict[Section, dict[str, str]]:
    """Where the red flags stand in the list after a save that may begin or end the wait for them."""
    if not saved.red_flags:
        return {}
    return {Section.RED_FLAGS: {"state": saved.red_flags, "spoken": SPOKEN[State(saved.red_flags)]}}


def _not_saved(request: HttpRequest, patient: Patient, form: SectionForm) -> HttpResponse:
    if _saves_itself(request):
        errors = {field: list(words) for field, words in form.errors.items()}
        return JsonResponse({"errors": errors}, status=status_of(form))
    draft = open_draft_of(patient=patient, user=request.user)
    if draft and str(draft.pk) == form.data.get("draft"):
        return map_page(request, patient, refused=form)
    # The map this was typed for is no longer open. What was typed is shown, to be copied.
    context = chart_context(request, patient, tab="symptoms:map") | {"form": form}
    return page(request, "symptoms/kept_text.html", context, form)


def _both_texts(
    request: HttpRequest, patient: Patient, form: SectionForm, lost: SectionChanged
) -> HttpResponse:
    """Both versions side by side; when they say the same, nothing was lost and it counts as saved."""
    draft = open_draft_of(patient=patient, user=request.user)
    if draft is None:
        refuse(form, lost)
        return _not_saved(request, patient, form)
    conflict = _conflict(form, draft, lost.theirs, request.user)
    if not conflict.differences:
        return _saved(request, patient, form, lost.theirs)
    if not _saves_itself(request):
        refuse(form, lost)
        return map_page(request, patient, refused=form, conflict=conflict)
    context = {"conflict": conflict, "patient": patient}
    return render(request, "symptoms/partials/conflict.html", context, status=409)


def _conflict(form: SectionForm, draft: Consultation, theirs: SectionVersion, user: User) -> Conflict:
    stored = form.typed(answers_of(form.section, draft))
    by = theirs.saved_by
    return Conflict(
        # The version that lost the race, not the newest: a third save in between is a conflict again.
        guards=section_form(
            form.section, draft.patient, user, draft=draft, version=theirs.version, auto_id=False
        ),
        saved_by="you, in another window" if by == user else str(by or ""),
        saved_at=theirs.saved_at,
        differences=differences(form, stored),
        mine=mine_again(form),
        both=both_together(form, stored),
    )
