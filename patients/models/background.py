"""What the person brings: cancer in the family, tobacco."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from .fact import Fact, known_value


class FamilySide(models.TextChoices):
    MOTHER = "mother", "Mother’s side"
    FATHER = "father", "Father’s side"
    OWN = "own", "Brother, sister or child"
    UNKNOWN = "unknown", "Not known"


@pghistory.track()
class FamilyHistory(Fact):
    relation = models.CharField(max_length=60, help_text="Such as mother, or aunt.")
    side = models.CharField(max_length=10, choices=FamilySide, default=FamilySide.UNKNOWN)
    condition = models.CharField("had", max_length=120, help_text="Such as breast cancer.")
    age_at_onset = models.PositiveSmallIntegerField(
        "at what age", null=True, blank=True, validators=[MaxValueValidator(120)]
    )

    class Meta(Fact.Meta):
        verbose_name = "cancer in the family"
        verbose_name_plural = "cancer in the family"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("side", FamilySide), name="family_side_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation}: {self.condition}"


class Tobacco(models.TextChoices):
    NEVER = "never", "Never"
    FORMER = "former", "Stopped"
    CURRENT = "current", "Now"
    UNKNOWN = "unknown", "Not known"


@pghistory.track()
class TobaccoUse(Fact):
    status = models.CharField("smokes or uses tobacco", max_length=10, choices=Tobacco)
    pack_years = models.PositiveSmallIntegerField(
        "pack-years", null=True, blank=True, validators=[MaxValueValidator(300)]
    )
    quit_on = models.DateField("stopped on", null=True, blank=True)
    asked_on = models.DateField("asked on")

    class Meta(Fact.Meta):
        verbose_name = "tobacco use"
        verbose_name_plural = "tobacco use"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=known_value("status", Tobacco), name="tobacco_is_known_value"),
            models.CheckConstraint(
                condition=Q(quit_on=None) | Q(status=Tobacco.FORMER),
                name="tobacco_quit_day_only_when_stopped",
                violation_error_message="A day of stopping belongs to someone who stopped.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()
