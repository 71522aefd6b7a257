"""A plan from a starting point: what is accepted fills it, what is rejected does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import zeal
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careplans.models import CarePlan, Intervention, PlanPart
from patients.models import Patient
from tests.factories.patients import CancerFactory, PhaseFactory, TreatmentFactory

from .conftest import SignMap, WritePlan, address, typed

TEMPLATE = "PT001"
REJECTED = dict.fromkeys(
    ("target_2_walking_program", "target_2_combined_exercise", "target_2_mindfulness"), "no"
)


@pytest.fixture
def in_chemotherapy(patient: Patient, sign_map: SignMap) -> Patient:
    """Breast cancer, chemotherapy under way, nausea worse than tiredness."""
    CancerFactory(patient=patient, cancer_type="breast")
    PhaseFactory(patient=patient, phase="active_treatment")
    TreatmentFactory(patient=patient, regimen="Paclitaxel")
    sign_map(esas_nausea=8, esas_tiredness=5)
    return patient


@pytest.fixture
def answers() -> dict[str, Any]:
    """The first target with two things, the anchor and the coping practice; the second target rejected."""
    return {
        "target_1": "yes",
        "goal_target_1": "4",
        "target_1_acupressure": "yes",
        "target_1_relaxation": "no",
        "target_1_acupuncture": "yes",
        "target_1_electroacupuncture": "no",
        "target_2": "no",
        "anchor": "yes",
        "anchor_times": "5",
        "anchor_minutes": "15",
        "anchor_bad_day": "To the gate and back",
        "coping": "yes",
        "coping_times": "14",
        "coping_minutes": "5",
        "coping_moment": "At bedtime",
        "offered_minutes": "240",
        "offered_trips": "4",
    }


def test_a_person_without_a_plan_sees_what_fits_their_cancer_and_phase(
    desk: Client, in_chemotherapy: Patient
) -> None:
    page = desk.get(address("plan", in_chemotherapy))
    names = [each.template.name for each in page.context["proposals"]]
    assert names[0] == "Breast cancer, chemotherapy under way: nausea and fatigue"
    everything = desk.get(address("starting_points", in_chemotherapy))
    shown = [each.template.id for each in everything.context["proposals"]]
    assert "PT027" not in shown
    assert "PT009" not in shown


def test_what_is_accepted_fills_the_draft_and_the_rest_does_not(
    desk: Client, in_chemotherapy: Patient, answers: dict[str, Any]
) -> None:
    page = desk.post(
        address("start_from", in_chemotherapy, template_id=TEMPLATE),
        typed(in_chemotherapy, **answers | {"target_2": "yes", "goal_target_2": "3"} | REJECTED),
        follow=True,
    )
    assert "The plan is begun." in page.text
    plan = CarePlan.objects.get(patient=in_chemotherapy)
    assert (plan.template, plan.offered_minutes, plan.offered_trips) == (TEMPLATE, 240, 4)
    assert plan.review_on == in_chemotherapy.clinic.today() + timedelta(weeks=4)
    parts = {part.slot: part for part in plan.parts.all()}
    assert set(parts) == {"target_1", "target_2", "anchor", "coping"}
    target = parts["target_1"]
    assert (target.symptom, target.baseline, target.goal) == ("esas_nausea", 8, 4)
    done = Intervention.objects.filter(part=target).values_list("therapy", flat=True)
    assert list(done) == ["acupressure", "acupuncture"]
    assert (parts["anchor"].minutes_a_week, parts["anchor"].bad_day) == (75, "To the gate and back")
    assert (parts["coping"].times_a_week, parts["coping"].moment) == (14, "At bedtime")


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"target_1": ""}, "target_1", "Accept it or reject it"),
        ({"target_1_relaxation": ""}, "target_1_relaxation", "Accept it or reject it"),
        ({"coping": ""}, "coping", "Accept it or reject it"),
        ({"goal_target_1": ""}, "goal_target_1", "Choose the goal with them"),
        ({"goal_target_1": "9"}, "goal_target_1", "worse than the start"),
        ({"anchor_bad_day": ""}, "anchor_bad_day", "version for a bad day"),
        ({"coping_moment": ""}, "coping_moment", "moment of the day"),
        ({"anchor_times": ""}, "anchor_times", "how many times a week"),
        (
            {"target_1_relaxation": "yes", "target_1_electroacupuncture": "yes"},
            "target_1_electroacupuncture",
            "Three things at most",
        ),
    ],
)
def test_what_is_undecided_or_does_not_fit_is_named_and_nothing_is_written(
    desk: Client,
    in_chemotherapy: Patient,
    answers: dict[str, Any],
    changes: dict[str, str],
    field: str,
    says: str,
) -> None:
    with zeal.zeal_ignore():
        page = desk.post(
            address("start_from", in_chemotherapy, template_id=TEMPLATE),
            typed(in_chemotherapy, **answers | changes),
        )
    assert page.status_code == 422
    assert says in str(page.context["form"].errors[field])
    assert not CarePlan.objects.exists()
    assert 'value="At bedtime"' in page.text or "coping_moment" in changes


def test_rejecting_everything_is_refused(desk: Client, in_chemotherapy: Patient) -> None:
    nothing = dict.fromkeys(("target_1", "target_2", "anchor", "coping"), "no")
    page = desk.post(
        address("start_from", in_chemotherapy, template_id=TEMPLATE), typed(in_chemotherapy, **nothing)
    )
    assert page.status_code == 422
    assert "Accept at least one part" in page.text


def test_only_free_places_are_proposed(desk: Client, in_chemotherapy: Patient, write_plan: WritePlan) -> None:
    write_plan("anchor", "coping", one_thing="")
    page = desk.get(address("start_from", in_chemotherapy, template_id=TEMPLATE))
    fields = page.context["form"].fields
    assert "target_1" in fields
    assert not {"anchor", "coping"} & set(fields)


def test_a_draft_that_changed_meanwhile_is_not_filled(
    desk: Client, in_chemotherapy: Patient, write_plan: WritePlan, answers: dict[str, Any]
) -> None:
    draft = write_plan("anchor", one_thing="")
    page = desk.post(
        address("start_from", in_chemotherapy, template_id=TEMPLATE),
        typed(in_chemotherapy, draft.version - 1, **answers),
    )
    assert page.status_code == 409
    assert not PlanPart.objects.filter(plan=draft, slot="target_1").exists()


def test_an_unknown_starting_point_is_not_found(desk: Client, in_chemotherapy: Patient) -> None:
    assert desk.get(address("start_from", in_chemotherapy, template_id="PT999")).status_code == 404


def test_who_may_not_write_starts_nothing(sign_in: Callable[[str], Client], in_chemotherapy: Patient) -> None:
    assert sign_in("navigator").get(address("starting_points", in_chemotherapy)).status_code == 403


def test_the_proposals_take_few_queries(
    desk: Client, in_chemotherapy: Patient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(22):
        desk.get(address("start_from", in_chemotherapy, template_id=TEMPLATE))
