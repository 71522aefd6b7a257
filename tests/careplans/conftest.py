"""A patient with a signed map, a plan ready to be activated, and an active one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import zeal
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from careplans.look_back import Record, look_back
from careplans.models import CarePlan, Decision, FollowUp, Slot
from careplans.services import complete_follow_up, open_plan_draft, save_one_thing, save_part, sign_plan
from careplans.services.completing import Decided
from integrative.accounts.models import User
from integrative.ui.chart_form import sign_chart
from patients.models import Patient
from symptoms.models import Section, SectionVersion
from symptoms.services import open_draft, save_section, sign_consultation

TARGET = {
    "symptom": "esas_nausea",
    "baseline": 8,
    "goal": 3,
    "title": "Morning nausea",
    "how": "Ginger tea with each meal.",
}
ANCHOR = {
    "title": "Walk after lunch",
    "how": "Twenty minutes, five days.",
    "bad_day": "To the gate and back.",
}
COPING = {"title": "Long out-breaths", "how": "Five minutes.", "moment": "After lunch, in the garden chair."}


@pytest.fixture
def patient(patient: Patient) -> Patient:
    """Agreed to reminders by mail."""
    patient.given_names, patient.goes_by, patient.family_name = "Daniel", "Dan", "Okafor"
    patient.email, patient.reminders_agreed = "dan@mail.example", True
    patient.save()
    return patient


@pytest.fixture(autouse=True)
def letters_go_to_the_sink(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "integrative.messaging.sink.SinkBackend"


@pytest.fixture
def today(patient: Patient) -> date:
    return patient.clinic.today()


SignMap = Callable[..., None]


@pytest.fixture
def sign_map(patient: Patient, clinician: User) -> SignMap:
    """`sign_map(esas_nausea=8)`: a signed map of today with these scores."""

    @zeal.zeal_ignore()
    def sign(**scores: int) -> None:
        consultation = open_draft(patient=patient, by=clinician)
        version = SectionVersion.objects.get(consultation=consultation, section=Section.SYMPTOMS).version
        save_section(
            Section.SYMPTOMS,
            consultation_id=consultation.pk,
            expected_version=version,
            by=clinician,
            answers={"scores": dict(scores)},
        )
        sign_consultation(consultation_id=consultation.pk, by=clinician)

    return sign


WritePlan = Callable[..., CarePlan]


@pytest.fixture
def write_plan(patient: Patient, clinician: User, today: date) -> WritePlan:
    """A draft with these slots filled, all three parts unless told otherwise."""
    contents: dict[str, dict[str, Any]] = {
        Slot.TARGET_1: TARGET | {"by_on": today + timedelta(weeks=6)},
        Slot.ANCHOR: ANCHOR,
        Slot.COPING: COPING,
    }

    @zeal.zeal_ignore()
    def write(*slots: str, one_thing: str = "Ginger tea with breakfast") -> CarePlan:
        draft = open_plan_draft(patient=patient, by=clinician)
        for slot in slots or contents:
            draft.refresh_from_db()
            save_part(
                plan_id=draft.pk, expected_version=draft.version, by=clinician, slot=slot, **contents[slot]
            )
        draft.refresh_from_db()
        save_one_thing(plan_id=draft.pk, expected_version=draft.version, by=clinician, one_thing=one_thing)
        draft.refresh_from_db()
        return draft

    return write


@pytest.fixture
def draft(write_plan: WritePlan) -> CarePlan:
    """Ready to be activated."""
    return write_plan()


@pytest.fixture
def active(draft: CarePlan, clinician: User) -> CarePlan:
    with zeal.zeal_ignore():
        return sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)


@pytest.fixture
def follow_up(active: CarePlan) -> FollowUp:
    return FollowUp.objects.get(plan=active)


@pytest.fixture
def desk(sign_in: Callable[[str], Client]) -> Client:
    """The clinician's."""
    return sign_in("clinician")


@zeal.zeal_ignore()
def keep_everything(follow_up: FollowUp, *, by: User) -> None:
    """The follow-up takes place at once, and everything is kept."""
    items = look_back(follow_up.plan, Record(follow_up.opens_on, {})).items
    decisions = {item.pk: Decided(Decision.KEEP) for item in items}
    complete_follow_up(follow_up_id=follow_up.pk, by=by, decisions=decisions, early_because="They came today")


def address(name: str, patient: Patient, **more: Any) -> str:
    return reverse(f"careplans:{name}", kwargs={"patient_id": patient.pk, **more})


def typed(patient: Patient, version: int | None = None, **answers: Any) -> dict[str, Any]:
    """What a browser posts: the answers and the guards of the form."""
    return {"chart": sign_chart(patient.pk), "version": "" if version is None else version, **answers}
