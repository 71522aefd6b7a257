"""Two records of one person: which was kept, which was closed, what went from one to the other."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic, User

from .patient import Patient


class RecordMergeQuerySet(models.QuerySet["RecordMerge"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(clinic__in=user.clinic_ids())

    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-merged_at", "-pk")


class RecordMerge(models.Model):
    """What is written here is what undoing puts back; the triggers that keep signed rows read it, too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="merges_away")
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=300)
    # [[model label, [row id, ...]], ...]
    moved = models.JSONField(encoder=DjangoJSONEncoder)
    # [[model label, row id, {column: [before, after]}], ...]
    changed = models.JSONField(encoder=DjangoJSONEncoder, default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecordMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_is_of_two_records"),
            models.CheckConstraint(condition=~Q(why=""), name="merge_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_has_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merge_one_standing_per_record"
            ),
        ]
        indexes = [models.Index(fields=["clinic", "-merged_at"])]
        triggers = [
            pgtrigger.Protect(name="merge_is_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="merge_is_only_undone",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.undone_at IS NOT NULL OR (to_jsonb(OLD.*) - 'undone_at' - 'undone_by_id')"
                    " IS DISTINCT FROM (to_jsonb(NEW.*) - 'undone_at' - 'undone_by_id')"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Merge of {self.merged_at:%d %b %Y}"

    @property
    def rows_moved(self) -> int:
        return sum(len(keys) for _, keys in self.moved)
