"""Page, API and command say what the knowledge library says, of the same people."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from integrative.accounts import clock
from integrative.knowledge.verbs.screen import answer
from patients.models import Patient, PrecautionKind
from tests.factories.patients import (
    CancerFactory,
    MarkerFactory,
    MeasurementFactory,
    MedicationFactory,
    PhaseFactory,
    TreatmentFactory,
)
from tests.factories.symptoms import ProductFactory

from .helpers import chart_url


@dataclass(frozen=True)
class Case:
    """`live` writes the record; `question` is the same, written by hand as the contract has it."""

    live: Callable[[Patient], Any]
    question: Callable[[date], dict[str, Any]]
    verdicts: dict[str, str]


def warfarin_before_a_procedure(patient: Patient) -> None:
    today = patient.clinic.today()
    MedicationFactory(patient=patient, name="Warfarin", dose=5)
    MeasurementFactory(patient=patient, analyte="inr", value="2.4", entered_value="2.4", entered_unit="ratio")
    patient.procedures.create(name="Port removal", state="planned", performed_on=today + timedelta(days=20))
    patient.precautions.create(kind=PrecautionKind.PORT)
    ProductFactory(patient=patient, name_as_typed="Ginkgo", dose_amount=120, dose_unit="mg", schedule="daily")
    ProductFactory(patient=patient, name_as_typed="Turmeric", schedule="")


def imatinib(patient: Patient) -> None:
    TreatmentFactory(patient=patient, regimen="Imatinib", cycle_days=None)
    PhaseFactory(patient=patient)
    ProductFactory(patient=patient, name_as_typed="St. John's wort", schedule="300 mg three times a day")


def receptors(patient: Patient) -> None:
    cancer = CancerFactory(patient=patient)
    MarkerFactory(cancer=cancer, patient=patient)
    ProductFactory(patient=patient, name_as_typed="Soy isoflavones", schedule="")


def unknown(patient: Patient) -> None:
    ProductFactory(patient=patient, name_as_typed="Nerve Renew Complex", schedule="2 capsules daily")
    ProductFactory(patient=patient, name_as_typed="Vitamin D3", schedule="2,000 units daily")


def nothing(patient: Patient) -> None:
    ProductFactory(patient=patient, name_as_typed="Ginger tea", schedule="one cup in the morning")


def on_the_skin(patient: Patient) -> None:
    MedicationFactory(patient=patient, name="Warfarin", dose=5)
    ProductFactory(patient=patient, name_as_typed="Arnica", route="topical", schedule="")
    ProductFactory(patient=patient, name_as_typed="Ginkgo", route="topical", schedule="")


def confirmed(patient: Patient) -> None:
    MedicationFactory(patient=patient, name="Warfarin", dose=5)
    ProductFactory(
        patient=patient, name_as_typed="Grandmother's drops", schedule="", confirmed_as=["ginkgo", "ginger"],
        confirmed_by=patient.lead_clinician, confirmed_at=clock.now(),
    )  # fmt: skip


CASES = {
    "warfarin and ginkgo before a port removal": Case(
        warfarin_before_a_procedure,
        lambda today: {
            "products": [
                {"text": "Ginkgo", "dose": "120 mg", "frequency": "daily", "route": "oral"},
                "Turmeric",
            ],
            "medications": ["Warfarin 5 mg daily"],
            "labs": [{"test": "inr", "value": 2.4, "unit": "ratio", "on": iso(today, -1)}],
            "procedures": [{"name": "Port removal", "on": iso(today, 20)}],
            "devices": ["port"],
        },
        {"Ginkgo": "hold", "Turmeric": "hold"},
    ),
    "st john's wort with imatinib": Case(
        imatinib,
        lambda _: {
            "products": [{"text": "St. John's wort", "frequency": "300 mg three times a day"}],
            "treatments": ["Imatinib"],
            "phase": "active_treatment",
        },
        {"St. John's wort": "stop"},
    ),
    "soy with a positive receptor": Case(
        receptors,
        lambda _: {
            "products": ["Soy isoflavones"],
            "conditions": ["Breast cancer Invasive ductal carcinoma", "ER positive breast cancer"],
        },
        {"Soy isoflavones": "hold"},
    ),
    "a name nobody knows": Case(
        unknown,
        lambda _: {
            "products": [
                {"text": "Nerve Renew Complex", "frequency": "2 capsules daily"},
                {"text": "Vitamin D3", "frequency": "2,000 units daily"},
            ]
        },
        {"Nerve Renew Complex": "cannot_screen", "Vitamin D3": "none_found"},
    ),
    "nothing found": Case(
        nothing,
        lambda _: {"products": [{"text": "Ginger tea", "frequency": "one cup in the morning"}]},
        {"Ginger tea": "none_found"},
    ),
    "on the skin": Case(
        on_the_skin,
        lambda _: {
            "products": [{"text": "Arnica", "route": "topical"}, {"text": "Ginkgo", "route": "topical"}],
            "medications": ["Warfarin"],
        },
        {"Arnica": "none_found", "Ginkgo": "none_found"},
    ),
    "confirmed as a mixture": Case(
        confirmed,
        lambda _: {
            "products": ["Grandmother's drops"],
            "medications": ["Warfarin"],
            "confirmed": {"Grandmother's drops": ["ginkgo", "ginger"]},
        },
        {"Grandmother's drops": "hold"},
    ),
}


def iso(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def told(said: dict[str, Any]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The word of each product and every finding in the form of the contract, in one order."""
    words = {row["product"]: row["verdict"] for row in said["verdicts"]}
    found = [{name: value for name, value in row.items() if name != "key"} for row in said["findings"]]
    return words, sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_page_api_and_command_say_what_the_library_says(case, patient, desk):
    case.live(patient)
    today = patient.clinic.today()
    library = answer({**case.question(today), "on": today.isoformat()})

    api = desk.get(f"/api/v1/patients/{patient.pk}/products/screen/").json()
    command = command_said()
    page = desk.get(chart_url("products", patient)).content.decode()

    assert told(library)[0] == case.verdicts
    assert told(api) == told(library)
    assert told(command) == told(library)
    assert command["patient"] == str(patient.pk)
    assert api["knowledge"] == command["knowledge"]
    assert on(page) == {
        row["id"]: (row["verdict"], {f["key"] for f in api["findings"] if f["product"] == row["product"]})
        for row in api["verdicts"]
    }


def command_said() -> dict[str, Any]:
    out = StringIO()
    call_command("screen_products", "--json", stdout=out)
    (line,) = out.getvalue().splitlines()
    said: dict[str, Any] = json.loads(line)
    return said


def on(page: str) -> dict[str, tuple[str, set[str]]]:
    """What the page shows: product -> its verdict and the keys of its findings."""
    _, *rows = re.split(r'(?=<article[^>]* data-product=")', page)
    shown = {}
    for row in rows:
        named = re.search(r'data-product="([^"]+)" data-verdict="([^"]+)"', row)
        assert named
        keys = {unescape(key) for key in re.findall(r'data-finding="([^"]+)"', row)}
        shown[named[1]] = (named[2], keys)
    return shown
