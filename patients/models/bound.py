"""What every row about a patient shares: its clinic, who may see it, and how it meets one like it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from integrative.accounts.keys import uuid7
from integrative.accounts.models import User


class PatientBoundQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Rows about patients of the clinics where this person works today, in records that are open."""
        return self.filter(patient__clinic__in=user.clinic_ids(), patient__merged_into=None)

    def of(self, patient: models.Model) -> Self:
        return self.filter(patient=patient)


class Meets(Enum):
    """What becomes of two rows of which one record can hold only one, when two records become one."""

    IS_SETTLED = "one of the two is changed first, by a rule of its app; see patients/merging.py"
    STAYS_BEHIND = "the row of the record that is closed stays with it"


class PatientBound(models.Model):
    """A subclass names its trigger `only_in_open_records`, and its unique constraints over the patient here:
    how the two rows meet in a merge, or what somebody has to do first, as a sentence. `{row}` is the row.
    """

    IN_A_MERGE: ClassVar[Mapping[str, Meets | str]] = {}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="%(class)ss")

    objects = PatientBoundQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def clinic_id(self) -> UUID:
        return self.patient.clinic_id
