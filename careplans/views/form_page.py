"""A small form on a page of its own: saved, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from patients.chart import chart_context
from patients.models import Patient

TAB = "careplans:plan"


@dataclass(frozen=True)
class Words:
    """What the page is called, its button, what is said after saving, a line above the form, and the
    address to go back to."""

    title: str
    button: str
    done: str
    back: str
    lead: str = ""


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty post is still a post, and gets its errors."""
    return request.POST if request.method == "POST" else None


def saved(form: ChartForm, save: Callable[[], object]) -> bool:
    """Whether it stands, saved now or by this very form before. A refusal is put into the form."""
    try:
        save()
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def answer(
    request: HttpRequest, patient: Patient, form: ChartForm, words: Words, *, save: Callable[[], object]
) -> HttpResponse:
    """`save` calls one service."""
    if form.is_valid() and saved(form, save):
        messages.success(request, words.done)
        return redirect(words.back)
    context = chart_context(request, patient, tab=TAB) | {"form": form, "words": words}
    return page(request, "careplans/form_page.html", context, form)
