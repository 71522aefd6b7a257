"""Caregivers' own plans: whose look back has come, and what stands about each on the caregivers page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, clinics_where, may
from integrative.ui.days import identity_day
from patients.beside_caregiver import Beside
from patients.models import Caregiver, Patient

from .models import CaregiverPlan


def caregiver_plans_due(user: User, day: date) -> QuerySet[CaregiverPlan]:
    """Of this clinician's own patients, oldest first. A caregiver struck out of the record leaves no task."""
    clinics = clinics_where(user, Permission.CAREGIVER_PLAN)
    due = CaregiverPlan.objects.visible_to(user).due(day).filter(patient__clinic__in=clinics)
    mine = due.filter(patient__lead_clinician=user, caregiver__entered_in_error_at=None)
    return mine.select_related("patient__clinic", "caregiver")


def beside_caregivers(patient: Patient, user: User) -> Mapping[UUID, Beside]:
    """For those who may open them. One query."""
    if not may(user, Permission.CAREGIVER_PLAN, patient):
        return {}
    active = {plan.caregiver_id: plan for plan in CaregiverPlan.objects.of(patient).active()}
    caregivers = Caregiver.objects.of(patient).valid().values_list("pk", flat=True)
    return {pk: _beside(patient, pk, active.get(pk)) for pk in caregivers}


def _beside(patient: Patient, caregiver_id: UUID, plan: CaregiverPlan | None) -> Beside:
    url = reverse("careplans:caregiver_plan", kwargs={"patient_id": patient.pk, "caregiver_id": caregiver_id})
    if plan is None:
        return Beside("Their own plan", "None is running.", url)
    is_due = plan.review_on <= patient.clinic.today()
    text = f"{plan.title}. Look back {identity_day(plan.review_on)}."
    return Beside("Their own plan", text, url, flag="Due" if is_due else "")
