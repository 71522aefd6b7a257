"""Counts and body weight: the number, the unit it was entered in, and when it was taken."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from integrative.knowledge.analytes import Analyte, all_analytes

from .fact import Fact, FactQuerySet

KEPT = Decimal("0.001")


def analyte_choices() -> list[tuple[str, str]]:
    return [(analyte.id, analyte.name) for analyte in all_analytes().values()]


class MeasurementQuerySet(FactQuerySet):
    def latest_each(self) -> Self:
        """The newest value of each analyte that was not entered in error."""
        return self.valid().order_by("analyte", "-taken_at", "-pk").distinct("analyte")


@pghistory.track()
class Measurement(Fact):
    analyte = models.CharField(max_length=30, choices=analyte_choices)
    value = models.DecimalField(max_digits=10, decimal_places=3, help_text="in the analyte's own unit")
    entered_value = models.DecimalField(max_digits=12, decimal_places=3)
    entered_unit = models.CharField(max_length=20)
    taken_at = models.DateTimeField()
    # The laboratory's own range, in the analyte's own unit; empty where it gave none.
    reference_low = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    reference_high = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "value"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=Q(value__gte=0), name="measurement_not_negative"),
            models.CheckConstraint(condition=~Q(entered_unit=""), name="measurement_has_a_unit"),
            models.CheckConstraint(
                condition=Q(reference_low=None)
                | Q(reference_high=None)
                | Q(reference_high__gte=models.F("reference_low")),
                name="measurement_reference_in_order",
                violation_error_message="The range ends below where it begins.",
            ),
        ]
        indexes = [models.Index(fields=["patient", "analyte", "-taken_at"])]

    def __str__(self) -> str:
        return f"{self.facts.name} {self.value.normalize():f} {self.facts.unit_shown}"

    @property
    def facts(self) -> Analyte:
        return all_analytes()[self.analyte]

    @property
    def as_entered(self) -> str:
        """Empty when it was entered in the analyte's own unit."""
        if self.entered_unit == self.facts.unit:
            return ""
        return f"entered as {self.entered_value.normalize():f} {self.entered_unit}"

    def range_in(self, unit: str) -> dict[str, Decimal | None]:
        """The laboratory's range as it reads in `unit`; nothing in a unit that the analyte has not."""
        share = self.facts.factors.get(unit)
        if share is None:
            return {}
        edges = {"reference_low": self.reference_low, "reference_high": self.reference_high}
        return {name: None if edge is None else (edge / share).quantize(KEPT) for name, edge in edges.items()}

    @property
    def range_in_words(self) -> str:
        """The laboratory's own range, and where the value lies beside it."""
        low, high = (
            None if edge is None else f"{edge.normalize():f}"
            for edge in (self.reference_low, self.reference_high)
        )
        if low is None and high is None:
            return ""
        span = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
        return f"{self.beside_its_range or 'within'}: range {span}"

    @property
    def beside_its_range(self) -> str:
        """ "low" or "high" beside the laboratory's own range; empty when inside it or when it gave none."""
        if self.reference_low is not None and self.value < self.reference_low:
            return "low"
        return "high" if self.reference_high is not None and self.value > self.reference_high else ""

    def is_older_than(self, days: int, *, at: datetime) -> bool:
        return (at - self.taken_at).days > days
