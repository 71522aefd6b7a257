"""The board, one patient's referrals, and moving a referral until the loop is closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission, may, require
from integrative.ui.answers import STALE, page, refuse
from patients.chart import chart_context, open_chart

from .board import Show, build_board
from .forms import CardMoveForm, ReferForm, StepForm
from .models import Referral, ReferralMove, ReferralStatus
from .presenters import cards_of
from .queries import offered_services, parts_to_help, referrals_of, steps_of
from .services import move_referral, refer

TAB = "referrals:for_patient"


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every open referral at its step. `?show=` mine, late or closed."""
    shown = build_board(request.user, Show.named(request.GET.get("show")))
    return render(request, "referrals/board.html", {"board": shown})


@require_POST
def move_card(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A card's *Move to*. Closing asks how it ended, on the referral's own page."""
    referral = _visible(request, referral_id)
    require(request.user, Permission.MOVE_REFERRAL, referral)
    show = Show.named(request.GET.get("show"))
    form = CardMoveForm(request.POST, referral=referral)
    if form.is_valid() and form.cleaned_data["to"] == ReferralStatus.CLOSED:
        return redirect(f"{reverse('referrals:detail', args=[referral.pk])}?to=closed#move")
    if form.is_valid() and _moved(request, referral, form):
        return redirect(f"{reverse('referrals:board')}?show={show}")
    context = {
        "board": build_board(request.user, show),
        "refused": referral,
        "form": form,
        "theirs": _theirs(referral, form),
    }
    return page(request, "referrals/board.html", context, form)


@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral: what was asked, every step with who and when, and the next step."""
    referral = _visible(request, referral_id)
    patient = open_chart(request, referral.patient_id)
    needed = Permission.MOVE_REFERRAL if request.method == "POST" else Permission.READ_REFERRALS
    require(request.user, needed, referral)
    form = StepForm(request.POST or None, referral=referral, initial={"to": request.GET.get("to")})
    if form.is_valid() and _moved(request, referral, form):
        return redirect("referrals:detail", referral_id=referral.pk)
    theirs = _theirs(referral, form)
    if theirs:
        referral.refresh_from_db(fields=["status", "outcome", "owner", "version"])
        form.stand_on(referral)
    context = chart_context(request, patient, tab=TAB) | _told(request, referral)
    return page(request, "referrals/detail.html", context | {"form": form, "theirs": theirs}, form)


@require_safe
def for_patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """One person's referrals, open and closed."""
    patient = open_chart(request, patient_id)
    require(request.user, Permission.READ_REFERRALS, patient)
    referrals = referrals_of(patient, request.user)
    context = chart_context(request, patient, tab=TAB)
    context |= {
        "open_cards": cards_of(
            referrals.open().soonest_first(), today=context["today"], has_died=bool(patient.deceased_on)
        ),
        "closed": referrals.filter(status=ReferralStatus.CLOSED).order_by("-referred_at", "-pk"),
        "may_refer": may(request.user, Permission.CREATE_REFERRAL, patient),
    }
    return render(request, "referrals/for_patient.html", context)


@require_http_methods(["GET", "POST"])
def refer_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Ask for a service. `?part=` preselects the part of the plan that it serves."""
    patient = open_chart(request, patient_id, Permission.CREATE_REFERRAL)
    form = ReferForm(
        request.POST or None,
        patient=patient,
        services=offered_services(patient, request.user),
        parts=parts_to_help(patient, request.user),
        initial={"plan_part": request.GET.get("part")},
    )
    if form.is_valid():
        try:
            refer(patient=patient, by=request.user, once=form.once_key, **form.entered())
        except AlreadySaved:
            return redirect(TAB, patient_id=patient.pk)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Referred. A navigator takes it from here.")
            return redirect(TAB, patient_id=patient.pk)
    return page(
        request, "referrals/refer.html", chart_context(request, patient, tab=TAB) | {"form": form}, form
    )


def _visible(request: HttpRequest, referral_id: UUID) -> Referral:
    referrals = Referral.objects.visible_to(request.user)
    related = ("patient__clinic", "service", "plan_part", "owner", "referred_by")
    return get_object_or_404(referrals.select_related(*related), pk=referral_id)


def _told(request: HttpRequest, referral: Referral) -> dict[str, Any]:
    """What the referral's page says of it."""
    today = referral.patient.clinic.today()
    return {
        "card": cards_of([referral], today=today, has_died=bool(referral.patient.deceased_on))[0],
        "steps": steps_of(referral),
        "may_move": may(request.user, Permission.MOVE_REFERRAL, referral)
        and referral.status != ReferralStatus.CLOSED,
    }


def _moved(request: HttpRequest, referral: Referral, form: CardMoveForm) -> bool:
    """Whether the step stands; else the form says why not."""
    try:
        moved = move_referral(
            referral_id=referral.pk,
            expected_version=form.expected_version,
            by=request.user,
            once=form.once_key,
            **form.entered(),
        )
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, f"Moved to “{moved.get_status_display()}”.")
    return True


def _theirs(referral: Referral, form: CardMoveForm) -> ReferralMove | None:
    """The step that someone else took first, when that is why this one did not stand."""
    return steps_of(referral).last() if form.has_error("__all__", STALE) else None
