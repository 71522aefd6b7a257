"""Who pays: payer and plan, each with its period."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models

from .fact import EndingFact, Fact, ends_after_it_starts, known_value


class PayerKind(models.TextChoices):
    COMMERCIAL = "commercial", "Commercial"
    MEDICARE = "medicare", "Medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage", "Medicare Advantage"
    MEDICAID = "medicaid", "Medicaid"
    VETERANS = "veterans", "Veterans Affairs"
    SELF_PAY = "self_pay", "Pays without insurance"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


@pghistory.track()
class Coverage(EndingFact):
    MAY_LIE_AHEAD: ClassVar = frozenset({"started_on", "ended_on"})

    kind = models.CharField("kind of payer", max_length=20, choices=PayerKind)
    payer = models.CharField(max_length=120, blank=True, help_text="As it stands on the card.")
    plan = models.CharField(max_length=120, blank=True)
    member_number = models.CharField("member number", max_length=40, blank=True)
    started_on = models.DateField("from", null=True, blank=True)
    ended_on = models.DateField("to", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "coverage"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("coverage_ends_after_it_starts"),
            models.CheckConstraint(
                condition=known_value("kind", PayerKind), name="coverage_kind_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.payer or self.get_kind_display(), self.plan)))
