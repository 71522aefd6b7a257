"""Late effects to look out for after treatment: who checks, and when next."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.knowledge.late_effects import all_late_effects
from patients.models.bound import Meets, PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records


def late_effect_choices() -> list[tuple[str, str]]:
    return [(each.id, each.late_effect) for each in all_late_effects()]


class WhoChecks(models.TextChoices):
    ONCOLOGY = "oncology", "Oncology team"
    PRIMARY_CARE = "primary_care", "Primary care"
    THIS_CLINIC = "this_clinic", "This clinic"
    PERSON = "person", "They themselves"
    OTHER = "other", "Someone else"


class WatchQuerySet(PatientBoundQuerySet):
    def standing(self) -> Self:
        return self.filter(taken_off_at=None)

    def due(self, day: date) -> Self:
        return self.standing().filter(next_on__lte=day).order_by("next_on", "pk")


@pghistory.track()
class LateEffectWatch(PatientBound):
    """`because` is the exposure on the record that brought it here, as it stood that day."""

    IN_A_MERGE: ClassVar = {"late_effect_watched_once": Meets.STAYS_BEHIND}

    late_effect = models.CharField(max_length=12, choices=late_effect_choices)
    because = models.CharField(max_length=200)
    who = models.CharField("who checks", max_length=12, choices=WhoChecks)
    next_on = models.DateField("next check", null=True, blank=True)
    last_on = models.DateField("last checked", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    knowledge_version = models.CharField(max_length=40)
    put_on_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    put_on_at = models.DateTimeField(default=clock.now)
    taken_off_at = models.DateTimeField(null=True, blank=True)
    taken_off_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_off_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "late_effect"],
                condition=Q(taken_off_at=None),
                name="late_effect_watched_once",
            ),
            models.CheckConstraint(
                condition=Q(who__in=WhoChecks.values), name="late_effect_watch_who_is_known"
            ),
            models.CheckConstraint(
                condition=Q(taken_off_at=None, taken_off_by=None, taken_off_why="")
                | Q(taken_off_at__isnull=False, taken_off_by__isnull=False) & ~Q(taken_off_why=""),
                name="late_effect_taken_off_has_who_and_why",
            ),
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return self.get_late_effect_display()
