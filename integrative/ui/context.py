"""What the frame around every page needs: where this person may go, and whether this is the demo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from integrative.accounts.models import Clinic, Role, User


@dataclass(frozen=True)
class Place:
    label: str
    url_name: str
    icon: str


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    current: bool


TODAY = Place("Today", "workspace:home", "calendar")
HOME = Place("Home", "workspace:home", "home")
PATIENTS = Place("Patients", "patients:list", "people")
REFERRALS = Place("Referrals", "referrals:board", "refer")
PROGRAM = Place("Program", "workspace:program", "chart")
CASELOAD = Place("Caseload", "workspace:program", "chart")
TASKS = Place("Tasks", "workspace:tasks", "tasks")

PLACES: dict[Role, tuple[Place, ...]] = {
    Role.CLINICIAN: (TODAY, PATIENTS, REFERRALS, CASELOAD, TASKS),
    Role.NAVIGATOR: (HOME, PATIENTS, REFERRALS, TASKS),
    Role.ADMINISTRATOR: (HOME, REFERRALS, PROGRAM),
    Role.PHARMACIST: (TODAY, PATIENTS, TASKS),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Pages outside a request, such as the 500 page, stand without it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "may_find": False, "demo": SimpleLazyObject(_any_demo)}
    clinic = user.home_clinic
    return {
        "nav": nav_of(user, request),
        "may_find": PATIENTS in places_of(user),
        "clinic": clinic,
        "demo": bool(clinic and clinic.is_demo),
    }


def nav_of(user: User, request: HttpRequest) -> list[NavItem]:
    """The places of this person's role, the one they stand in marked."""
    return [_item(place, request) for place in places_of(user)]


def places_of(user: User) -> tuple[Place, ...]:
    return PLACES[user.home_role] if user.home_role else ()


def _item(place: Place, request: HttpRequest) -> NavItem:
    url = reverse(place.url_name)
    return NavItem(place.label, url, place.icon, _stands_in(place, url, request))


def _stands_in(place: Place, url: str, request: HttpRequest) -> bool:
    match = request.resolver_match
    if match and "patient_id" in match.kwargs:
        return place is PATIENTS
    return request.path == url if url == "/" else request.path.startswith(url)


def _any_demo() -> bool:
    return Clinic.objects.filter(is_demo=True).exists()
