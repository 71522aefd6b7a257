"""A clinician's own people, those who need them first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from careplans.models import CarePlan, FollowUp
from integrative.accounts.models import User
from patients.models import Patient, Phase, PhaseOfCare
from patients.models.patient import PatientQuerySet
from referrals.models import Referral
from referrals.presenters import TimeLeft


@dataclass(frozen=True)
class PersonInCare:
    """A line of the caseload. `left` is None until the follow-up's window opens, or without one."""

    patient: Patient
    age: int
    phase: str
    plan_since: date | None
    opens_on: date | None
    left: TimeLeft | None
    open_referrals: int


def line_of(patient: Any, today: date) -> PersonInCare:
    """In: a patient as `my_people` carries them."""
    is_due = patient.opens_on is not None and patient.opens_on <= today
    return PersonInCare(
        patient=patient,
        age=patient.age_on(today),
        phase=Phase(patient.phase_now).label if patient.phase_now else "",
        plan_since=patient.plan_since,
        opens_on=patient.opens_on,
        left=TimeLeft.between(today, patient.closes_on) if is_due else None,
        open_referrals=patient.open_referrals,
    )


def my_people(user: User, day: date) -> PatientQuerySet:
    """This clinician's people in care: follow-up due or late first, then without a plan, then by window.

    Each carries `phase_now`, `plan_since`, `opens_on` and `closes_on` of an open follow-up, `open_referrals`.
    """
    waiting = FollowUp.objects.open().filter(patient=OuterRef("pk")).order_by("closes_on")
    referred = Referral.objects.open().filter(patient=OuterRef("pk")).order_by().values("patient")
    people = Patient.objects.visible_to(user).living().of_clinician(user)
    carrying = people.annotate(
        phase_now=Subquery(PhaseOfCare.objects.current().filter(patient=OuterRef("pk")).values("phase")[:1]),
        plan_since=Subquery(
            CarePlan.objects.active()
            .filter(patient=OuterRef("pk"))
            .order_by("activated_on")
            .values("activated_on")[:1]
        ),
        opens_on=Subquery(waiting.values("opens_on")[:1]),
        closes_on=Subquery(waiting.values("closes_on")[:1]),
        open_referrals=Coalesce(Subquery(referred.annotate(n=Count("pk")).values("n")), 0),
    )
    need = Case(
        When(opens_on__lte=day, then=Value(0)),
        When(plan_since=None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return carrying.order_by(need, F("closes_on").asc(nulls_last=True), "family_name", "given_names", "pk")
