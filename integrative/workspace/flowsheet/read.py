"""Everything a flowsheet is made of, read in three queries however long the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from careplans.models import CarePlan, CheckIn, Horizon, PlanPart
from careplans.readings import Of, Reading, readings_of
from patients.gather import Given, Prepared
from patients.models import HospitalVisit, Measurement, Medication, Patient, TreatmentCourse
from symptoms.models import Consultation, Food, OwnConcern, PainArea, Stress

from .span import LOOK_BACK, Span


@dataclass(frozen=True)
class Facts:
    """The record as it is needed for one span. `readings` hold scores, nights and movement of every map.

    `found`: maps, check_ins, concerns, pain, stress, food, values, courses, medicines, visits.
    """

    patient: Patient
    span: Span
    readings: Mapping[Of, list[Reading]]
    found: Mapping[str, list[Any]]
    plan: CarePlan | None
    parts: list[PlanPart]

    @property
    def plan_start(self) -> date | None:
        return self.plan.activated_on if self.plan else None

    def map_days(self) -> dict[object, date]:
        """The days of the maps that were read, by key."""
        return {each.pk: each.visit_on for each in self.found["maps"]}

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.patient.clinic.zone).date()


def facts_of(patient: Patient, span: Span) -> Facts:
    """In: the patient of an opened chart, with the clinic."""
    plans = _PLANS.read(patient=patient.pk)
    plan = plans["plans"][0] if plans["plans"] else None
    since = min(span.start, plan.activated_on if plan and plan.activated_on else span.start) - LOOK_BACK
    zone = patient.clinic.zone
    found = _LISTS.read(
        patient=patient.pk,
        since=since,
        until=span.until,
        since_moment=datetime.combine(since, time.min, zone),
        until_moment=datetime.combine(span.until + timedelta(days=1), time.min, zone),
    )
    return Facts(patient, span, readings_of(patient), found, plan, plans["parts"])


def _plans() -> dict:
    plans = CarePlan.objects.of(Given("patient")).filter(horizon=Horizon.WEEKS).active()
    return {"plans": plans, "parts": PlanPart.objects.filter(plan__in=plans.values("pk")).order_by("slot")}


def _lists() -> dict:
    patient, since, until = Given("patient"), Given("since"), Given("until")
    maps = Consultation.objects.of(patient).signed().filter(visit_on__gte=since, visit_on__lte=until)
    keys = maps.values("pk")
    values = Measurement.objects.of(patient).valid()
    values = values.filter(taken_at__gte=Given("since_moment"), taken_at__lt=Given("until_moment"))
    visits = HospitalVisit.objects.of(patient).valid().filter(started_on__gte=since, started_on__lte=until)
    not_over = Q(ended_on=None) | Q(ended_on__gte=since)
    return {
        "maps": maps.only("visit_on").order_by("visit_on", "pk"),
        "check_ins": CheckIn.objects.of(patient)
        .filter(week_of__gte=since, week_of__lte=until)
        .order_by("week_of"),
        "concerns": OwnConcern.objects.filter(consultation__in=keys),
        "pain": PainArea.objects.filter(consultation__in=keys),
        "stress": Stress.objects.filter(consultation__in=keys),
        "food": Food.objects.filter(consultation__in=keys),
        "values": values.order_by("taken_at", "pk"),
        "courses": TreatmentCourse.objects.of(patient).valid().filter(started_on__lte=until),
        "medicines": Medication.objects.of(patient).valid().filter(not_over),
        "visits": visits.order_by("started_on", "pk"),
    }


_PLANS = Prepared(_plans)
_LISTS = Prepared(_lists)
