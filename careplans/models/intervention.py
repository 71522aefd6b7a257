"""What is done for a target: at most three things, from four domains."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from integrative.accounts.keys import uuid7

from .dose import Dosed, dose_constraints
from .part import PlanPart

MOST_INTERVENTIONS = 3


class Domain(models.TextChoices):
    PHYSICAL = "physical", "Physical"
    NEUROMODULATORY = "neuromodulatory", "Neuromodulatory"
    NUTRITION = "nutrition", "Nutrition and supplements"
    PSYCHOSOCIAL = "psychosocial", "Psychosocial"
    MEDICINE = "medicine", "Medicine, by the prescriber"


class Costs(models.TextChoices):
    FREE = "free", "No cost"
    COVERED = "covered", "Covered, checked"
    ASK = "ask", "Ask"
    NOT_COVERED = "not_covered", "Not covered, checked"


def _of_a_target_being_written() -> pgtrigger.Trigger:
    """Only under a target, and only while its plan is written."""
    return pgtrigger.Trigger(
        name="interventions_of_an_activated_plan_are_kept",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT 1 FROM careplans_planpart part JOIN careplans_careplan plan ON plan.id = part.plan_id
                WHERE part.id IN (OLD.part_id, NEW.part_id) AND plan.status <> 'draft'
            ) THEN
                RAISE EXCEPTION 'this plan is signed and cannot be changed'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP <> 'DELETE' AND EXISTS (
                SELECT 1 FROM careplans_planpart WHERE id = NEW.part_id AND slot IN ('anchor', 'coping')
            ) THEN
                RAISE EXCEPTION 'an intervention stands under a target'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


@pghistory.track()
class Intervention(Dosed):
    """`sessions` is the length of a trial: after so many, keep it or stop. `amount` and `unit` are the dose
    of a supplement or a medicine; `is_new_pill` says that it is one more thing to swallow."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(PlanPart, on_delete=models.CASCADE, related_name="interventions")
    position = models.PositiveSmallIntegerField()
    domain = models.CharField(max_length=16, choices=Domain)
    title = models.CharField(max_length=160)
    how = models.CharField(max_length=400, blank=True)
    amount = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=16, blank=True)
    is_new_pill = models.BooleanField(default=False)
    sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    costs = models.CharField(max_length=12, choices=Costs, default=Costs.ASK)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "position"],
                name="intervention_one_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_INTERVENTIONS)), name="intervention_three_at_most"
            ),
            models.CheckConstraint(
                condition=Q(domain__in=Domain.values), name="intervention_domain_is_known"
            ),
            models.CheckConstraint(condition=Q(costs__in=Costs.values), name="intervention_costs_is_known"),
            models.UniqueConstraint(
                fields=["part", "therapy"],
                condition=~Q(therapy=""),
                name="intervention_therapy_once_per_target",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | Q(amount__gt=0) & ~Q(unit=""),
                name="intervention_amount_has_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(sessions=None) | Q(sessions__range=(1, 60)), name="intervention_sessions_1_to_60"
            ),
            *dose_constraints("intervention"),
        ]
        triggers = [_of_a_target_being_written()]

    def __str__(self) -> str:
        return self.title
