"""Devices and conditions that a therapist or a prescriber has to know before touching or treating."""

from __future__ import annotations

import pghistory
from django.db import models

from .cancer import Laterality
from .fact import EndingFact, Fact, ends_after_it_starts, known_value


class PrecautionKind(models.TextChoices):
    PORT = "port", "Port"
    CENTRAL_LINE = "central_line", "PICC or central line"
    OSTOMY = "ostomy", "Ostomy"
    LYMPHEDEMA = "lymphedema", "Lymphedema, or a limb at risk"
    BONE_METASTASIS = "bone_metastasis", "Bone metastasis"
    CLOT = "clot", "Blood clot"
    PACEMAKER = "pacemaker", "Pacemaker or defibrillator"
    OSTEOPOROSIS = "osteoporosis", "Osteoporosis"
    IRRADIATED_SKIN = "irradiated_skin", "Irradiated skin"
    FALL_RISK = "fall_risk", "Fall risk"
    SEIZURES = "seizures", "Seizures"
    PREGNANCY = "pregnancy", "Pregnancy"
    IMMUNE = "immune", "Weak immune system"
    OTHER = "other", "Other"


@pghistory.track()
class Precaution(EndingFact):
    kind = models.CharField("precaution", max_length=16, choices=PrecautionKind)
    site = models.CharField(
        "where", max_length=120, blank=True, help_text="Such as right chest, left arm, or L3."
    )
    laterality = models.CharField(
        "side", max_length=20, choices=Laterality, default=Laterality.NOT_APPLICABLE
    )
    note = models.CharField(max_length=160, blank=True)
    started_on = models.DateField("since", null=True, blank=True)
    ended_on = models.DateField("until", null=True, blank=True, help_text="Leave blank while it holds.")

    class Meta(Fact.Meta):
        verbose_name = "precaution"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("precaution_ends_after_it_starts"),
            models.CheckConstraint(
                condition=known_value("kind", PrecautionKind), name="precaution_kind_is_known_value"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=PrecautionKind.OTHER) | ~models.Q(note=""),
                name="precaution_other_says_what",
                violation_error_message="Say in the note which precaution this is.",
            ),
        ]

    def __str__(self) -> str:
        name = self.note if self.kind == PrecautionKind.OTHER else self.get_kind_display()
        return f"{name}{f', {self.site}' if self.site else ''}"
