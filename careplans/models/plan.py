"""The three-part plan: slots, not a list. What does not fit a slot does not fit the plan."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from integrative.knowledge.symptoms import all_symptoms
from patients.models.bound import Meets, PatientBound, PatientBoundQuerySet
from patients.models.kept import ONLY_MOVES_IN_A_MERGE, kept_once, kept_with_parent, only_in_open_records
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
        """By the day they were begun: of two merged records each may bring its plan 1."""
        return self.order_by("-written_at", "-number", "-pk")


def number_given_once() -> pgtrigger.Trigger:
    """A new plan has a number of its own. Not a unique index: of two records that became one, each brings
    its plan 1, and what was printed as plan 1 stays plan 1. Two at once are kept apart by the one draft.
    """
    return pgtrigger.Trigger(
        name="careplan_number_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("patient_id", "horizon", "number"),
        func=f"""
            IF TG_OP = 'UPDATE' THEN
                IF {ONLY_MOVES_IN_A_MERGE} THEN
                    RETURN NEW;
                END IF;
            END IF;
            IF EXISTS (
                SELECT 1 FROM careplans_careplan WHERE patient_id = NEW.patient_id
                AND horizon = NEW.horizon AND number = NEW.number AND id <> NEW.id
            ) THEN
                RAISE EXCEPTION 'careplan_number_once: the number of this plan is taken'
                    USING ERRCODE = 'unique_violation';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  a condition of ours
    )


@pghistory.track()
class CarePlan(PatientBound):
    IN_A_MERGE: ClassVar = {
        "careplan_one_active_per_patient_and_horizon": Meets.IS_SETTLED,
        "careplan_one_draft_per_patient_and_horizon": "Both records have a plan that is being written."
        " Activate one of the two first.",
    }

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
            models.CheckConstraint(
                condition=Q(status="draft", activated_on=None, activated_by=None)
                | ~Q(status="draft") & Q(activated_on__isnull=False, activated_by__isnull=False),
                name="careplan_active_has_who_and_when",
            ),
        ]
        triggers = [
            kept_once(
                name="activated_plan_is_kept",
                once="OLD.status <> 'draft' AND (NEW.status = 'draft' OR "
                "(OLD.patient_id, OLD.horizon, OLD.number, OLD.one_thing, OLD.activated_on, "
                "OLD.activated_by_id)"
                " IS DISTINCT FROM "
                "(NEW.patient_id, NEW.horizon, NEW.number, NEW.one_thing, NEW.activated_on, "
                "NEW.activated_by_id))",
            ),
            pgtrigger.Protect(
                name="activated_plan_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
            ),
            number_given_once(),
            only_in_open_records(),
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
