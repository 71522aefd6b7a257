"""Where the cancer went and how it answers: metastases, recurrences, disease status, performance status."""

from __future__ import annotations

import pghistory
from django.db import models

from .cancer import CancerCondition
from .fact import Fact, known_value


class MetastaticSite(models.TextChoices):
    BONE = "bone", "Bone"
    LIVER = "liver", "Liver"
    LUNG = "lung", "Lung"
    BRAIN = "brain", "Brain"
    LYMPH_NODES = "lymph_nodes", "Distant lymph nodes"
    PERITONEUM = "peritoneum", "Peritoneum"
    PLEURA = "pleura", "Pleura"
    ADRENAL = "adrenal", "Adrenal gland"
    SKIN = "skin", "Skin"
    OTHER = "other", "Other"


@pghistory.track()
class Metastasis(Fact):
    cancer = models.ForeignKey(CancerCondition, on_delete=models.PROTECT, related_name="metastases")
    site = models.CharField(max_length=12, choices=MetastaticSite)
    where = models.CharField(
        "where exactly", max_length=120, blank=True, help_text="Such as right hip, or L3."
    )
    found_on = models.DateField("found on", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "metastasis"
        verbose_name_plural = "metastases"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("site", MetastaticSite), name="metastasis_site_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_site_display()}{f', {self.where}' if self.where else ''}"


class RecurrenceKind(models.TextChoices):
    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    DISTANT = "distant", "Distant"
    BIOCHEMICAL = "biochemical", "By a blood marker alone"


@pghistory.track()
class Recurrence(Fact):
    cancer = models.ForeignKey(CancerCondition, on_delete=models.PROTECT, related_name="recurrences")
    kind = models.CharField(max_length=12, choices=RecurrenceKind)
    where = models.CharField(max_length=120, blank=True)
    found_on = models.DateField("found on")

    class Meta(Fact.Meta):
        verbose_name = "recurrence"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("kind", RecurrenceKind), name="recurrence_kind_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{f', {self.where}' if self.where else ''}"


class Status(models.TextChoices):
    """mCODE's trend of the cancer, in plain words."""

    NO_EVIDENCE = "no_evidence", "No evidence of disease"
    RESPONDING = "responding", "Responding"
    STABLE = "stable", "Stable"
    PROGRESSING = "progressing", "Progressing"
    NOT_EVALUATED = "not_evaluated", "Not evaluated"


class Evidence(models.TextChoices):
    IMAGING = "imaging", "Imaging"
    PATHOLOGY = "pathology", "Pathology"
    MARKERS = "markers", "Blood markers"
    EXAMINATION = "examination", "Examination"
    SYMPTOMS = "symptoms", "Symptoms"


@pghistory.track()
class DiseaseStatus(Fact):
    cancer = models.ForeignKey(CancerCondition, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField("the cancer is", max_length=14, choices=Status)
    evidence = models.CharField("judged by", max_length=12, choices=Evidence, blank=True)
    observed_on = models.DateField("as of")

    class Meta(Fact.Meta):
        verbose_name = "disease status"
        verbose_name_plural = "disease statuses"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("status", Status), name="disease_status_is_known_value"
            ),
            models.CheckConstraint(
                condition=known_value("evidence", Evidence, or_blank=True),
                name="disease_status_evidence_is_known_value",
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class Ecog(models.TextChoices):
    """ECOG performance status; the words are ours, after Oken 1982."""

    FULLY_ACTIVE = "0", "0, fully active"
    RESTRICTED = "1", "1, up and about, no strenuous work"
    AMBULATORY = "2", "2, cares for self, no work, up over half the day"
    LIMITED = "3", "3, in bed or chair over half the day"
    DISABLED = "4", "4, in bed or chair all day"


@pghistory.track()
class PerformanceStatus(Fact):
    ecog = models.CharField("ECOG", max_length=1, choices=Ecog)
    observed_on = models.DateField("as of")

    class Meta(Fact.Meta):
        verbose_name = "performance status"
        verbose_name_plural = "performance statuses"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=known_value("ecog", Ecog), name="ecog_is_known_value"),
        ]

    def __str__(self) -> str:
        return f"ECOG {self.ecog}"
