"""What is done to the body: radiation courses, operations and procedures, done and planned."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .cancer import Laterality
from .care import Intent
from .fact import EndingFact, Fact, FactQuerySet, ends_after_it_starts, known_value


@pghistory.track()
class RadiationCourse(EndingFact):
    MAY_LIE_AHEAD: ClassVar = frozenset({"started_on", "ended_on"})

    site = models.CharField(max_length=120, help_text="Such as left breast, or pelvis.")
    intent = models.CharField(max_length=10, choices=Intent, default=Intent.UNKNOWN)
    started_on = models.DateField("first day")
    ended_on = models.DateField(
        "last day", null=True, blank=True, help_text="Planned or true. Leave blank when not known."
    )
    fractions = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    dose_gy = models.DecimalField(
        "total dose in Gy", max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )  # fmt: skip

    class Meta(Fact.Meta):
        verbose_name = "radiation course"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("radiation_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(fractions=None) | Q(fractions__range=(1, 60)), name="radiation_1_to_60_fractions"
            ),
            models.CheckConstraint(
                condition=Q(dose_gy=None) | Q(dose_gy__range=(1, 120)), name="radiation_dose_1_to_120_gy"
            ),
            models.CheckConstraint(
                condition=known_value("intent", Intent), name="radiation_intent_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return f"Radiation, {self.site}"

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


class ProcedureState(models.TextChoices):
    PLANNED = "planned", "Planned"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Called off"


class ProcedureQuerySet(FactQuerySet):
    def planned_from(self, day: date) -> Self:
        """Ahead on or after `day`, the next first; one without a date comes last."""
        ahead = self.valid().filter(Q(performed_on=None) | Q(performed_on__gte=day))
        return ahead.filter(state=ProcedureState.PLANNED).order_by(
            models.F("performed_on").asc(nulls_last=True), "pk"
        )


@pghistory.track()
class Procedure(Fact):
    MAY_LIE_AHEAD: ClassVar = frozenset({"performed_on"})

    name = models.CharField(
        "procedure", max_length=160, help_text="Such as left lumpectomy, or port removal."
    )
    state = models.CharField(max_length=10, choices=ProcedureState, default=ProcedureState.DONE)
    performed_on = models.DateField("day", null=True, blank=True, help_text="Planned or true.")
    laterality = models.CharField(
        "side", max_length=20, choices=Laterality, default=Laterality.NOT_APPLICABLE
    )
    lymph_nodes_removed = models.PositiveSmallIntegerField(
        "lymph nodes removed", null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    objects = ProcedureQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "procedure"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("state", ProcedureState), name="procedure_state_is_known_value"
            ),
            models.CheckConstraint(
                condition=known_value("laterality", Laterality), name="procedure_side_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return self.name
