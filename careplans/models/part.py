"""What stands in the slots of a plan. Four slots exist, so a plan can't grow."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from integrative.accounts.keys import uuid7
from integrative.knowledge.symptoms import all_symptoms
from patients.models.kept import kept_with_parent
from symptoms.models.score import symptom_choices

from .dose import Dosed, dose_constraints
from .plan import CarePlan


class Slot(models.TextChoices):
    TARGET_1 = "target_1", "Symptom target"
    TARGET_2 = "target_2", "Second symptom target"
    ANCHOR = "anchor", "Lifestyle anchor"
    COPING = "coping", "Coping practice"

    @property
    def is_target(self) -> bool:
        return self in {Slot.TARGET_1, Slot.TARGET_2}


class Measure(models.TextChoices):
    """What a target or an anchor is measured by. On a score lower is better; more of the others is."""

    SCORE = "score", "Score, 0 to 10"
    SLEEP_EFFICIENCY = "sleep_efficiency", "Sleep efficiency, percent"
    ACTIVE_MINUTES = "active_minutes", "Active minutes a week"

    @property
    def higher_is_better(self) -> bool:
        return self is not Measure.SCORE


TARGETS = Q(slot__in=["target_1", "target_2"])


@pghistory.track()
class PlanPart(Dosed):
    """A target names a symptom, a start and a goal; the anchor a dose and a bad-day version; the coping
    practice the moment of the day it belongs to. `baseline` comes from the record, `baseline_on` is its day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.CASCADE, related_name="parts")
    slot = models.CharField(max_length=10, choices=Slot)
    title = models.CharField(max_length=160)
    how = models.TextField()
    symptom = models.CharField(max_length=40, choices=symptom_choices, blank=True)
    measure = models.CharField(max_length=16, choices=Measure, blank=True)
    baseline = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    by_on = models.DateField(null=True, blank=True)
    intensity = models.CharField(max_length=80, blank=True, help_text="of the anchor, such as able to talk")
    activity = models.CharField(max_length=80, blank=True, help_text="what the anchor is, such as walking")
    progression = models.CharField(max_length=200, blank=True, help_text="how the anchor grows")
    bad_day = models.CharField(max_length=200, blank=True)
    moment = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slot"], name="planpart_one_per_slot"),
            models.CheckConstraint(condition=Q(slot__in=Slot.values), name="planpart_slot_is_one_of_four"),
            models.CheckConstraint(
                condition=Q(measure="") | Q(measure__in=Measure.values), name="planpart_measure_is_known"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{value: None})
                    | Q(measure="score", **{f"{value}__range": (0, 10)})
                    | Q(measure="sleep_efficiency", **{f"{value}__range": (0, 100)})
                    | Q(measure="active_minutes", **{f"{value}__range": (0, 10080)}),
                    name=f"planpart_{value}_is_on_its_scale",
                )
                for value in ("baseline", "goal")
            ),
            models.CheckConstraint(
                condition=~TARGETS
                | ~Q(symptom="") & ~Q(measure="") & Q(goal__isnull=False, by_on__isnull=False),
                name="planpart_target_has_measure_goal_and_day",
            ),
            models.CheckConstraint(
                condition=TARGETS | Q(symptom="") & ~Q(measure="score"),
                name="planpart_only_targets_have_scores",
            ),
            models.CheckConstraint(
                condition=Q(baseline=None)
                | Q(goal=None)
                | Q(measure="score", goal__lte=F("baseline"))
                | ~Q(measure="score") & Q(goal__gte=F("baseline")),
                name="planpart_goal_is_not_worse_than_baseline",
            ),
            models.UniqueConstraint(
                fields=["plan", "symptom"], condition=~Q(symptom=""), name="planpart_symptom_once_per_plan"
            ),
            *dose_constraints("planpart"),
        ]
        triggers = [
            kept_with_parent(
                name="parts_of_an_activated_plan_are_kept",
                table="careplans_careplan",
                key="plan_id",
                once="status <> 'draft'",
                refusal="this plan is signed and cannot be changed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def measured_by(self) -> str:
        """The measure in words: "Nausea, 0 to 10", or blank where nothing is measured."""
        if self.measure == Measure.SCORE:
            return f"{all_symptoms()[self.symptom].name}, 0 to 10"
        return self.get_measure_display() if self.measure else ""
