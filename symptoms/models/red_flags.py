"""Red flags: what was answered, and what was raised, by whom it was seen, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, Value, When

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from integrative.knowledge.redflags import URGENCIES, Flag, fields, flags
from patients.models.bound import Meets, PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .signed import unchanged_once_signed


def asked_fields() -> list[tuple[str, str]]:
    return [(field.id, field.meaning) for field in fields().values()]


@pghistory.track()
class RedFlagAnswer(models.Model):
    """One field of the shared rules: present, absent, or a number. No row is not asked, never absent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(
        "symptoms.Consultation", on_delete=models.PROTECT, related_name="red_flag_answers"
    )
    field = models.CharField(max_length=40, choices=asked_fields)
    present = models.BooleanField(null=True)
    number = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "field"], name="red_flag_answer_once"),
            models.CheckConstraint(
                condition=Q(present__isnull=False, number=None) | Q(present=None, number__isnull=False),
                name="red_flag_answer_is_one_answer",
            ),
        ]
        triggers = [unchanged_once_signed()]

    def __str__(self) -> str:
        return self.field


class Urgency(models.TextChoices):
    """The most urgent first, as in the shared rules."""

    NOW = "emergency_now", "Act now"
    TODAY = "same_day", "Today"
    SOON = "within_72h", "Within 72 hours"
    ROUTINE = "routine_review", "Next review"


class RedFlagQuerySet(PatientBoundQuerySet):
    def standing(self) -> Self:
        """Raised, not withdrawn, and nothing written about what was done."""
        return self.filter(withdrawn_at=None, done_at=None)

    def unseen(self) -> Self:
        return self.standing().filter(seen_at=None)

    def most_urgent_first(self) -> Self:
        ranks = [When(urgency=key, then=Value(rank)) for rank, key in enumerate(URGENCIES)]
        return self.annotate(rank=Case(*ranks, output_field=models.SmallIntegerField())).order_by(
            "rank", "due_at", "pk"
        )


@pghistory.track()
class RedFlag(PatientBound):
    """A rule that reported facts raised: a prompt to a named person with a clock, never a diagnosis."""

    IN_A_MERGE: ClassVar = {"red_flag_stands_once": Meets.STAYS_BEHIND}

    class RaisedBy(models.TextChoices):
        MAP = "map", "Consultation map"
        CHECK_IN = "check_in", "Check-in"
        RECORD = "record", "Record"

    flag = models.CharField(max_length=10)
    urgency = models.CharField(max_length=20, choices=Urgency)
    because = ArrayField(models.TextField())
    facts = models.JSONField()
    knowledge_version = models.CharField(max_length=64)
    raised_from = models.CharField(max_length=10, choices=RaisedBy)
    raised_from_id = models.UUIDField()
    raised_at = models.DateTimeField(default=clock.now)
    raised_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # When the clinic's limit for seeing it is over.
    due_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    done_words = models.TextField(blank=True)
    # The answer that raised it was changed before anybody acted.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    escalated_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = RedFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "flag", "raised_from_id"],
                condition=Q(withdrawn_at=None, done_at=None),
                name="red_flag_stands_once",
            ),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="red_flag_urgency_is_known"),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None) | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="red_flag_seen_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, done_words="")
                | (
                    Q(done_at__isnull=False, done_by__isnull=False, seen_at__isnull=False) & ~Q(done_words="")
                ),
                name="red_flag_done_has_who_when_and_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(withdrawn_at=None, done_at=None), name="red_flag_standing"
            )
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return self.facts_of_rule.name

    @property
    def facts_of_rule(self) -> Flag:
        """The rule as the tables have it today."""
        return next(flag for flag in flags() if flag.id == self.flag)

    def is_late(self, now: datetime) -> bool:
        return self.seen_at is None and self.withdrawn_at is None and self.due_at < now
