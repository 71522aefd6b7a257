import pghistory
from django.db import models

from integrative.accounts import clock

from .bound import PatientBound


@pghistory.track()
class Allergy(PatientBound):
    substance = models.CharField(max_length=120)
    reaction = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "allergies"

    def __str__(self) -> str:
        return f"{self.substance}: {self.reaction}" if self.reaction else self.substance
