from datetime import date, timedelta

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, SubFactory, Trait
from factory.django import DjangoModelFactory

from careplans.models import CarePlan, CheckIn, FollowUp, Measure, PlanPart, Slot

from .patients import PatientFactory


def in_weeks(weeks: int) -> date:
    return timezone.localdate() + timedelta(weeks=weeks)


class CarePlanFactory(DjangoModelFactory):
    class Meta:
        model = CarePlan

    class Params:
        counted = Trait(
            activated_on=LazyFunction(timezone.localdate),
            activated_by=SelfAttribute("patient.lead_clinician"),
        )
        active = Trait(status="active", counted=True)
        superseded = Trait(status="superseded", counted=True)

    patient = SubFactory(PatientFactory)
    number = 1
    written_by = SelfAttribute("patient.lead_clinician")


class PlanPartFactory(DjangoModelFactory):
    class Meta:
        model = PlanPart

    class Params:
        target = Trait(
            slot=Slot.TARGET_1,
            symptom="esas_nausea",
            measure=Measure.SCORE,
            baseline=8,
            goal=3,
            by_on=LazyFunction(lambda: in_weeks(6)),
        )

    plan = SubFactory(CarePlanFactory)
    slot = Slot.ANCHOR
    title = "Walk after lunch"
    how = "Twenty minutes, five days a week."


class FollowUpFactory(DjangoModelFactory):
    """In its window since today, unless told otherwise."""

    class Meta:
        model = FollowUp

    plan = SubFactory(CarePlanFactory, active=True, patient=SelfAttribute("..patient"))
    patient = SubFactory(PatientFactory)
    opens_on = LazyFunction(timezone.localdate)
    closes_on = LazyAttribute(lambda follow_up: follow_up.opens_on + timedelta(weeks=2))


class CheckInFactory(DjangoModelFactory):
    class Meta:
        model = CheckIn

    plan = SubFactory(CarePlanFactory, active=True)
    patient = SelfAttribute("plan.patient")
    week_of = date(2026, 11, 16)
    sleep = 4
