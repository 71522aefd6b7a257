"""A typical person's whole record on one page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from patients.chart import chart_context, open_chart
from patients.forms.intake import Intake
from patients.services import record_intake

from .entry import posted


@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """One page, one save. The button "more" brings empty rows and saves nothing."""
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    more = request.POST.get("more", "")
    entered = Intake(posted(request), patient=patient, more=more)
    if request.method == "POST" and not more and entered.is_valid():
        try:
            record_intake(
                patient=patient, by=request.user, entries=entered.entries,
                nothing_named=entered.asked.answers(), source=entered.page.cleaned_data["source"],
                once=entered.page.once_key,
            )  # fmt: skip
        except AlreadySaved:
            return redirect("patients:record", patient_id=patient.pk)
        except Refused as refusal:
            entered.refuse(refusal)
        else:
            messages.success(request, "Saved. What was left blank stays not recorded.")
            return redirect("patients:record", patient_id=patient.pk)
    context = chart_context(request, patient, tab="patients:record")
    status = 422 if entered.problems else 200
    return render(request, "patients/intake.html", context | {"intake": entered}, status=status)
