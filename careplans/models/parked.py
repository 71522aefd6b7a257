"""What was left out of the plan for now, with the reason. Nothing is lost, and nothing is extra."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .plan import CarePlan


class ParkedQuerySet(PatientBoundQuerySet):
    def standing(self) -> Self:
        """Not brought back yet, newest first."""
        return self.filter(brought_back_at=None).order_by("-parked_at", "-pk")


@pghistory.track()
class ParkedItem(PatientBound):
    """`was` keeps what stood in the plan by its columns, so that it comes back as it was: {"slot": ...,
    the fields of the part or the intervention, "interventions": [...]}; empty for a line written by hand."""

    from_plan = models.ForeignKey(
        CarePlan, null=True, blank=True, on_delete=models.PROTECT, related_name="parked"
    )
    title = models.CharField(max_length=160)
    reason = models.CharField(max_length=300)
    ask_again_on = models.DateField(null=True, blank=True)
    was = models.JSONField(default=dict, blank=True)
    parked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    parked_at = models.DateTimeField(default=clock.now)
    brought_back_at = models.DateTimeField(null=True, blank=True)
    brought_back_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ParkedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(reason=""), name="parked_item_has_a_reason"),
            models.CheckConstraint(
                condition=Q(brought_back_at=None, brought_back_by=None)
                | Q(brought_back_at__isnull=False, brought_back_by__isnull=False),
                name="parked_item_brought_back_has_who",
            ),
        ]
        indexes = [
            models.Index(fields=["patient"], condition=Q(brought_back_at=None), name="parked_items_standing")
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return self.title
