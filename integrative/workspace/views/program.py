"""The program in numbers for administrators; their own caseload for clinicians."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from integrative.accounts.permissions import Permission, clinics_where, require_somewhere
from patients.models import Patient

from ..caseload import data_quality_of, figures_of, workload_by_clinician
from ..people import line_of, my_people

PEOPLE_ON_A_PAGE = 50


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """The whole program with SEE_PROGRAM, one's own caseload with SEE_CASELOAD, else 403."""
    return program_page(request)


def program_page(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, Permission.SEE_CASELOAD)
    if clinics_where(request.user, Permission.SEE_PROGRAM):
        return _whole_program(request)
    return _own_caseload(request)


def _whole_program(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    clinics = clinics_where(user, Permission.SEE_PROGRAM)
    people = Patient.objects.visible_to(user).filter(clinic__in=clinics)
    context = {
        "figures": figures_of(people, user, today),
        "quality": data_quality_of(people, user),
        "workload": workload_by_clinician(clinics, user, today),
        "today": today,
    }
    return render(request, "workspace/program.html", context)


def _own_caseload(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    people = Patient.objects.visible_to(user).of_clinician(user)
    page = Paginator(my_people(user, today), PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "figures": figures_of(people, user, today),
        "quality": data_quality_of(people, user),
        "page": page,
        "rows": [line_of(person, today) for person in page],
    }
    return render(request, "workspace/caseload.html", context)
