"""How every form of the record is answered: saved, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context
from patients.forms.rebased import RebasedForm
from patients.kinds import Kind
from patients.models import Fact, Patient
from patients.services import MrnTaken


@dataclass(frozen=True)
class Words:
    """What the page is called, what its buttons say, one line above the form, the fact it is about, and the
    page to go back to."""

    title: str
    button: str
    lead: str = ""
    another: str = ""
    fact: Fact | None = None
    kind: Kind | None = None
    back: str = "patients:record"


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty post is still a post, and gets its errors."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    patient: Patient,
    form: ChartForm,
    words: Words,
    *,
    save: Callable[[], object],
    reread: Callable[[], Any] | None = None,
) -> HttpResponse:
    """`save` calls one service; `reread` brings what stands now, to show both texts after a race."""
    context: dict[str, Any] = {"form": form, "words": words}
    if form.is_valid():
        try:
            save()
        except AlreadySaved:
            return redirect(words.back, patient_id=patient.pk)
        except Stale as refusal:
            refuse(form, refusal)
            if reread and isinstance(form, RebasedForm):
                context["differences"] = form.rebase(reread())
        except Refused as refusal:
            refuse(form, refusal)
            if isinstance(refusal, MrnTaken):
                context["holder"] = refusal.patient
        else:
            messages.success(request, "Saved.")
            return _next_page(request, patient, words)
    frame = chart_context(request, patient, tab="patients:record")
    return page(request, "patients/record_form.html", frame | context, form)


def _next_page(request: HttpRequest, patient: Patient, words: Words) -> HttpResponse:
    """Back, or a fresh form of the same kind for the next one."""
    if words.another and "another" in request.POST:
        return redirect(request.path)
    return redirect(words.back, patient_id=patient.pk)
