"""The cancer: mCODE's primary cancer condition, and its markers."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from .fact import Fact, FactQuerySet, known_value


class CancerType(models.TextChoices):
    BREAST = "breast", "Breast"
    PROSTATE = "prostate", "Prostate"
    LUNG = "lung", "Lung"
    COLORECTAL = "colorectal", "Colorectal"
    PANCREATIC = "pancreatic", "Pancreatic"
    HEAD_NECK = "head_neck", "Head and neck"
    HEMATOLOGIC = "hematologic", "Lymphoma or leukemia"
    MYELOMA = "myeloma", "Myeloma"
    MELANOMA = "melanoma", "Melanoma"
    OVARIAN = "ovarian", "Ovarian"
    GYNECOLOGIC = "gynecologic", "Uterine, cervical or other gynecologic"
    GASTRIC = "gastric", "Gastric"
    ESOPHAGEAL = "esophageal", "Esophageal"
    KIDNEY = "kidney", "Kidney"
    BLADDER = "bladder", "Bladder"
    TESTICULAR = "testicular", "Testicular"
    BRAIN = "brain", "Brain"
    OTHER = "other", "Other"


class Laterality(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BILATERAL = "bilateral", "Both sides"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    UNKNOWN = "unknown", "Not known"


class CancerConditionQuerySet(FactQuerySet):
    def current(self) -> Self:
        """Cancers on record that were not entered in error, newest diagnosis first."""
        return self.valid().order_by("-diagnosed_on", "-pk")


@pghistory.track()
class CancerCondition(Fact):
    cancer_type = models.CharField("cancer", max_length=20, choices=CancerType)
    site = models.CharField(
        "where exactly", max_length=120, blank=True, help_text="Such as upper outer quadrant."
    )
    histology = models.CharField(max_length=160, blank=True)
    laterality = models.CharField("side", max_length=20, choices=Laterality, default=Laterality.UNKNOWN)
    icd10cm = models.CharField("ICD-10-CM code", max_length=8, blank=True)
    diagnosed_on = models.DateField("diagnosed on", null=True, blank=True)
    metastatic = models.BooleanField(null=True, blank=True)

    objects = CancerConditionQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "diagnosis"
        verbose_name_plural = "diagnoses"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=known_value("cancer_type", CancerType), name="cancer_type_is_known_value"
            ),
            models.CheckConstraint(
                condition=Q(icd10cm="") | Q(icd10cm__regex=r"^[CD][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"),
                name="cancer_icd10cm_is_a_neoplasm_code",
                violation_error_message="A cancer code begins with C or D, such as C50.412.",
            ),
        ]

    def __str__(self) -> str:
        return self.histology or f"{self.get_cancer_type_display()} cancer"


class Marker(models.TextChoices):
    ER = "er", "Estrogen receptor (ER)"
    PR = "pr", "Progesterone receptor (PR)"
    HER2 = "her2", "HER2"
    KI67 = "ki67", "Ki-67"
    PD_L1 = "pd_l1", "PD-L1"
    MSI = "msi", "Mismatch repair (MSI)"
    TMB = "tmb", "Tumor mutational burden"
    EGFR = "egfr", "EGFR"
    ALK = "alk", "ALK"
    ROS1 = "ros1", "ROS1"
    RET = "ret", "RET"
    MET = "met", "MET"
    KRAS = "kras", "KRAS"
    NRAS = "nras", "NRAS"
    BRAF = "braf", "BRAF"
    NTRK = "ntrk", "NTRK"
    PIK3CA = "pik3ca", "PIK3CA"
    ESR1 = "esr1", "ESR1"
    BRCA1 = "brca1", "BRCA1"
    BRCA2 = "brca2", "BRCA2"
    RECURRENCE_SCORE = "recurrence_score", "Gene recurrence score"
    OTHER = "other", "Other"


class MarkerResult(models.TextChoices):
    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    EQUIVOCAL = "equivocal", "Equivocal"
    REPORTED = "reported", "As the value says"


@pghistory.track()
class TumorMarker(Fact):
    """A marker that was tested. No row: not known."""

    cancer = models.ForeignKey(CancerCondition, on_delete=models.PROTECT, related_name="markers")
    marker = models.CharField(max_length=20, choices=Marker)
    result = models.CharField(max_length=10, choices=MarkerResult)
    value = models.CharField(max_length=60, blank=True, help_text="Such as 3+, 80 %, or exon 19 deletion.")
    tested_on = models.DateField("tested on", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "tumor marker"
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["cancer", "marker", "tested_on", "value"],
                condition=Q(entered_in_error_at=None),
                nulls_distinct=False,
                name="tumor_marker_once_per_test",
                violation_error_message="This result is on record already.",
            ),
            models.CheckConstraint(
                condition=known_value("marker", Marker), name="tumor_marker_is_known_value"
            ),
            models.CheckConstraint(
                condition=known_value("result", MarkerResult), name="tumor_marker_result_is_known_value"
            ),
            models.CheckConstraint(
                condition=~Q(result=MarkerResult.REPORTED) & ~Q(marker=Marker.OTHER) | ~Q(value=""),
                name="tumor_marker_says_its_value",
                violation_error_message="Enter the value as it was reported.",
            ),
        ]

    def __str__(self) -> str:
        result = "" if self.result == MarkerResult.REPORTED else self.get_result_display().lower()
        return " ".join(filter(None, (self.get_marker_display(), result, self.value)))
