"""A caregiver's own small plan: one practice, its own follow-up. Never on the patient's sheet."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, Q

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models import Caregiver
from patients.models.bound import Meets, PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .dose import Dosed, dose_constraints
from .follow_up import Decision


class CaregiverPlanQuerySet(PatientBoundQuerySet):
    def active(self) -> Self:
        return self.filter(ended_on=None)

    def due(self, day: date) -> Self:
        """Whose follow-up has come, oldest first."""
        return self.active().filter(review_on__lte=day).order_by("review_on", "pk")


@pghistory.track()
class CaregiverPlan(PatientBound, Dosed):
    """The follow-up ends a plan; what goes on begins a new one. `decision` is what was decided then."""

    IN_A_MERGE: ClassVar = {
        "caregiver_plan_one_active": Meets.STAYS_BEHIND,
    }

    caregiver = models.ForeignKey(Caregiver, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=160)
    how = models.CharField(max_length=400)
    moment = models.CharField(max_length=120)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    words = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(default=clock.now)

    objects = CaregiverPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["caregiver"], condition=Q(ended_on=None), name="caregiver_plan_one_active"
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("started_on")), name="caregiver_plan_review_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, decision="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(decision=""),
                name="caregiver_plan_ended_has_who_and_decision",
            ),
            *dose_constraints("caregiver_plan"),
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return self.title
