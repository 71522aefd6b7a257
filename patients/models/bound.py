"""What every row about a patient shares: its clinic, and who may see it."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models

from integrative.accounts.keys import uuid7
from integrative.accounts.models import User


class PatientBoundQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Rows about patients of the clinics where this person works today."""
        return self.filter(patient__clinic__in=user.clinic_ids())

    def of(self, patient: models.Model) -> Self:
        return self.filter(patient=patient)


class PatientBound(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="%(class)ss")

    objects = PatientBoundQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def clinic_id(self) -> UUID:
        return self.patient.clinic_id
