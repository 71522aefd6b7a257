"""The patient's own minute: three questions a week. A question left out stays empty, never zero."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.knowledge.levels import level_of
from patients.models.bound import Meets, PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .plan import CarePlan


class CheckInQuerySet(PatientBoundQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-week_of")


def _0_to_10(field: str) -> models.CheckConstraint:
    within = Q(**{field: None}) | Q(**{f"{field}__range": (0, 10)})
    return models.CheckConstraint(condition=within, name=f"check_in_{field}_0_to_10")


@pghistory.track()
class CheckIn(PatientBound):
    IN_A_MERGE: ClassVar = {"check_in_one_a_week": Meets.STAYS_BEHIND}

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="check_ins")
    week_of = models.DateField(help_text="the Monday of the week")
    sleep = models.PositiveSmallIntegerField(null=True, blank=True)
    activity = models.PositiveSmallIntegerField(null=True, blank=True)
    mood = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(default=clock.now)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "week_of"], name="check_in_one_a_week"),
            models.CheckConstraint(
                condition=Q(week_of__iso_week_day=1), name="check_in_week_starts_on_monday"
            ),
            _0_to_10("sleep"),
            _0_to_10("activity"),
            _0_to_10("mood"),
        ]
        triggers = [only_in_open_records()]

    @property
    def is_severe(self) -> bool:
        """Whether an answer is severe by the bands of a score."""
        return any(level_of(answer) == "Severe" for answer in (self.sleep, self.activity, self.mood))

    def __str__(self) -> str:
        return f"Check-in, week of {self.week_of:%d %b}"
