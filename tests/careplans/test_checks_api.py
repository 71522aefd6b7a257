"""Clearances as JSON: the same function as the page, behind the same doors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from careplans.checks import clearances_of
from patients.models import Patient
from tests.factories.patients import MeasurementFactory


def at(patient: Patient) -> str:
    return f"/api/v1/patients/{patient.pk}/clearances/"


def test_it_says_what_the_page_says(patient: Patient, sign_in: Any) -> None:
    MeasurementFactory(patient=patient, value=Decimal("18"))
    answer = sign_in("clinician").get(at(patient), {"therapy": ["acupuncture", "breathing_practice"]})
    assert answer.status_code == 200
    needles, breath = answer.json()
    known = clearances_of(patient, ["acupuncture"])["acupuncture"]
    assert (needles["action"], breath["action"]) == ("hold", "clear")
    assert [each["text"] for each in needles["because"]] == list(known.reasons)
    assert needles["facts"]["platelets_10e9_l"]["value"] == "18"
    assert needles["unblocked_by"] == known.unblocked_by


@pytest.mark.parametrize("asked", [{}, {"therapy": "leeches"}, {"therapy": ["yoga", ""]}])
def test_a_therapy_that_is_none_is_refused(patient: Patient, sign_in: Any, asked: dict[str, Any]) -> None:
    answer = sign_in("clinician").get(at(patient), asked)
    assert answer.status_code == 400
    assert "therapy" in answer.json()


@pytest.mark.parametrize(
    ("role", "status"),
    [("clinician", 200), ("navigator", 200), ("administrator", 403), ("other_clinic", 404), ("nobody", 403)],
)
def test_who_may_ask(patient: Patient, sign_in: Any, role: str, status: int) -> None:
    assert sign_in(role).get(at(patient), {"therapy": "yoga"}).status_code == status
