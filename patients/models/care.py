"""Where the person stands on the way: phase of care as dated history, and the treatment itself."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .fact import EndingFact, Fact, FactQuerySet, ends_after_it_starts, known_value


class Phase(models.TextChoices):
    NEWLY_DIAGNOSED = "newly_diagnosed", "Newly diagnosed"
    ACTIVE_TREATMENT = "active_treatment", "Active treatment"
    RADIATION = "radiation", "Radiation"
    RECOVERY = "recovery", "Recovery after treatment"
    MAINTENANCE = "maintenance", "Endocrine or maintenance treatment"
    SURVIVORSHIP = "survivorship", "Survivorship"
    ADVANCED = "advanced", "Advanced cancer"
    HOSPICE = "hospice", "Hospice"


class PhaseQuerySet(FactQuerySet):
    def current(self) -> Self:
        return self.valid().filter(ended_on=None)


@pghistory.track()
class PhaseOfCare(EndingFact):
    IN_A_MERGE: ClassVar = {
        "phase_one_current_per_patient": "Both records have a current phase of care, here {row}."
        " Give one of them its last day first."
    }

    phase = models.CharField("phase of care", max_length=20, choices=Phase)
    started_on = models.DateField("since")
    ended_on = models.DateField("until", null=True, blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "phase of care"
        verbose_name_plural = "phases of care"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=known_value("phase", Phase), name="phase_is_known_value"),
            ends_after_it_starts("phase_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(ended_on=None, entered_in_error_at=None),
                name="phase_one_current_per_patient",
                violation_error_message="Another phase is the current one. Give this one its last day.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_phase_display()


LONGEST_CYCLE = 84


class Intent(models.TextChoices):
    CURATIVE = "curative", "Curative"
    CONTROL = "control", "Control and comfort"
    UNKNOWN = "unknown", "Not known"


class TreatmentCourseQuerySet(FactQuerySet):
    def current_on(self, day: date) -> Self:
        return self.not_ended_on(day).filter(started_on__lte=day)


@pghistory.track()
class TreatmentCourse(EndingFact):
    MAY_LIE_AHEAD: ClassVar = frozenset({"started_on", "ended_on"})

    regimen = models.CharField("treatment", max_length=160)
    intent = models.CharField(max_length=10, choices=Intent, default=Intent.UNKNOWN)
    started_on = models.DateField("first day")
    cycle_days = models.PositiveSmallIntegerField("days in a cycle", null=True, blank=True)
    cycles_planned = models.PositiveSmallIntegerField("cycles planned", null=True, blank=True)
    ended_on = models.DateField("last day", null=True, blank=True)
    end_reason = models.CharField("why it ended", max_length=160, blank=True)

    objects = TreatmentCourseQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "treatment"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("treatment_ends_after_it_starts"),
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

    def clean(self) -> None:
        """The sentences for what a form may let through."""
        if self.end_reason and not self.ended_on:
            raise ValidationError({"ended_on": "Enter the last day, or leave the reason blank"})
        if self.cycle_days is not None and not 1 <= self.cycle_days <= LONGEST_CYCLE:
            raise ValidationError({"cycle_days": f"A cycle has 1 to {LONGEST_CYCLE} days."})

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def cycle_on(self, day: date) -> tuple[int, int] | None:
        """Cycle and day of it by the calendar, both from 1; None before the start or without a length."""
        if not self.cycle_days or not self.runs_on(day):
            return None
        full, rest = divmod((day - self.started_on).days, self.cycle_days)
        return full + 1, rest + 1
