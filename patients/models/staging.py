"""Stage groups and their categories, as mCODE has them: one row for each time the cancer was staged."""

from __future__ import annotations

import pghistory
from django.db import models

from .cancer import CancerCondition
from .fact import Fact, known_value


class StageKind(models.TextChoices):
    CLINICAL = "clinical", "Clinical"
    PATHOLOGIC = "pathologic", "Pathologic"
    AFTER_TREATMENT = "after_treatment", "After neoadjuvant treatment"
    UNKNOWN = "unknown", "Not known"


@pghistory.track()
class CancerStage(Fact):
    cancer = models.ForeignKey(CancerCondition, on_delete=models.PROTECT, related_name="stages")
    kind = models.CharField(max_length=16, choices=StageKind, default=StageKind.UNKNOWN)
    group = models.CharField("stage", max_length=40, help_text="Such as IIA.")
    system = models.CharField(
        "staging system", max_length=60, blank=True, help_text="With its version, such as AJCC version 8."
    )
    primary_tumor = models.CharField("T", max_length=12, blank=True, help_text="Such as cT2.")
    regional_nodes = models.CharField("N", max_length=12, blank=True, help_text="Such as pN1a.")
    distant_metastases = models.CharField("M", max_length=12, blank=True, help_text="Such as M0.")
    staged_on = models.DateField("staged on", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "stage"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("kind", StageKind), name="stage_kind_is_known_value"
            ),
            models.CheckConstraint(condition=~models.Q(group=""), name="stage_has_a_group"),
        ]

    def __str__(self) -> str:
        kind = f"{self.get_kind_display().lower()} " if self.kind != StageKind.UNKNOWN else ""
        return f"{kind}stage {self.group}"

    @property
    def categories(self) -> str:
        """ "cT2 N1 M0", as far as known."""
        return " ".join(filter(None, (self.primary_tumor, self.regional_nodes, self.distant_metastases)))
