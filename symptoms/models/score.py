"""A symptom scored 0 to 10 on a day. Up is worse."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from integrative.knowledge.symptoms import Symptom, all_symptoms
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records

from .signed import unchanged_once_signed


def symptom_choices() -> list[tuple[str, str]]:
    return [(symptom.id, symptom.name) for symptom in all_symptoms().values()]


class SymptomScoreQuerySet(PatientBoundQuerySet):
    def final(self) -> Self:
        """Scores of signed consultations; a draft's numbers are not yet said."""
        return self.filter(consultation__status="signed")

    def since(self, day: date) -> Self:
        return self.filter(recorded_on__gte=day)

    def oldest_first(self) -> Self:
        return self.order_by("recorded_on", "pk")

    def latest_each(self) -> Self:
        """The newest score of each symptom."""
        return self.order_by("symptom", "-recorded_on", "-pk").distinct("symptom")


@pghistory.track()
class SymptomScore(PatientBound):
    consultation = models.ForeignKey(
        "symptoms.Consultation", on_delete=models.PROTECT, related_name="symptom_scores"
    )
    symptom = models.CharField(max_length=40, choices=symptom_choices)
    score = models.PositiveSmallIntegerField()
    recorded_on = models.DateField()

    objects = SymptomScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(0, 10)), name="symptom_score_0_to_10"),
            models.UniqueConstraint(
                fields=["consultation", "symptom"], name="symptom_score_once_per_consultation"
            ),
        ]
        indexes = [models.Index(fields=["patient", "symptom", "recorded_on"])]
        triggers = [unchanged_once_signed(moves_in_a_merge=True), only_in_open_records()]

    def __str__(self) -> str:
        return f"{self.facts.name} {self.score}"

    @property
    def facts(self) -> Symptom:
        return all_symptoms()[self.symptom]
