"""The list of people, and finding one."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from integrative.accounts.models import Role, User
from integrative.accounts.permissions import Permission, clinics_where
from integrative.ui.answers import page, status_of
from patients.finding import read_search
from patients.forms import FindForm, ListFilter
from patients.models.patient import PatientQuerySet
from patients.narrowing import narrowings, standings
from patients.paging import page_of
from patients.queries import charts_open_to, find_patients, for_listing
from patients.rows import list_rows

MOST_FOUND = 50


@require_safe
@vary_on_headers("HX-Request")
def people(request: HttpRequest) -> HttpResponse:
    """Everyone whose chart is open to me, by name; chips narrow it down."""
    everyone = charts_open_to(request.user)
    chips = ListFilter(request.GET, leads_patients=_leads_patients(request.user))
    today = timezone.localdate()
    shown = _narrowed(for_listing(everyone), chips.chosen, request.user, today)
    found = page_of(shown, request.GET.get("after", ""), within=everyone)
    context = _frame(request.user) | {
        "find": FindForm(),
        "chips": chips,
        "rows": list_rows(found.people, standings=standings(found.people, today)),
        "is_first": found.is_first,
        "is_filtered": bool(chips.chosen),
        "next_query": urlencode(chips.chosen | {"after": found.next_cursor}) if found.next_cursor else "",
    }
    template = "patients/list.html#people" if request.htmx else "patients/list.html"
    return render(request, template, context, status=status_of(chips))


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Who matches a name, a birth date or a record number. One match is listed, never opened unseen."""
    charts_open_to(request.user)
    if request.method == "GET":
        return redirect("patients:list")
    form = FindForm(request.POST)
    context = _frame(request.user) | {"find": form, "searched": False}
    if form.is_valid():
        search = read_search(form.cleaned_data["q"])
        matches = find_patients(user=request.user, words=search.words, born=search.born)
        found = list(for_listing(matches).by_name()[: MOST_FOUND + 1])
        context |= {
            "searched": True,
            "search": search,
            "rows": list_rows(
                found[:MOST_FOUND], search, standings(found[:MOST_FOUND], timezone.localdate())
            ),
            "has_more": len(found) > MOST_FOUND,
        }
    return page(request, "patients/found.html", context, form)


def _narrowed(people: PatientQuerySet, chosen: dict[str, str], user: User, today: date) -> PatientQuerySet:
    """Those who fit every chosen chip."""
    if "mine" in chosen:
        people = people.of_clinician(user)
    if phase := chosen.get("phase"):
        people = people.in_phase(phase)
    for narrowing in narrowings():
        if value := chosen.get(narrowing.name):
            people = narrowing.narrow(people, value, today)
    return people


def _frame(user: User) -> dict[str, bool]:
    return {
        "may_register": bool(clinics_where(user, Permission.REGISTER_PATIENT)),
    }


def _leads_patients(user: User) -> bool:
    return any(user.holds(Role.CLINICIAN, at=clinic) for clinic in user.clinic_ids())
