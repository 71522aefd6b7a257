"""The first page of the day, by role: what needs this person first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careplans.caregiver_plans import caregiver_plans_due
from careplans.queries import plans_given_back, plans_to_cosign
from careplans.survivorship import checks_due
from integrative.accounts import clock
from integrative.accounts.models import Clinic, Role
from referrals.board import Show, build_board
from referrals.presenters import TimeLeft
from symptoms.product_queries import waiting_questions
from symptoms.screen_queries import changed_verdicts

from .. import flags
from ..keyset import oldest_first
from ..queries import (
    calls_due,
    mapped_without_plan,
    my_follow_ups_due,
    my_open_stops,
    recently_registered,
    unfinished_maps,
)
from ..sentences import greeting
from .program import program_page

CHANGED_LATELY = timedelta(days=14)
CHANGED_SHOWN = 20
DUE_SHOWN = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Clinicians see their day, navigators the board, administrators the program, pharmacists products."""
    role, clinic = request.user.home_role, request.user.home_clinic
    if role is None or clinic is None:
        raise PermissionDenied("You have no post at a clinic today. Ask your clinic’s administrator.")
    return HOMES[role](request, clinic)


def _clinician(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    today = clinic.today()
    due = [
        {"follow_up": follow_up, "left": TimeLeft.between(today, follow_up.closes_on)}
        for follow_up in my_follow_ups_due(request.user, today)
    ]
    maps = list(unfinished_maps(request.user))
    context = {
        "greeting": greeting(timezone.localtime()),
        "today": today,
        "due": due,
        "late": [row for row in due if row["left"].state == "late"],
        "maps": maps,
        "old_maps": [draft for draft in maps if draft.visit_on < today],
        "without_plan": mapped_without_plan(request.user),
        "to_cosign": plans_to_cosign(request.user),
        "given_back": plans_given_back(request.user),
        "open_stops": my_open_stops(request.user),
        "late_effects": checks_due(request.user, today)[:DUE_SHOWN],
        "caregiver_plans": caregiver_plans_due(request.user, today)[:DUE_SHOWN],
        "recent": recently_registered(request.user),
        "flags": flags.for_clinician(request.user),
    }
    return render(request, "workspace/home_clinician.html", context)


def _navigator(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    context = {
        "board": build_board(request.user, Show.OPEN),
        "calls": calls_due(request.user),
        "flags": flags.for_navigator(request.user),
    }
    return render(request, "workspace/home_navigator.html", context)


def _administrator(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    return program_page(request)


def _pharmacist(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    questions = waiting_questions(request.user)
    page = oldest_first(questions, by="asked_at", after=request.GET.get("after", ""))
    changed = changed_verdicts(request.user, clock.now() - CHANGED_LATELY)[:CHANGED_SHOWN]
    context = {"page": page, "count": questions.count(), "changed": changed}
    context["flags"] = flags.for_pharmacist(request.user)
    return render(request, "workspace/home_pharmacist.html", context)


HOMES: dict[Role, Callable[[HttpRequest, Clinic], HttpResponse]] = {
    Role.CLINICIAN: _clinician,
    Role.NAVIGATOR: _navigator,
    Role.ADMINISTRATOR: _administrator,
    Role.PHARMACIST: _pharmacist,
}
