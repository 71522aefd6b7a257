"""Who did what to whose record, when and why. Rows are added, never changed."""

import pgtrigger
from django.db import models

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic, User

LOOKS = ("opened chart", "read goals of care", "read as FHIR")
"""Verbs of someone who read and changed nothing."""


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User) -> "EventQuerySet":
        return self.filter(clinic__in=user.clinic_ids())

    def about_patient(self, patient_id: object) -> "EventQuerySet":
        return self.filter(patient_id=patient_id)

    def changes(self) -> "EventQuerySet":
        """Something is otherwise than before."""
        return self.exclude(verb__in=LOOKS)

    def by_others_than(self, user: User) -> "EventQuerySet":
        """What colleagues, the patient and the clinic's clockwork did."""
        return self.filter(models.Q(by=None) | ~models.Q(by=user))

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-id")


class Event(models.Model):
    """A thing that happened, in the clinic's words. Field-level history is in the *_event tables."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=clock.now)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # A key, not a relation: this room stands below the patients'.
    patient_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    note = models.CharField(max_length=500, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient_id", "-at"]),
            models.Index(fields=["clinic", "-at"]),
        ]
        triggers = [
            pgtrigger.Protect(name="event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}"
