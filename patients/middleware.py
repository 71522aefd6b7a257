"""The address of a record that was merged into another leads to the one that was kept."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from integrative.ui.days import identity_day

from .models import Patient, RecordMerge
from .models.kept import CLOSED

MEANWHILE = "This record was merged into another one while the page was open. Nothing was saved."


class MergedElsewhere(Exception):
    """Raised where a chart is opened; `patient` is the closed record."""

    def __init__(self, patient: Patient) -> None:
        super().__init__(CLOSED)
        self.patient = patient


class MergedRecords:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """To the same page of the kept record; a form is answered with 409, so that its words stay."""
        if isinstance(error, MergedElsewhere) and request.method in {"GET", "HEAD"}:
            return _to_the_kept(request, error.patient)
        if isinstance(error, MergedElsewhere) or (isinstance(error, IntegrityError) and CLOSED in str(error)):
            return render(request, "409.html", {"detail": MEANWHILE}, status=409)
        return None


def _to_the_kept(request: HttpRequest, closed: Patient) -> HttpResponse:
    merge = RecordMerge.objects.standing().get(merged=closed)
    day = merge.merged_at.astimezone(closed.clinic.zone).date()
    # A page asks for parts of itself, too; only the page itself says it.
    if request.headers.get("Sec-Fetch-Dest", "document") == "document" and not request.htmx:
        messages.info(
            request,
            f"The record you opened was merged into this one on {identity_day(day)}. All of it stands here.",
        )
    match = request.resolver_match
    return redirect(reverse(match.view_name, kwargs=match.kwargs | {"patient_id": merge.kept_id}))
