"""What happens between visits: hospital and emergency visits, falls, life events."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models

from .fact import EndingFact, Fact, ends_after_it_starts, known_value


class VisitKind(models.TextChoices):
    EMERGENCY = "emergency", "Emergency department, went home"
    OBSERVATION = "observation", "Observation"
    ADMISSION = "admission", "Admitted"
    INTENSIVE_CARE = "intensive_care", "Admitted, intensive care"


class Planned(models.TextChoices):
    PLANNED = "planned", "Planned"
    UNPLANNED = "unplanned", "Not planned"
    UNKNOWN = "unknown", "Not known"


class RelatedTo(models.TextChoices):
    CANCER = "cancer", "The cancer"
    TREATMENT = "treatment", "Its treatment"
    NEITHER = "neither", "Neither"
    UNKNOWN = "unknown", "Not known"


class VisitReason(models.TextChoices):
    """The ten reasons that CMS OP-35 counts as potentially preventable, and the rest."""

    ANEMIA = "anemia", "Anemia"
    DEHYDRATION = "dehydration", "Dehydration"
    DIARRHEA = "diarrhea", "Diarrhea"
    EMESIS = "emesis", "Vomiting"
    FEVER = "fever", "Fever"
    NAUSEA = "nausea", "Nausea"
    NEUTROPENIA = "neutropenia", "Neutropenia"
    PAIN = "pain", "Pain"
    PNEUMONIA = "pneumonia", "Pneumonia"
    SEPSIS = "sepsis", "Sepsis"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


@pghistory.track()
class HospitalVisit(EndingFact):
    kind = models.CharField("kind of visit", max_length=16, choices=VisitKind)
    planned = models.CharField("planned", max_length=10, choices=Planned, default=Planned.UNKNOWN)
    reason = models.CharField("main reason", max_length=12, choices=VisitReason, default=VisitReason.UNKNOWN)
    reason_in_words = models.CharField("in words", max_length=160, blank=True)
    related_to = models.CharField("because of", max_length=10, choices=RelatedTo, default=RelatedTo.UNKNOWN)
    started_on = models.DateField("came in")
    ended_on = models.DateField("went home", null=True, blank=True)
    place = models.CharField("hospital", max_length=120, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "hospital visit"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("hospital_visit_ends_after_it_starts"),
            models.CheckConstraint(
                condition=known_value("kind", VisitKind), name="visit_kind_is_known_value"
            ),
            models.CheckConstraint(
                condition=known_value("planned", Planned), name="visit_planned_is_known_value"
            ),
            models.CheckConstraint(
                condition=known_value("reason", VisitReason), name="visit_reason_is_known_value"
            ),
            models.CheckConstraint(
                condition=known_value("related_to", RelatedTo), name="visit_relation_is_known_value"
            ),
        ]

    def is_over_on(self, day: date) -> bool:
        """A visit that is over was still one."""
        return False

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason_in_words or self.get_reason_display().lower()}"


class Injury(models.TextChoices):
    NONE = "none", "None"
    MINOR = "minor", "Minor"
    MAJOR = "major", "Fracture, head injury or admission"
    UNKNOWN = "unknown", "Not known"


@pghistory.track()
class Fall(Fact):
    fell_on = models.DateField("day of the fall")
    injury = models.CharField(max_length=10, choices=Injury, default=Injury.UNKNOWN)
    circumstances = models.CharField("what happened", max_length=200, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "fall"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("injury", Injury), name="fall_injury_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return self.circumstances or "Fall"


@pghistory.track()
class LifeEvent(Fact):
    event = models.CharField("what happened", max_length=200, help_text="Such as lost the job, or a wedding.")
    happened_on = models.DateField("when")

    class Meta(Fact.Meta):
        verbose_name = "life event"

    def __str__(self) -> str:
        return self.event
