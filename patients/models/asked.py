"""Unknown, none and not asked are three answers. Named things are rows of their own; this is the rest."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
from django.db import models

from .bound import Meets
from .fact import Fact, FactQuerySet, known_value


class Topic(models.TextChoices):
    ALLERGIES = "allergies", "Allergies"
    MEDICINES = "medicines", "Medicines"
    PRECAUTIONS = "precautions", "Devices and precautions"
    PROCEDURES = "procedures", "Operations and procedures"
    CAREGIVERS = "caregivers", "Caregivers"
    HOSPITAL = "hospital", "Hospital and emergency visits"
    FALLS = "falls", "Falls"
    FAMILY_HISTORY = "family_history", "Cancer in the family"


class Answer(models.TextChoices):
    NONE = "none", "None"
    UNKNOWN = "unknown", "The person does not know"


class AskedAboutQuerySet(FactQuerySet):
    def standing(self) -> Self:
        """Answers that nothing named has replaced since."""
        return self.valid().filter(replaced_at=None)


@pghistory.track()
class AskedAbout(Fact):
    """The person was asked and named nothing. No standing row and nothing named: not asked."""

    IN_A_MERGE: ClassVar = {"asked_one_standing_answer_per_topic": Meets.IS_SETTLED}

    topic = models.CharField(max_length=16, choices=Topic)
    answer = models.CharField(max_length=8, choices=Answer)
    asked_on = models.DateField()
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AskedAboutQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "question asked"
        verbose_name_plural = "questions asked"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=known_value("topic", Topic), name="asked_topic_is_known_value"),
            models.CheckConstraint(
                condition=known_value("answer", Answer), name="asked_answer_is_known_value"
            ),
            models.UniqueConstraint(
                fields=["patient", "topic"],
                condition=models.Q(replaced_at=None, entered_in_error_at=None),
                name="asked_one_standing_answer_per_topic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.get_answer_display().lower()}"
