from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .fact import EndingFact, Fact, FactQuerySet, ends_after_it_starts


class DoseUnit(models.TextChoices):
    MG = "mg", "mg"
    MCG = "mcg", "mcg"
    G = "g", "g"
    UNITS = "units", "units"
    ML = "mL", "mL"
    PERCENT = "%", "%"
    TABLET = "tablet", "tablet"
    CAPSULE = "capsule", "capsule"
    DROP = "drop", "drop"
    PATCH = "patch", "patch"


class Route(models.TextChoices):
    ORAL = "oral", "By mouth"
    TOPICAL = "topical", "On the skin"
    TRANSDERMAL = "transdermal", "Patch"
    INJECTION = "injection", "Injection"
    INFUSION = "infusion", "Infusion"
    OTHER = "other", "Other"


class MedicationQuerySet(FactQuerySet):
    def current_on(self, day: date) -> Self:
        return self.not_ended_on(day)


@pghistory.track()
class Medication(EndingFact):
    name = models.CharField("medicine", max_length=160)
    dose = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    dose_unit = models.CharField(max_length=10, choices=DoseUnit, blank=True)
    route = models.CharField(max_length=12, choices=Route, default=Route.ORAL)
    schedule = models.CharField("how often", max_length=120)
    as_needed = models.BooleanField("only as needed", default=False)
    started_on = models.DateField("since", null=True, blank=True)
    ended_on = models.DateField("last day taken", null=True, blank=True)

    objects = MedicationQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "medicine"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(dose=None, dose_unit="") | Q(dose__isnull=False, dose__gt=0) & ~Q(dose_unit=""),
                name="medication_dose_has_number_and_unit",
            ),
            ends_after_it_starts("medication_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The sentence for a number without its unit, or a unit without its number."""
        if (self.dose is None) != (not self.dose_unit) or (self.dose is not None and self.dose <= 0):
            raise ValidationError({"dose": "A dose is a number above zero with its unit; both or neither."})

    @property
    def dose_in_words(self) -> str:
        """ "5 mg twice a day": number, space, unit, schedule; never a trailing zero."""
        dose = f"{self.dose.normalize():f} {self.dose_unit} " if self.dose else ""
        return f"{dose}{self.schedule}{', as needed' if self.as_needed else ''}"
