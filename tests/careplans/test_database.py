"""What the database refuses, whoever asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from careplans.models import CarePlan, FollowUpDecision, Horizon, PlanPart, Slot
from careplans.services import open_plan_draft
from integrative.accounts.models import User
from patients.models import Patient
from tests.factories.careplans import CarePlanFactory, CheckInFactory, FollowUpFactory, PlanPartFactory

pytestmark = pytest.mark.django_db


def test_there_is_no_slot_for_a_third_target() -> None:
    plan = CarePlanFactory()
    PlanPartFactory(plan=plan, target=True)
    PlanPartFactory(plan=plan, target=True, slot=Slot.TARGET_2, symptom="esas_pain")
    with pytest.raises(IntegrityError, match="planpart_slot_is_one_of_four"), transaction.atomic():
        PlanPartFactory(plan=plan, slot="target_3")
    with pytest.raises(IntegrityError, match="planpart_only_targets_have_scores"):
        PlanPartFactory(plan=plan, target=True, slot="target_3", symptom="fatigue")


@pytest.mark.parametrize("slot", [Slot.ANCHOR, Slot.COPING])
def test_a_slot_holds_one_part(slot: Slot) -> None:
    part = PlanPartFactory(slot=slot)
    with pytest.raises(IntegrityError, match="planpart_one_per_slot"):
        PlanPartFactory(plan=part.plan, slot=slot, title="Another")


def test_two_targets_are_about_two_symptoms() -> None:
    part = PlanPartFactory(target=True)
    with pytest.raises(IntegrityError, match="planpart_symptom_once_per_plan"):
        PlanPartFactory(plan=part.plan, target=True, slot=Slot.TARGET_2)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"goal": None}, "planpart_target_has_measure_goal_and_day"),
        ({"by_on": None}, "planpart_target_has_measure_goal_and_day"),
        ({"symptom": ""}, "planpart_target_has_measure_goal_and_day"),
        ({"baseline": 11}, "planpart_baseline_is_on_its_scale"),
        ({"baseline": None, "goal": 11}, "planpart_goal_is_on_its_scale"),
        ({"baseline": 2, "goal": 3}, "planpart_goal_is_not_worse_than_baseline"),
        ({"slot": Slot.ANCHOR}, "planpart_only_targets_have_scores"),
    ],
)
def test_a_target_makes_sense(changes: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        PlanPartFactory(target=True, **changes)


@pytest.mark.parametrize("status", ["active", "draft"])
def test_one_plan_of_a_kind_per_patient_and_horizon(status: str) -> None:
    plan = CarePlanFactory(status=status, counted=status == "active")
    with (
        pytest.raises(IntegrityError, match=f"careplan_one_{status}_per_patient_and_horizon"),
        transaction.atomic(),
    ):
        CarePlanFactory(patient=plan.patient, number=2, status=status, counted=status == "active")
    CarePlanFactory(
        patient=plan.patient, horizon=Horizon.SURVIVORSHIP, status=status, counted=status == "active"
    )


def test_a_number_is_given_once() -> None:
    plan = CarePlanFactory(superseded=True)
    with pytest.raises(IntegrityError, match="careplan_number_once"):
        CarePlanFactory(patient=plan.patient)


def test_an_active_plan_says_who_and_when() -> None:
    with pytest.raises(IntegrityError, match="careplan_active_has_who_and_when"):
        CarePlanFactory(status="active")


def test_a_part_of_an_active_plan_is_kept(active: CarePlan) -> None:
    part = active.parts.first()
    part.title = "Something else"
    with pytest.raises(IntegrityError, match="this plan is signed"), transaction.atomic():
        part.save()
    with pytest.raises(IntegrityError, match="this plan is signed"), transaction.atomic():
        PlanPart.objects.filter(plan=active).update(goal=0, baseline=None)
    with pytest.raises(IntegrityError, match="this plan is signed"), transaction.atomic():
        part.delete()
    with pytest.raises(IntegrityError, match="this plan is signed"), transaction.atomic():
        PlanPartFactory(plan=active, slot=Slot.TARGET_2, target=True)
    assert active.parts.count() == 3


@pytest.mark.parametrize(
    "changes", [{"one_thing": "Other"}, {"activated_on": date(2020, 1, 1)}, {"status": "draft"}]
)
def test_an_active_plan_itself_is_kept(active: CarePlan, changes: dict[str, Any]) -> None:
    with pytest.raises(ProgrammingError, match="activated_plan_is_kept"), transaction.atomic():
        CarePlan.objects.filter(pk=active.pk).update(**changes)


def test_a_draft_part_is_not_moved_into_an_active_plan(active: CarePlan) -> None:
    part = PlanPartFactory(slot=Slot.TARGET_2, target=True, symptom="fatigue")
    with pytest.raises(IntegrityError, match="cannot be changed"):
        PlanPart.objects.filter(pk=part.pk).update(plan=active)


def test_an_active_plan_is_not_deleted() -> None:
    plan = CarePlanFactory(active=True)
    with pytest.raises(ProgrammingError, match="activated_plan_is_not_deleted"), transaction.atomic():
        plan.delete()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"week_of": date(2026, 11, 17)}, "check_in_week_starts_on_monday"),
        ({"sleep": 11}, "check_in_sleep_0_to_10"),
        ({"activity": 11}, "check_in_activity_0_to_10"),
        ({"mood": 11}, "check_in_mood_0_to_10"),
    ],
)
def test_a_check_in_makes_sense(changes: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        CheckInFactory(**changes)


def test_one_check_in_a_week() -> None:
    first = CheckInFactory()
    with pytest.raises(IntegrityError, match="check_in_one_a_week"):
        CheckInFactory(plan=first.plan)


def test_a_follow_up_closes_after_it_opens(patient: Patient, today: date) -> None:
    with pytest.raises(IntegrityError, match="follow_up_closes_after_it_opens"):
        FollowUpFactory(patient=patient, closes_on=today - timedelta(days=1))


def test_a_done_follow_up_says_who_and_was_not_called_off(patient: Patient, today: date) -> None:
    with pytest.raises(IntegrityError, match="follow_up_completed_has_who"), transaction.atomic():
        FollowUpFactory(patient=patient, completed_on=today)
    with pytest.raises(IntegrityError, match="follow_up_completed_has_who"), transaction.atomic():
        FollowUpFactory(
            patient=patient, completed_on=today, completed_by=patient.lead_clinician, cancelled_on=today
        )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"decision": "perhaps"}, "follow_up_decision_is_known_value"),
        ({"score_now": 11}, "follow_up_score_0_to_10"),
    ],
)
def test_a_decision_makes_sense(
    active: CarePlan, follow_up: Any, clinician: User, changes: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        FollowUpDecision.objects.create(
            follow_up=follow_up, part=active.parts.first(), **{"decision": "keep"} | changes
        )


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            "INSERT INTO careplans_planpart (id, plan_id, slot, title, how, symptom, measure,"
            " therapy, place, responsible, intensity, activity, progression, bad_day, moment)"
            " VALUES (gen_random_uuid(), %(draft)s, 'target_3', 'x', 'x', '', '',"
            " '', 'home', 'person', '', '', '', '', '')",
            "planpart_slot_is_one_of_four",
        ),
        (
            "INSERT INTO careplans_planpart (id, plan_id, slot, title, how, symptom, measure,"
            " therapy, place, responsible, intensity, activity, progression, bad_day, moment)"
            " VALUES (gen_random_uuid(), %(draft)s, 'anchor', 'x', 'x', '', '',"
            " '', 'home', 'person', '', '', '', '', '')",
            "planpart_one_per_slot",
        ),
        (
            "UPDATE careplans_careplan SET status = 'active', activated_on = now(), activated_by_id ="
            " written_by_id WHERE id = %(draft)s",
            "careplan_one_active_per_patient_and_horizon",
        ),
        ("UPDATE careplans_careplan SET one_thing = 'x' WHERE id = %(active)s", "activated_plan_is_kept"),
        ("UPDATE careplans_careplan SET status = 'signed' WHERE id = %(active)s", "activated_plan_is_kept"),
        (
            "UPDATE careplans_planpart SET title = 'x' WHERE plan_id = %(active)s",
            "signed and cannot be changed",
        ),
        ("DELETE FROM careplans_planpart WHERE plan_id = %(active)s", "signed and cannot be changed"),
        ("DELETE FROM careplans_careplan WHERE id = %(active)s", "activated_plan_is_not_deleted"),
    ],
)
def test_no_sql_makes_a_plan_grow_or_changes_one_that_counts(
    active: CarePlan, clinician: User, change: str, refusal: str
) -> None:
    draft = open_plan_draft(patient=active.patient, by=clinician)
    with (
        pytest.raises(DatabaseError, match=refusal),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change, {"draft": draft.pk, "active": active.pk})
