"""Where the person stands on the way: phase of care as dated history, and the treatment itself."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from .bound import PatientBound, PatientBoundQuerySet


class Phase(models.TextChoices):
    NEWLY_DIAGNOSED = "newly_diagnosed", "Newly diagnosed"
    ACTIVE_TREATMENT = "active_treatment", "Active treatment"
    RADIATION = "radiation", "Radiation"
    RECOVERY = "recovery", "Recovery after treatment"
    MAINTENANCE = "maintenance", "Endocrine or maintenance treatment"
    SURVIVORSHIP = "survivorship", "Survivorship"
    ADVANCED = "advanced", "Advanced cancer"
    HOSPICE = "hospice", "Hospice"


class PhaseQuerySet(PatientBoundQuerySet):
    def current(self) -> Self:
        return self.filter(ended_on=None)


@pghistory.track()
class PhaseOfCare(PatientBound):
    phase = models.CharField(max_length=20, choices=Phase)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="phase_is_known_value"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="phase_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ended_on=None), name="phase_one_current_per_patient"
            ),
        ]

    def __str__(self) -> str:
        return self.get_phase_display()


class Intent(models.TextChoices):
    CURATIVE = "curative", "Curative"
    CONTROL = "control", "Control and comfort"
    UNKNOWN = "unknown", "Not known"


class TreatmentCourseQuerySet(PatientBoundQuerySet):
    def current_on(self, day: date) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)


@pghistory.track()
class TreatmentCourse(PatientBound):
    regimen = models.CharField(max_length=160)
    intent = models.CharField(max_length=10, choices=Intent, default=Intent.UNKNOWN)
    started_on = models.DateField()
    cycle_days = models.PositiveSmallIntegerField(null=True, blank=True)
    cycles_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TreatmentCourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="treatment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(cycle_days=None) | Q(cycle_days__range=(1, 84)),
                name="treatment_cycle_1_to_84_days",
            ),
            models.CheckConstraint(
                condition=Q(intent__in=Intent.values), name="treatment_intent_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return self.regimen

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def cycle_on(self, day: date) -> tuple[int, int] | None:
        """Cycle and day of it by the calendar, both from 1; None before the start or without a length."""
        if not self.cycle_days or not self.runs_on(day):
            return None
        full, rest = divmod((day - self.started_on).days, self.cycle_days)
        return full + 1, rest + 1
