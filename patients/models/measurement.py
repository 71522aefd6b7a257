"""Counts and body weight: the number, the unit it was entered in, and when it was taken."""

from __future__ import annotations

from datetime import datetime
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from integrative.knowledge.analytes import Analyte, all_analytes

from .bound import PatientBound, PatientBoundQuerySet


def analyte_choices() -> list[tuple[str, str]]:
    return [(analyte.id, analyte.name) for analyte in all_analytes().values()]


class MeasurementQuerySet(PatientBoundQuerySet):
    def latest_each(self) -> Self:
        """The newest value of each analyte that was not entered in error."""
        return (
            self.filter(entered_in_error_at=None).order_by("analyte", "-taken_at", "-pk").distinct("analyte")
        )


@pghistory.track()
class Measurement(PatientBound):
    analyte = models.CharField(max_length=30, choices=analyte_choices)
    value = models.DecimalField(max_digits=10, decimal_places=3, help_text="in the analyte's own unit")
    entered_value = models.DecimalField(max_digits=12, decimal_places=3)
    entered_unit = models.CharField(max_length=20)
    taken_at = models.DateTimeField()
    entered_in_error_at = models.DateTimeField(null=True, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="measurement_not_negative"),
            models.CheckConstraint(condition=~Q(entered_unit=""), name="measurement_has_a_unit"),
        ]
        indexes = [models.Index(fields=["patient", "analyte", "-taken_at"])]

    def __str__(self) -> str:
        return f"{self.facts.name} {self.value.normalize():f} {self.facts.unit}"

    @property
    def facts(self) -> Analyte:
        return all_analytes()[self.analyte]

    def is_older_than(self, days: int, *, at: datetime) -> bool:
        return (at - self.taken_at).days > days
