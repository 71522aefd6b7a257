"""A patient of the clinician, and a way to give someone an active plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from careplans.models import CarePlan, FollowUp, Slot
from integrative.accounts.models import Clinic
from patients.models import Patient
from tests.factories.careplans import CarePlanFactory, FollowUpFactory, PlanPartFactory

STARTED_WEEKS_AGO = 5


@pytest.fixture
def patient(patient: Patient) -> Patient:
    patient.family_name, patient.given_names, patient.goes_by = "Okafor", "Daniel", "Dan"
    patient.phone = "555-0142"
    patient.save()
    return patient


@pytest.fixture
def today(clinic: Clinic) -> date:
    return clinic.today()


GivePlan = Callable[..., FollowUp]


@pytest.fixture
def give_plan(today: date) -> GivePlan:
    """`give_plan(patient, closes_in=-3)`: an active plan in three parts, its follow-up 3 days late."""

    def give(patient: Patient, *, closes_in: int = 7, baseline: int | None = 8) -> FollowUp:
        plan = CarePlanFactory(patient=patient, one_thing="Ginger tea before getting up")
        PlanPartFactory(plan=plan, target=True, title="Ginger tea", baseline=baseline)
        PlanPartFactory(plan=plan, slot=Slot.ANCHOR, title="Walk after lunch", bad_day="To the gate")
        PlanPartFactory(plan=plan, slot=Slot.COPING, title="Long out-breaths", moment="At bedtime")
        CarePlan.objects.filter(pk=plan.pk).update(
            status=CarePlan.Status.ACTIVE,
            activated_on=today - timedelta(weeks=STARTED_WEEKS_AGO),
            activated_by=patient.lead_clinician,
        )
        plan.refresh_from_db()
        closes_on = today + timedelta(days=closes_in)
        opens_on = closes_on - timedelta(weeks=2)
        return FollowUpFactory(patient=patient, plan=plan, opens_on=opens_on, closes_on=closes_on)

    return give
