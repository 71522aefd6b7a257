"""Supplements and herbs as the person takes them."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, Q

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .consultation import Consultation


class Verdict(models.TextChoices):
    """What the screen says of a product. Nothing is screened until the clinical tables are loaded."""

    NOT_SCREENED = "not_screened", "Not screened"


class ProductUseQuerySet(PatientBoundQuerySet):
    def current(self) -> Self:
        return self.filter(stopped_on=None).order_by("recorded_at", "pk")

    def taken_when_signed(self, consultation: Consultation) -> Self:
        """What stood on the list when this map was signed; stopped that day counts as taken that day."""
        still_taken = Q(stopped_on=None) | Q(stopped_on__gte=consultation.signed_on)
        return self.filter(still_taken, recorded_at__lte=consultation.signed_at).order_by("recorded_at", "pk")


@pghistory.track()
class ProductUse(PatientBound):
    """A product as typed. It belongs to the person, not to a visit: they take it until they stop."""

    IN_A_MERGE: ClassVar = {
        "product_use_once_while_taken": "Both records say that {row} is taken now."
        " Stop it in the one that is less exact first."
    }

    name_as_typed = models.CharField(max_length=200)
    dose_as_typed = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stopped_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProductUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name_as_typed=""), name="product_use_has_a_name"),
            models.UniqueConstraint(
                models.functions.Lower("name_as_typed"),
                F("patient"),
                condition=Q(stopped_on=None),
                name="product_use_once_while_taken",
            ),
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return self.name_as_typed

    @property
    def verdict(self) -> Verdict:
        return Verdict.NOT_SCREENED
