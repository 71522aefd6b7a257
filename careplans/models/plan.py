"""The three-part plan: slots, not a list. What does not fit a slot does not fit the plan."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from integrative.knowledge.symptoms import all_symptoms
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import kept_with_parent
from symptoms.models import Consultation
from symptoms.models.score import symptom_choices


class Horizon(models.TextChoices):
    WEEKS = "weeks", "Four to six weeks"
    SURVIVORSHIP = "survivorship", "Six months, survivorship"


class Slot(models.TextChoices):
    TARGET_1 = "target_1", "Symptom target"
    TARGET_2 = "target_2", "Second symptom target"
    ANCHOR = "anchor", "Lifestyle anchor"
    COPING = "coping", "Coping practice"

    @property
    def is_target(self) -> bool:
        return self in {Slot.TARGET_1, Slot.TARGET_2}


class CarePlanQuerySet(PatientBoundQuerySet):
    def active(self) -> Self:
        return self.filter(status=CarePlan.Status.ACTIVE)

    def drafts(self) -> Self:
        return self.filter(status=CarePlan.Status.DRAFT)

    def newest_first(self) -> Self:
        return self.order_by("-number")


@pghistory.track()
class CarePlan(PatientBound):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        SUPERSEDED = "superseded", "Superseded"
        ENDED = "ended", "Ended"

    horizon = models.CharField(max_length=14, choices=Horizon, default=Horizon.WEEKS)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    one_thing = models.CharField(max_length=200, blank=True)
    consultation = models.ForeignKey(
        Consultation, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    activated_on = models.DateField(null=True, blank=True)
    activated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CarePlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "horizon"],
                condition=Q(status="active"),
                name="careplan_one_active_per_patient_and_horizon",
            ),
            models.UniqueConstraint(
                fields=["patient", "horizon"],
                condition=Q(status="draft"),
                name="careplan_one_draft_per_patient_and_horizon",
            ),
            models.UniqueConstraint(fields=["patient", "horizon", "number"], name="careplan_number_once"),
            models.CheckConstraint(
                condition=Q(status="draft", activated_on=None, activated_by=None)
                | ~Q(status="draft") & Q(activated_on__isnull=False, activated_by__isnull=False),
                name="careplan_active_has_who_and_when",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="activated_plan_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'draft' AND (NEW.status = 'draft' OR "
                    "(OLD.patient_id, OLD.horizon, OLD.number, OLD.one_thing, OLD.activated_on, "
                    "OLD.activated_by_id)"
                    " IS DISTINCT FROM "
                    "(NEW.patient_id, NEW.horizon, NEW.number, NEW.one_thing, NEW.activated_on, "
                    "NEW.activated_by_id))"
                ),
            ),
            pgtrigger.Protect(
                name="activated_plan_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
            ),
        ]

    def __str__(self) -> str:
        return f"Plan {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


@pghistory.track()
class PlanPart(models.Model):
    """What stands in one slot. A target names a symptom, a start and a goal; the anchor a bad-day
    version; the coping practice the moment of the day it belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.CASCADE, related_name="parts")
    slot = models.CharField(max_length=10, choices=Slot)
    title = models.CharField(max_length=160)
    how = models.TextField()
    symptom = models.CharField(max_length=40, choices=symptom_choices, blank=True)
    baseline = models.PositiveSmallIntegerField(null=True, blank=True)
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    by_on = models.DateField(null=True, blank=True)
    bad_day = models.CharField(max_length=200, blank=True)
    moment = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slot"], name="planpart_one_per_slot"),
            models.CheckConstraint(condition=Q(slot__in=Slot.values), name="planpart_slot_is_one_of_four"),
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline__range=(0, 10)), name="planpart_baseline_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(goal=None) | Q(goal__range=(0, 10)), name="planpart_goal_0_to_10"
            ),
            models.CheckConstraint(
                condition=~Q(slot__in=["target_1", "target_2"])
                | ~Q(symptom="") & Q(goal__isnull=False, by_on__isnull=False),
                name="planpart_target_has_measure_goal_and_day",
            ),
            models.CheckConstraint(
                condition=Q(slot__in=["target_1", "target_2"]) | Q(symptom="", baseline=None, goal=None),
                name="planpart_only_targets_have_scores",
            ),
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(goal=None) | Q(goal__lte=F("baseline")),
                name="planpart_goal_is_not_worse_than_baseline",
            ),
            models.UniqueConstraint(
                fields=["plan", "symptom"], condition=~Q(symptom=""), name="planpart_symptom_once_per_plan"
            ),
        ]
        triggers = [
            kept_with_parent(
                name="parts_of_an_activated_plan_are_kept",
                table="careplans_careplan",
                key="plan_id",
                once="status <> 'draft'",
                refusal="this plan is active and cannot be changed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def measure(self) -> str:
        return f"{all_symptoms()[self.symptom].name}, 0 to 10" if self.symptom else ""
