import pghistory
from django.db import models

from .fact import EndingFact, Fact


@pghistory.track()
class Allergy(EndingFact):
    substance = models.CharField("allergic to", max_length=120)
    reaction = models.CharField(max_length=120, blank=True, help_text="Such as hives, or throat swelling.")
    ended_on = models.DateField("ruled out on", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "allergy"
        verbose_name_plural = "allergies"

    def __str__(self) -> str:
        return f"{self.substance}: {self.reaction}" if self.reaction else self.substance
