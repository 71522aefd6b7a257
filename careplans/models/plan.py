"""The three-part plan: slots, not a list. What does not fit a slot does not fit the plan."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models.bound import Meets, PatientBound, PatientBoundQuerySet
from patients.models.kept import ONLY_MOVES_IN_A_MERGE, kept_once, only_in_open_records
from symptoms.models import Consultation

from .dose import MINUTES_A_WEEK


class Horizon(models.TextChoices):
    WEEKS = "weeks", "Four to six weeks"
    SURVIVORSHIP = "survivorship", "Six months, survivorship"


NEVER_COUNTED = ("draft", "signed", "returned")


class CarePlanQuerySet(PatientBoundQuerySet):
    def active(self) -> Self:
        return self.filter(status=CarePlan.Status.ACTIVE)

    def drafts(self) -> Self:
        return self.filter(status=CarePlan.Status.DRAFT)

    def waiting_for_signature(self) -> Self:
        return self.filter(status=CarePlan.Status.SIGNED)

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
        SIGNED = "signed", "Signed, waits for a second signature"
        RETURNED = "returned", "Returned before it counted"
        ACTIVE = "active", "Active"
        SUPERSEDED = "superseded", "Superseded"
        ENDED = "ended", "Ended"

    horizon = models.CharField(max_length=14, choices=Horizon, default=Horizon.WEEKS)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    one_thing = models.CharField(max_length=200, blank=True)
    template = models.CharField(max_length=10, blank=True, help_text="the starting point it began with")
    offered_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="minutes a week the person said they can give; null: not asked"
    )
    offered_trips = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="trips to a clinic a month they said they can make; null: not asked"
    )
    review_on = models.DateField(null=True, blank=True, help_text="the day of the follow-up")
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
                condition=Q(status__in=["draft", "signed"]),
                name="careplan_one_draft_per_patient_and_horizon",
            ),
            models.CheckConstraint(
                condition=Q(status__in=NEVER_COUNTED, activated_on=None, activated_by=None)
                | ~Q(status__in=NEVER_COUNTED) & Q(activated_on__isnull=False, activated_by__isnull=False),
                name="careplan_active_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(offered_minutes=None) | Q(offered_minutes__lte=MINUTES_A_WEEK),
                name="careplan_offered_minutes_fit_a_week",
            ),
            models.CheckConstraint(
                condition=Q(offered_trips=None) | Q(offered_trips__lte=60),
                name="careplan_offered_trips_0_to_60",
            ),
        ]
        triggers = [
            # A plan that was superseded counts again only when a merge of two records is undone.
            kept_once(
                name="activated_plan_is_kept",
                once="OLD.status <> 'draft' AND (NEW.status = 'draft' OR "
                "(OLD.patient_id, OLD.horizon, OLD.number, OLD.one_thing, OLD.template, "
                "OLD.offered_minutes, OLD.offered_trips, OLD.review_on)"
                " IS DISTINCT FROM "
                "(NEW.patient_id, NEW.horizon, NEW.number, NEW.one_thing, NEW.template, "
                "NEW.offered_minutes, NEW.offered_trips, NEW.review_on) "
                "OR OLD.activated_on IS NOT NULL AND (OLD.activated_on, OLD.activated_by_id)"
                " IS DISTINCT FROM (NEW.activated_on, NEW.activated_by_id) "
                "OR OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN ("
                "('signed', 'active'), ('signed', 'returned'), "
                "('active', 'superseded'), ('superseded', 'active'), ('active', 'ended')))",
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

    @property
    def has_counted(self) -> bool:
        """Whether it is or once was the plan that counts."""
        return self.status not in NEVER_COUNTED
