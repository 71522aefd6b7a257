"""Supplements and herbs as the person takes them, and the label kept with them."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from integrative.ui.numbers import plain_number
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .consultation import Consultation

LARGEST_LABEL = 2 * 1024 * 1024
COUNTED_PIECES = frozenset(
    {"capsule", "tablet", "softgel", "drop", "spray", "teaspoon", "cup", "scoop", "unit"}
)


class Verdict(models.TextChoices):
    """What the screen says of a product, in the words of the design; worst first."""

    STOP = "stop", "Stop"
    HOLD = "hold", "Hold"
    CANNOT_SCREEN = "cannot_screen", "Cannot screen"
    CARE = "care", "Use with care"
    NONE_FOUND = "none_found", "No interaction found"
    NOT_SCREENED = "not_screened", "Not screened"


class Route(models.TextChoices):
    ORAL = "oral", "By mouth"
    TOPICAL = "topical", "On the skin"
    INHALED = "inhaled", "Inhaled"
    INJECTED = "injection", "By needle"
    OTHER = "other", "Otherwise"


class Suggested(models.TextChoices):
    SELF = "self", "Own idea"
    FAMILY = "family", "Family or friend"
    ONCOLOGY = "oncology", "Oncology team"
    CLINIC = "clinic", "Our clinic"
    OTHER_CLINICIAN = "other_clinician", "Another clinician"
    INTERNET = "internet", "Internet"
    SHOP = "shop", "Shop"


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
    dose_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    dose_unit = models.CharField(max_length=20, blank=True)
    schedule = models.CharField(max_length=120, blank=True)
    as_needed = models.BooleanField(default=False)
    route = models.CharField(max_length=10, choices=Route, default=Route.ORAL)
    suggested_by = models.CharField(max_length=20, choices=Suggested, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    # Ids of the supplements table that a person said this is, where the name alone did not say it.
    confirmed_as = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stopped_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProductUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name_as_typed=""), name="product_use_has_a_name"),
            models.CheckConstraint(
                condition=Q(dose_amount=None) | Q(dose_amount__gt=0), name="product_use_dose_is_something"
            ),
            models.CheckConstraint(
                condition=Q(dose_amount=None) | ~Q(dose_unit=""), name="product_use_dose_has_a_unit"
            ),
            models.CheckConstraint(condition=Q(route__in=Route.values), name="product_use_route_is_known"),
            models.CheckConstraint(
                condition=Q(confirmed_as=[], confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="product_use_confirmed_has_who_and_when",
            ),
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
    def dose(self) -> str:
        """As a person reads it: "500 mg twice a day, as needed"; empty when it was not asked."""
        amount = f"{plain_number(self.dose_amount)} {self._unit}" if self.dose_amount else ""
        said = " ".join(filter(None, [amount, self.schedule]))
        return ", ".join(filter(None, [said, "as needed" if self.as_needed else ""]))

    @property
    def _unit(self) -> str:
        """One capsule, two capsules."""
        one = self.dose_unit.removesuffix("s")
        if one not in COUNTED_PIECES:
            return self.dose_unit
        return one if self.dose_amount == 1 else f"{one}s"


class ProductLabel(models.Model):
    """A photograph of the label, made smaller and without what the camera wrote into it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    product = models.ForeignKey(ProductUse, on_delete=models.PROTECT, related_name="labels")
    image = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at"]

    def __str__(self) -> str:
        return f"Label of {self.product}"
