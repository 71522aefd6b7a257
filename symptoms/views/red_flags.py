"""The red flags of one person: those that stand, what became of the others, and two things to write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission
from integrative.ui.answers import page, refuse, status_of
from patients.chart import chart_context, open_chart
from patients.models import Patient
from symptoms.forms.flag_acts import DoneForm, SeenForm
from symptoms.models import RedFlag, SectionVersion
from symptoms.red_flag_cards import FlagCard, cards_of
from symptoms.red_flag_queries import ended_flags, standing_flags
from symptoms.red_flag_words import moment
from symptoms.services.red_flags import ClosedBefore, close_flag, see_flag


def flag_cards(patient: Patient, user: User, *, back: str) -> list[FlagCard]:
    """What stands of this person, most urgent first; one query."""
    return cards_of(standing_flags(patient=patient, user=user), patient, user, back=back)


def raised_fragment(request: HttpRequest, patient: Patient, *, back: str = "map") -> str:
    """The flags as they stand now, to take the place of those on the page."""
    context = {"cards": flag_cards(patient, request.user, back=back), "patient": patient}
    return render_to_string("symptoms/partials/raised_flags.html", context, request)


def raised_after(request: HttpRequest, patient: Patient, saved: SectionVersion) -> dict[str, str]:
    """For the answer to a save: the flags as they stand now, when the save moved any."""
    return {"raised": raised_fragment(request, patient)} if saved.flags_moved else {}


@require_safe
def flags(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    return _page(request, open_chart(request, patient_id))


@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: HttpRequest, patient_id: UUID, flag_id: UUID) -> HttpResponse:
    patient, flag = _opened(request, patient_id, flag_id)
    if request.method != "POST":
        return redirect("symptoms:flags", patient_id=patient.pk)
    form = SeenForm(request.POST, patient_id=patient.pk, flag_id=flag.pk)
    if form.is_valid():
        try:
            found = see_flag(flag_id=flag.pk, patient=patient, by=request.user, once=form.once_key)
        except AlreadySaved:
            return _back(request, patient, form)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            first = "you" if found.seen_by == request.user else str(found.seen_by)
            return _back(request, patient, form, f"{found}: seen by {first} at {moment(found.seen_at)}.")
    return _page(request, patient, refused=form)


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, patient_id: UUID, flag_id: UUID) -> HttpResponse:
    """Written down; 422 without words; 409 with both texts when somebody wrote first."""
    patient, flag = _opened(request, patient_id, flag_id)
    if request.method != "POST":
        return redirect("symptoms:flags", patient_id=patient.pk)
    form, lost = DoneForm(request.POST, patient_id=patient.pk, flag_id=flag.pk), None
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            close_flag(flag_id=flag.pk, patient=patient, by=request.user, words=words, once=form.once_key)
        except AlreadySaved:
            return _back(request, patient, form)
        except Refused as refusal:
            refuse(form, refusal)
            lost = refusal.theirs if isinstance(refusal, ClosedBefore) else None
        else:
            return _back(request, patient, form, f"{flag}: what was done is written down.")
    return _page(request, patient, refused=form, lost=lost)


def _opened(request: HttpRequest, patient_id: UUID, flag_id: UUID) -> tuple[Patient, RedFlag]:
    patient = open_chart(request, patient_id, Permission.ACT_ON_FLAGS)
    return patient, get_object_or_404(RedFlag.objects.visible_to(request.user).of(patient), pk=flag_id)


def _is_script(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def _back(request: HttpRequest, patient: Patient, form: SeenForm, said: str = "") -> HttpResponse:
    if _is_script(request):
        back = form.cleaned_data["back"]
        return JsonResponse({"said": said, "raised": raised_fragment(request, patient, back=back)})
    if said:
        messages.success(request, said)
    return redirect(form.page, patient_id=patient.pk)


def _page(
    request: HttpRequest, patient: Patient, *, refused: SeenForm | None = None, lost: RedFlag | None = None
) -> HttpResponse:
    if refused and _is_script(request) and not lost:
        errors = {field: list(words) for field, words in refused.errors.items()}
        return JsonResponse({"errors": errors}, status=status_of(refused))
    standing = standing_flags(patient=patient, user=request.user)
    typed = refused if isinstance(refused, DoneForm) else None
    context: dict[str, Any] = chart_context(request, patient, tab="workspace:chart") | {
        "cards": cards_of(standing, patient, request.user, back="flags", refused=typed),
        "ended": list(ended_flags(patient=patient, user=request.user)),
        "refused": refused,
        "lost": lost,
    }
    return page(request, "symptoms/red_flags/flags.html", context, *([refused] if refused else []))
