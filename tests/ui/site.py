"""A small site around the real frame, to press its keys and cut its connection.

`SHEET` is what the server holds: a version and the answers, as one clinical section would.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from integrative.ui.bands import Identity
from integrative.ui.chart_form import ChartForm
from integrative.ui.charts import Reading, trend
from integrative.ui.context import NavItem
from integrative.ui.fields import LineField, ScoreField, TextField

PATIENT = UUID("01890000-0000-7000-8000-000000000001")
NAV = [
    NavItem("Today", "/place/today/", "calendar", True),
    NavItem("Patients", "/place/patients/", "people", False),
]
SCORES = (8, 7, None, 4, 3)
TIERS = ("urgent", "stop", "hold", "note", "ok", "unk")
SHEET = SimpleNamespace(version=1, answers={}, keys=[], posts=0, slowly=False, note="")


def start_afresh() -> None:
    SHEET.version, SHEET.answers, SHEET.keys, SHEET.posts = 1, {}, [], 0
    SHEET.slowly, SHEET.note = False, ""


class SheetForm(ChartForm):
    week = TextField(label="A good week", required=False)
    sleep = LineField(label="Sleep", required=False, max_length=20)
    nausea = ScoreField(label="Nausea", previous=5)
    pain = ScoreField(label="Pain")


class NoteForm(ChartForm):
    note = LineField(label="Note", required=False, max_length=20)


def note(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST, patient_id=PATIENT)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    SHEET.note = form.cleaned_data["note"]
    return JsonResponse({"saved_at": "11:40", "version": 1})


def draft(request: HttpRequest) -> HttpResponse:
    form = SheetForm(request.POST or None, patient_id=PATIENT, version=SHEET.version, initial=SHEET.answers)
    if request.method == "POST":
        SHEET.posts += 1
        time.sleep(0.5 if SHEET.slowly else 0)
        if answer := autosave(form):
            return answer
    page = {
        "form": form,
        "note": NoteForm(patient_id=PATIENT, auto_id="note_%s"),
        "nav": NAV,
        "may_find": True,
    }
    return render(request, "draft.html", page, status=422 if form.errors else 200)


def autosave(form: SheetForm) -> HttpResponse | None:
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    if form.expected_version != SHEET.version:
        return HttpResponse("<p>Naomi wrote: rests at noon</p>", status=409)
    SHEET.version += 1
    SHEET.answers = form.entered()
    SHEET.keys.append(form.once_key)
    return JsonResponse({"saved_at": "11:32", "version": SHEET.version})


BAND = Identity(
    family_name="Featherstonehaugh-Okafor",
    given_names="Daniel",
    born=date(1964, 3, 9),
    age=62,
    mrn="4471 0829",
    goes_by="Dan",
    sex="Male",
    weight="78 kg, 19 Nov",
    allergy_state="named",
    allergy_text="Sulfa antibiotics: rash",
)
TABS = [("Overview", "/chart/", True), ("Consultation map", "/draft/", False)]


def chart(request: HttpRequest) -> HttpResponse:
    scores = [Reading(date(2026, 10, 8) + timedelta(weeks=week), score) for week, score in enumerate(SCORES)]
    page = {"band": BAND, "tabs": TABS, "nav": NAV, "may_find": True, "demo": True, "tiers": TIERS}
    return render(
        request, "overview.html", page | {"charts": [trend("Nausea", scores, goal=4), trend("Pain", [])]}
    )


class CheckInForm(forms.Form):
    sleep = ScoreField(label="How was your sleep?", help_text="0 is fine, 10 is worst.", large=True)


def check_in(request: HttpRequest) -> HttpResponse:
    page = {"form": CheckInForm(), "clinic_name": "Riverside Integrative Oncology", "demo": True}
    return render(request, "check_in.html", page)


def place(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(f"<h1>{name}</h1>")


found = path("find/", login_not_required(place), {"name": "found"}, name="find")
urlpatterns = [
    path("draft/", login_not_required(draft)),
    path("note/", login_not_required(note)),
    path("chart/", login_not_required(chart)),
    path("check-in/", login_not_required(check_in)),
    path("accounts/", include("allauth.urls")),
    path("place/<str:name>/", login_not_required(place)),
    path("patients/", include(([found], "patients"))),
]
