"""The cancer: mCODE's primary cancer condition, its stage in words, its markers."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from integrative.accounts.keys import uuid7

from .bound import PatientBound, PatientBoundQuerySet


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


class CancerConditionQuerySet(PatientBoundQuerySet):
    def current(self) -> Self:
        """Cancers on record that were not entered in error, newest diagnosis first."""
        return self.filter(entered_in_error_on=None).order_by("-diagnosed_on", "-pk")


@pghistory.track()
class CancerCondition(PatientBound):
    cancer_type = models.CharField(max_length=20, choices=CancerType)
    histology = models.CharField(max_length=160, blank=True)
    laterality = models.CharField(max_length=20, choices=Laterality, default=Laterality.UNKNOWN)
    icd10cm = models.CharField("ICD-10-CM code", max_length=8, blank=True)
    diagnosed_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    stage_system = models.CharField(max_length=60, blank=True)
    metastatic = models.BooleanField(null=True)
    entered_in_error_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CancerConditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cancer_type__in=CancerType.values), name="cancer_type_is_known_value"
            ),
            models.CheckConstraint(
                condition=Q(icd10cm="") | Q(icd10cm__regex=r"^[CD][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"),
                name="cancer_icd10cm_is_a_neoplasm_code",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_on=None)
                | Q(diagnosed_on=None)
                | Q(entered_in_error_on__gte=F("diagnosed_on")),
                name="cancer_error_found_after_diagnosis",
            ),
        ]

    def __str__(self) -> str:
        return self.histology or f"{self.get_cancer_type_display()} cancer"


class Marker(models.TextChoices):
    ER = "er", "Estrogen receptor (ER)"
    PR = "pr", "Progesterone receptor (PR)"
    HER2 = "her2", "HER2"


class MarkerResult(models.TextChoices):
    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    EQUIVOCAL = "equivocal", "Equivocal"


@pghistory.track()
class TumorMarker(models.Model):
    """A marker that was tested. No row: not known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cancer = models.ForeignKey(CancerCondition, on_delete=models.CASCADE, related_name="markers")
    marker = models.CharField(max_length=10, choices=Marker)
    result = models.CharField(max_length=10, choices=MarkerResult)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cancer", "marker"], name="tumor_marker_once_per_cancer"),
            models.CheckConstraint(
                condition=Q(result__in=MarkerResult.values), name="tumor_marker_result_is_known_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_marker_display()} {self.get_result_display().lower()}"
