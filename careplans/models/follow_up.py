"""The look back, four to six weeks after activation: what to keep, adjust, taper or stop."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .intervention import Intervention
from .part import PlanPart
from .plan import CarePlan


class FollowUpQuerySet(PatientBoundQuerySet):
    def open(self) -> Self:
        return self.filter(completed_on=None, cancelled_on=None)

    def due(self, day: date) -> Self:
        """In their window or past it, oldest first."""
        return self.open().filter(opens_on__lte=day).order_by("closes_on", "pk")

    def late(self, day: date) -> Self:
        return self.open().filter(closes_on__lt=day)


@pghistory.track()
class FollowUp(PatientBound):
    plan = models.OneToOneField(CarePlan, on_delete=models.PROTECT, related_name="follow_up")
    opens_on = models.DateField()
    closes_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)
    completed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="follow_up_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None, completed_by=None)
                | Q(completed_on__isnull=False, completed_by__isnull=False, cancelled_on=None),
                name="follow_up_completed_has_who_and_is_not_cancelled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opens_on"],
                condition=Q(completed_on=None, cancelled_on=None),
                name="follow_up_open_by_window",
            )
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return f"Follow-up {self.opens_on:%d %b} to {self.closes_on:%d %b}"

    @property
    def is_open(self) -> bool:
        return self.completed_on is None and self.cancelled_on is None

    def state_on(self, day: date) -> str:
        """One of "done", "cancelled", "not yet", "due", "late"."""
        if self.completed_on:
            return "done"
        if self.cancelled_on:
            return "cancelled"
        if day < self.opens_on:
            return "not yet"
        return "late" if day > self.closes_on else "due"


class Decision(models.TextChoices):
    KEEP = "keep", "Keep"
    ADJUST = "adjust", "Adjust"
    TAPER = "taper", "Taper"
    STOP = "stop", "Stop"
    NOT_STARTED = "not_started", "Not started"


class DaysDone(models.IntegerChoices):
    """How many days of a usual week it was done."""

    NONE = 0, "0"
    ONE = 1, "1"
    TWO = 2, "2"
    THREE = 3, "3"
    FOUR = 4, "4"
    FIVE = 5, "5"
    SIX = 6, "6"
    SEVEN = 7, "7"


class Felt(models.TextChoices):
    """What it was like to keep it up."""

    LIGHT = "light", "Easy to keep up"
    SOME = "some", "Some effort"
    TOO_MUCH = "too_much", "One job too many"


class Because(models.TextChoices):
    HELPED = "helped", "Helped"
    NO_CHANGE = "no_change", "No change"
    BURDEN = "burden", "Burden"
    COST = "cost", "Cost"
    SIDE_EFFECT = "side_effect", "Side effect"
    SAFETY = "safety", "Precaution"
    OTHER = "other", "Another reason"


@pghistory.track()
class FollowUpDecision(models.Model):
    """About one item of the plan: an intervention, the anchor, the practice, or a target that has no
    interventions. `proposed` and `rule` are what the rules suggested; the decision is the clinician's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="decisions")
    part = models.OneToOneField(
        PlanPart, null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    intervention = models.OneToOneField(
        Intervention, null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    decision = models.CharField(max_length=12, choices=Decision)
    because = models.CharField(max_length=12, choices=Because, blank=True)
    proposed = models.CharField(max_length=12, choices=Decision, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    days_done = models.PositiveSmallIntegerField(null=True, blank=True, choices=DaysDone)
    felt = models.CharField(max_length=8, choices=Felt, blank=True)
    side_effect = models.CharField(max_length=200, blank=True)
    sessions_done = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of a trial of so many sessions"
    )
    score_now = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part__isnull=False, intervention=None) | Q(part=None, intervention__isnull=False),
                name="follow_up_decision_is_about_one_item",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="follow_up_decision_is_known_value"
            ),
            models.CheckConstraint(
                condition=Q(score_now=None) | Q(score_now__range=(0, 10)), name="follow_up_score_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(days_done=None) | Q(days_done__range=(0, 7)), name="follow_up_days_done_0_to_7"
            ),
            models.CheckConstraint(
                condition=Q(sessions_done=None) | Q(sessions_done__range=(0, 60)),
                name="follow_up_sessions_done_0_to_60",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part or self.intervention}: {self.get_decision_display()}"


@pghistory.track()
class TargetReading(models.Model):
    """Where a target or the anchor's measure stood at the follow-up, and the day of that reading."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="readings")
    part = models.OneToOneField(PlanPart, on_delete=models.PROTECT, related_name="reading")
    value = models.PositiveSmallIntegerField()
    taken_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.part}: {self.value}"
