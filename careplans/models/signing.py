"""Who signed a plan, and what was known of each therapy on that day."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import Discipline, User

from .dose import therapy_choices
from .plan import CarePlan


class Signature(models.Model):
    """Append-only. `comment` is why a plan was returned."""

    class As(models.TextChoices):
        AUTHOR = "author", "Wrote it"
        COSIGNER = "cosigner", "Signed it too"
        RETURNED = "returned", "Returned it"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="signatures")
    signed_as = models.CharField(max_length=10, choices=As)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    discipline = models.CharField(max_length=24, choices=Discipline)
    at = models.DateTimeField(default=clock.now)
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "signed_as"], name="signature_once_of_each_kind"),
            models.UniqueConstraint(
                fields=["plan", "by"],
                condition=Q(signed_as__in=["author", "cosigner"]),
                name="signature_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(signed_as__in=["author", "cosigner", "returned"]), name="signature_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(signed_as="returned") | ~Q(comment=""), name="signature_returned_says_why"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="signatures_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.get_discipline_display().lower()}"


class TherapyClearance(models.Model):
    """What the rules said of a therapy of a plan when it was signed, with the facts that made it.

    `action`: clear, info, adapt, ask or hold; `reasons`: [{"rule", "action", "text"}]; `facts`: the values
    used with their days; `expires_on`: the last day for which it holds, None while nothing runs out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="clearances")
    therapy = models.CharField(max_length=40, choices=therapy_choices)
    action = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    expires_on = models.DateField(null=True, blank=True)
    knowledge_version = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "therapy"], name="therapy_clearance_once_per_plan"),
            models.CheckConstraint(
                condition=Q(action__in=["clear", "info", "adapt", "ask", "hold"]),
                name="therapy_clearance_action_is_known",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="therapy_clearances_are_kept", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.therapy}: {self.action}"
