from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may, require_somewhere
from integrative.ui.answers import page, refuse
from patients.chart import chart_context, open_chart
from symptoms.forms import SignForm, StartMapForm
from symptoms.models import Consultation
from symptoms.note import note_of
from symptoms.progress import done_of, progress
from symptoms.queries import (
    filled_sections,
    open_draft_of,
    products_of,
    products_when_signed,
    signed_maps,
    symptoms_first_of,
    unfinished_maps,
)
from symptoms.services import open_draft, revision_of, sign_consultation
from symptoms.services.red_flags import unseen_act_now
from symptoms.services.signing import signing_obstacles

from .map_page import map_page


@require_http_methods(["GET", "HEAD", "POST"])
def current(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The draft or the newest signed map; posting begins a draft."""
    if request.method != "POST":
        return map_page(request, open_chart(request, patient_id))
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    form = StartMapForm(request.POST, patient_id=patient.pk)
    if not form.is_valid():
        return map_page(request, patient, refused=form)
    open_draft(patient=patient, by=request.user)
    return redirect("symptoms:map", patient_id=patient.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Names the person and what is empty, then signs."""
    patient = open_chart(request, patient_id, Permission.WRITE_MAP)
    draft = open_draft_of(patient=patient, user=request.user)
    if draft is None:
        return redirect("symptoms:map", patient_id=patient.pk)
    form = SignForm(
        request.POST if request.method == "POST" else None,
        patient_id=patient.pk,
        draft_id=draft.pk,
        version=revision_of(draft),
    )
    if form.is_valid():
        try:
            signed_map = sign_consultation(
                consultation_id=form.draft_id,
                patient=patient,
                by=request.user,
                expected_revision=form.expected_version,
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The map is signed and part of the record.")
            return redirect("symptoms:signed_map", patient_id=patient.pk, consultation_id=signed_map.pk)
    filled = filled_sections(draft)
    context = chart_context(request, patient, tab="symptoms:map")
    context |= {"form": form, "draft": draft, "filled": filled, "obstacles": signing_obstacles(draft)}
    context["unseen_flags"] = unseen_act_now(patient)
    context["empty_sections"] = [section for section in draft.sections if section not in filled]
    return page(request, "symptoms/sign.html", context, form)


@require_safe
def signed(request: HttpRequest, patient_id: UUID, consultation_id: UUID) -> HttpResponse:
    """A signed map as it was signed."""
    patient = open_chart(request, patient_id)
    consultation = get_object_or_404(signed_maps(patient=patient, user=request.user), pk=consultation_id)
    products = products_when_signed(consultation=consultation, user=request.user)
    context = chart_context(request, patient, tab="symptoms:map")
    context |= {
        "note": note_of(consultation, products),
        "may_write": may(request.user, Permission.WRITE_MAP, patient),
    }
    return render(request, "symptoms/signed_map.html", context)


@require_safe
def unfinished(request: HttpRequest) -> HttpResponse:
    """The maps that this person began and has not signed."""
    user = request.user
    require_somewhere(user, Permission.WRITE_MAP)
    maps = list(unfinished_maps(user))
    return render(request, "symptoms/unfinished.html", {"maps": [*zip(maps, _done(maps, user), strict=True)]})


def _done(maps: list[Consultation], user: User) -> list[int]:
    """How many sections of each are done."""
    people = {each.patient_id for each in maps}
    first, products = symptoms_first_of(people, user), products_of(people, user)
    return [
        done_of(
            progress(
                each,
                asked_first=[symptom.id for symptom in first[each.patient_id]],
                products=products[each.patient_id],
            )
        )
        for each in maps
    ]
