"""The first page of the day, by role: what needs this person first."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from integrative.accounts.models import Clinic, Role
from referrals.board import Show, build_board
from referrals.presenters import TimeLeft

from ..keyset import newest_first
from ..queries import (
    calls_due,
    mapped_without_plan,
    my_follow_ups_due,
    products_not_screened,
    recently_registered,
    unfinished_maps,
)
from ..sentences import greeting
from .program import program_page


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
        "recent": recently_registered(request.user),
    }
    return render(request, "workspace/home_clinician.html", context)


def _navigator(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    context = {"board": build_board(request.user, Show.OPEN), "calls": calls_due(request.user)}
    return render(request, "workspace/home_navigator.html", context)


def _administrator(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    return program_page(request)


def _pharmacist(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    products = products_not_screened(request.user)
    page = newest_first(products, by="recorded_at", after=request.GET.get("after", ""))
    return render(request, "workspace/home_pharmacist.html", {"page": page, "count": products.count()})


HOMES: dict[Role, Callable[[HttpRequest, Clinic], HttpResponse]] = {
    Role.CLINICIAN: _clinician,
    Role.NAVIGATOR: _navigator,
    Role.ADMINISTRATOR: _administrator,
    Role.PHARMACIST: _pharmacist,
}
