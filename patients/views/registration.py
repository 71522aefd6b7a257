"""Registering a person, with those who look alike beside the form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.models import Clinic, User
from integrative.accounts.permissions import Permission, require_somewhere
from integrative.ui.answers import page, refuse
from patients.forms import LookAlikeForm, RegistrationForm
from patients.models import Patient
from patients.queries import clinicians_of, holder_of
from patients.queries import look_alikes as find_look_alikes
from patients.rows import LookAlikes
from patients.services import register_patient

LOOK = "Look at the people beside the form. Open the chart if it is one of them, or tick the box"


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A new person; those who look alike have to be looked at first."""
    clinic = require_somewhere(request.user, Permission.REGISTER_PATIENT)[0]
    form = RegistrationForm(
        request.POST if request.method == "POST" else None,
        leads=clinicians_of(clinic),
        initial={"lead_clinician": request.user},
    )
    seen = _seen(request, clinic)
    if form.is_valid():
        try:
            patient = _register(form, clinic, seen, by=request.user)
        except AlreadySaved:
            return _to_the_saved(request.user, clinic, form.cleaned_data["mrn"])
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Registered. Start the map when you are ready.")
            return redirect(patient)
    return page(request, "patients/register.html", {"form": form, "clinic": clinic, "seen": seen}, form)


@require_POST
def look_alikes(request: HttpRequest) -> HttpResponse:
    """What stands beside the form while it is filled in. Posted, so that no name lands in an address."""
    clinic = require_somewhere(request.user, Permission.REGISTER_PATIENT)[0]
    return render(request, "patients/partials/look_alikes.html", {"seen": _seen(request, clinic)})


def _register(form: RegistrationForm, clinic: Clinic, seen: LookAlikes, *, by: User) -> Patient:
    # A number that is taken can't be talked away, so it goes to the service and its refusal.
    if not seen.holder and not seen.are_answered:
        raise Refused(LOOK, field="someone_else")
    return register_patient(clinic=clinic, by=by, once=form.cleaned_data["once"], **form.entered())


def _seen(request: HttpRequest, clinic: Clinic) -> LookAlikes:
    form = LookAlikeForm(request.POST)
    asked = form.asked()
    people = list(find_look_alikes(user=request.user, **asked)) if asked else []
    return LookAlikes(
        people=people,
        clinic=clinic,
        mrn=asked.get("mrn", ""),
        said=form.cleaned_data.get("someone_else", ""),
    )


def _to_the_saved(user: User, clinic: Clinic, mrn: str) -> HttpResponse:
    """The second press of one button leads where the first did."""
    saved = holder_of(mrn, at=clinic, user=user)
    return redirect(saved) if saved else redirect("patients:list")
