"""Goals of care: three questions, asked often. Every dated answer is kept; none is averaged."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import kept_once, only_in_open_records


class Lean(models.TextChoices):
    LONGER = "longer", "Longer time"
    LEAN_LONGER = "lean_longer", "Leans to longer time"
    UNDECIDED = "undecided", "Undecided"
    LEAN_COMFORT = "lean_comfort", "Leans to comfort"
    COMFORT = "comfort", "Comfort"
    NOT_NOW = "not_now", "Prefers not to say now"


class GoalsOfCareQuerySet(PatientBoundQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-asked_on", "-pk")


class GoalsOfCareEntry(PatientBound):
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hope = models.TextField(blank=True)
    worry = models.TextField(blank=True)
    lean = models.CharField(max_length=12, choices=Lean, default=Lean.NOT_NOW)
    prompted_by = models.CharField(max_length=200, blank=True)
    present = models.CharField(max_length=200, blank=True)
    changes = models.TextField(blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    objects = GoalsOfCareQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "goals of care entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(lean__in=Lean.values), name="goals_of_care_lean_is_known_value"
            )
        ]
        triggers = [
            kept_once(name="goals_of_care_are_kept", once="TRUE"),
            pgtrigger.Protect(name="goals_of_care_are_not_deleted", operation=pgtrigger.Delete),
            only_in_open_records(),
        ]

    def __str__(self) -> str:
        return f"{self.get_lean_display()}, {self.asked_on:%d %b %Y}"
