"""A caregiver's own plan: theirs alone, one at a time, looked back on in the clinic's window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from careplans.caregiver_plans import caregiver_plans_due
from careplans.links import my_plan_url
from careplans.models import CaregiverPlan, CarePlan
from careplans.services.caregiver_plan import begin_caregiver_plan, review_caregiver_plan, review_window
from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.models import User
from integrative.audit.models import Event
from patients.models import Caregiver, CaregiverAgreement, Patient
from patients.services import end_fact, mark_in_error
from symptoms.models import Consultation
from tests.factories.patients import CaregiverFactory

from .conftest import SignMap, typed

THEIRS = {
    "title": "Ten quiet minutes outside",
    "how": "To the corner and back, without the phone.",
    "moment": "After the evening news",
    "times_a_week": 5,
    "minutes": 10,
    "place": "home",
}


@pytest.fixture
def caregiver(patient: Patient) -> Caregiver:
    return CaregiverFactory(patient=patient)


@pytest.fixture
def in_window(patient: Patient) -> date:
    return review_window(patient.clinic)[0]


@pytest.fixture
def plan(caregiver: Caregiver, clinician: User, in_window: date) -> CaregiverPlan:
    return begin_caregiver_plan(caregiver_id=caregiver.pk, by=clinician, review_on=in_window, **THEIRS)


def where(caregiver: Caregiver) -> str:
    return reverse(
        "careplans:caregiver_plan",
        kwargs={"patient_id": caregiver.patient_id, "caregiver_id": caregiver.pk},
    )


def posted(caregiver: Caregiver, day: date, **more: Any) -> dict[str, Any]:
    answers = THEIRS | {"once": str(uuid4())} | {"review_on": day.isoformat()} | more
    return typed(caregiver.patient, **answers)


def test_it_belongs_to_the_caregiver(plan: CaregiverPlan, patient: Patient) -> None:
    """In the clinic's log, not in the person's history."""
    event = Event.objects.get(subject_id=plan.pk)
    assert event.patient_id is None
    assert not Event.objects.filter(patient_id=patient.pk, verb__contains="caregiver").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weeks_off": -1}, "window"),
        ({"weeks_off": 3}, "window"),
        ({"minutes": 10_081}, "more time than a week"),
        ({"times_a_week": 0}, "how many times"),
        ({"therapy": "bee_sting"}, "catalog"),
    ],
)
def test_what_cannot_be_is_refused(
    caregiver: Caregiver, clinician: User, in_window: date, change: dict[str, Any], words: str
) -> None:
    review_on = in_window + timedelta(weeks=change.pop("weeks_off", 0))
    with pytest.raises(Refused, match=words):
        begin_caregiver_plan(caregiver_id=caregiver.pk, by=clinician, review_on=review_on, **THEIRS | change)
    assert not CaregiverPlan.objects.exists()


def test_one_plan_at_a_time(plan: CaregiverPlan, clinician: User, in_window: date) -> None:
    with pytest.raises(Stale):
        begin_caregiver_plan(caregiver_id=plan.caregiver_id, by=clinician, review_on=in_window, **THEIRS)
    with pytest.raises(IntegrityError, match="caregiver_plan_one_active"), transaction.atomic():
        CaregiverPlan.objects.create(
            patient=plan.patient, caregiver=plan.caregiver, written_by=clinician,
            started_on=plan.started_on, review_on=in_window, **THEIRS,
        )  # fmt: skip


def test_keep_takes_over_what_stood(plan: CaregiverPlan, clinician: User, in_window: date) -> None:
    following = review_caregiver_plan(
        plan_id=plan.pk, by=clinician, decision="keep", words="It helps me sleep", review_on=in_window
    )
    plan.refresh_from_db()
    assert (plan.decision, plan.ended_by) == ("keep", clinician)
    assert following
    assert following.title == plan.title


def test_adjust_begins_another(plan: CaregiverPlan, clinician: User, in_window: date) -> None:
    less = THEIRS | {"minutes": 5}
    following = review_caregiver_plan(
        plan_id=plan.pk, by=clinician, decision="adjust", review_on=in_window, **less
    )
    assert following
    assert following.minutes == 5
    assert CaregiverPlan.objects.active().count() == 1


@pytest.mark.parametrize("decision", ["stop", "not_started"])
def test_it_ends(plan: CaregiverPlan, clinician: User, decision: str) -> None:
    assert review_caregiver_plan(plan_id=plan.pk, by=clinician, decision=decision) is None
    assert not CaregiverPlan.objects.active().exists()
    with pytest.raises(Stale):
        review_caregiver_plan(plan_id=plan.pk, by=clinician, decision="stop")


def test_a_look_back_without_its_next_day_ends_nothing(plan: CaregiverPlan, clinician: User) -> None:
    with pytest.raises(Refused, match="next look back"):
        review_caregiver_plan(plan_id=plan.pk, by=clinician, decision="keep")
    plan.refresh_from_db()
    assert plan.ended_on is None


def test_saved_twice_stands_once(caregiver: Caregiver, clinician: User, in_window: date) -> None:
    once = uuid4()
    begin_caregiver_plan(caregiver_id=caregiver.pk, by=clinician, review_on=in_window, once=once, **THEIRS)
    with pytest.raises(AlreadySaved):
        begin_caregiver_plan(
            caregiver_id=caregiver.pk, by=clinician, review_on=in_window, once=once, **THEIRS
        )


def test_who_no_longer_helps_can_only_stop(
    plan: CaregiverPlan, clinician: User, today: date, in_window: date
) -> None:
    ended = today - timedelta(days=1)
    end_fact(Caregiver, plan.caregiver_id, by=clinician, ended_on=ended, expected_version=1)
    with pytest.raises(Refused, match="no longer helps"):
        review_caregiver_plan(plan_id=plan.pk, by=clinician, decision="keep", review_on=in_window)
    review_caregiver_plan(plan_id=plan.pk, by=clinician, decision="stop")
    with pytest.raises(Refused, match="no longer helps"):
        begin_caregiver_plan(caregiver_id=plan.caregiver_id, by=clinician, review_on=in_window, **THEIRS)


def test_none_is_begun_once_the_person_has_died(
    caregiver: Caregiver, clinician: User, today: date, in_window: date
) -> None:
    Patient.objects.filter(pk=caregiver.patient_id).update(deceased_on=today)
    with pytest.raises(Refused, match="has died"):
        begin_caregiver_plan(caregiver_id=caregiver.pk, by=clinician, review_on=in_window, **THEIRS)


def test_due_ones_wait_for_the_clinician_alone(
    plan: CaregiverPlan, clinician: User, staff: Any, in_window: date
) -> None:
    assert not caregiver_plans_due(clinician, in_window - timedelta(days=1)).exists()
    assert list(caregiver_plans_due(clinician, in_window)) == [plan]
    assert not caregiver_plans_due(staff.navigator, in_window).exists()
    mark_in_error(Caregiver, plan.caregiver_id, by=clinician, why="Another person", expected_version=1)
    assert not caregiver_plans_due(clinician, in_window).exists()


SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 403),
        ("pharmacist", 403),
        ("administrator", 403),
        ("other_clinic", 404),
        ("nobody", 302),
    ],
)
def test_who_may_open_it(plan: CaregiverPlan, sign_in: SignIn, role: str, status: int) -> None:
    assert sign_in(role).get(where(plan.caregiver)).status_code == status


def test_beginning_on_the_page(caregiver: Caregiver, desk: Client, in_window: date) -> None:
    assert desk.post(where(caregiver), posted(caregiver, in_window)).status_code == 302
    plan = CaregiverPlan.objects.get()
    assert (plan.title, plan.minutes) == (THEIRS["title"], 10)
    assert desk.post(where(caregiver), posted(caregiver, in_window)).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"minutes": "a while"},
        {"times_a_week": "0"},
        {"review_on": "soon"},
        {"minutes": "9999"},
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    caregiver: Caregiver, desk: Client, in_window: date, wrong: dict[str, str]
) -> None:
    assert desk.post(where(caregiver), posted(caregiver, in_window, **wrong)).status_code == 422
    assert not CaregiverPlan.objects.exists()


def test_stopping_on_the_page_asks_nothing_more(plan: CaregiverPlan, desk: Client) -> None:
    answers = typed(plan.patient, decision="stop", words="Too much", looked_back_on=str(plan.pk))
    assert desk.post(where(plan.caregiver), answers).status_code == 302
    assert desk.post(where(plan.caregiver), answers).status_code == 409
    plan.refresh_from_db()
    assert (plan.decision, plan.words) == ("stop", "Too much")


def test_a_look_back_at_nothing(caregiver: Caregiver, desk: Client) -> None:
    answers = typed(caregiver.patient, decision="stop", looked_back_on="forged")
    assert desk.post(where(caregiver), answers).status_code == 422


def test_consent_taken_back_is_shown(plan: CaregiverPlan, desk: Client, clinician: User, today: date) -> None:
    agreement = CaregiverAgreement.objects.create(
        patient=plan.patient, caregiver=plan.caregiver, may_know="plan", agreed_on=today
    )
    assert "Consent taken back" not in desk.get(where(plan.caregiver)).content.decode()
    end_fact(CaregiverAgreement, agreement.pk, by=clinician, ended_on=today, expected_version=1)
    assert "Consent taken back" in desk.get(where(plan.caregiver)).content.decode()


def test_the_caregivers_page_shows_it_to_clinicians(plan: CaregiverPlan, sign_in: SignIn) -> None:
    page = reverse("patients:caregivers", kwargs={"patient_id": plan.patient_id})
    assert plan.title in sign_in("clinician").get(page).content.decode()
    for role in ("navigator", "pharmacist"):
        shown = sign_in(role).get(page).content.decode()
        assert plan.title not in shown
        assert where(plan.caregiver) not in shown


def test_it_never_stands_with_the_patient(
    plan: CaregiverPlan, active: CarePlan, sign_map: SignMap, sign_in: SignIn
) -> None:
    """Not on the plan, its link, the copies, the history, the letter, the API or FHIR."""
    sign_map(esas_nausea=8)
    client, key = sign_in("clinician"), plan.patient_id
    letter = {"patient_id": key, "consultation_id": Consultation.objects.get().pk}
    names = (
        "careplans:plan",
        "careplans:survivorship",
        "careplans:survivorship_for_person",
        "careplans:survivorship_for_primary_care",
        "workspace:chart",
        "workspace:history",
    )
    pages = [
        *(reverse(name, args=[key]) for name in names),
        reverse("symptoms:letter", kwargs=letter),
        my_plan_url(active.follow_up, today=plan.started_on),
        f"/api/v1/patients/{key}/",
        f"/fhir/Patient/{key}",
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert plan.title not in answer.content.decode(), page
