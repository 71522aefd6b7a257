"""Who else helps: services, the referrals to them, and every step a referral took."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from careplans.models import PlanPart
from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic, User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import only_in_open_records


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(clinic__in=user.clinic_ids())

    def offered(self) -> Self:
        return self.filter(is_offered=True).order_by("name")


class Service(models.Model):
    class Place(models.TextChoices):
        IN_HOUSE = "in_house", "In this clinic"
        COMMUNITY = "community", "In the community"
        VIDEO = "video", "By video"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=10, choices=Place)
    is_offered = models.BooleanField(default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "name"], name="service_name_once_per_clinic")
        ]

    def __str__(self) -> str:
        return self.name


class Urgency(models.TextChoices):
    ROUTINE = "routine", "Routine, within two weeks"
    SOON = "soon", "Soon, within one week"
    URGENT = "urgent", "Urgent, within two days"


class ReferralStatus(models.TextChoices):
    NEW = "new", "New"
    COVERAGE = "coverage", "Coverage check"
    SCHEDULING = "scheduling", "Scheduling"
    BOOKED = "booked", "Booked"
    SEEN = "seen", "Seen, awaiting note"
    CLOSED = "closed", "Closed"


class Outcome(models.TextChoices):
    NOTE_RECEIVED = "note_received", "Note received"
    DECLINED = "declined", "Declined by the patient"
    NOT_COVERED = "not_covered", "Not covered"
    NO_REPLY = "no_reply", "No reply after three tries"


# The due day is that of the first visit: once a visit stands, the clock stops.
BEFORE_A_VISIT = frozenset({ReferralStatus.NEW, ReferralStatus.COVERAGE, ReferralStatus.SCHEDULING})


def overdue_on(day: date) -> Q:
    """Referrals of living people whose first visit should stand by now and does not."""
    return Q(status__in=BEFORE_A_VISIT, due_on__lt=day, patient__deceased_on=None)


class ReferralQuerySet(PatientBoundQuerySet):
    def open(self) -> Self:
        return self.exclude(status=ReferralStatus.CLOSED)

    def overdue(self, day: date) -> Self:
        return self.filter(overdue_on(day))

    def soonest_first(self) -> Self:
        return self.order_by("due_on", "pk")


@pghistory.track()
class Referral(PatientBound):
    IN_A_MERGE: ClassVar = {
        "referral_one_open_per_patient_and_service": "Both records have an open referral to {row.service}."
        " Close one of the two first."
    }

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    plan_part = models.ForeignKey(
        PlanPart, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    reason = models.TextField()
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ROUTINE)
    status = models.CharField(max_length=12, choices=ReferralStatus, default=ReferralStatus.NEW)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    due_on = models.DateField(help_text="the first visit should stand by then")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ReferralStatus.values), name="referral_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="closed") & ~Q(outcome="") | ~Q(status="closed") & Q(outcome=""),
                name="referral_outcome_exactly_when_closed",
            ),
            models.UniqueConstraint(
                fields=["patient", "service"],
                condition=~Q(status="closed"),
                name="referral_one_open_per_patient_and_service",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=~Q(status="closed"), name="referral_open_by_due_day")
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return f"Referral to {self.service}"


class ReferralMove(models.Model):
    """One step of a referral, with its author. Added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="moves")
    from_status = models.CharField(max_length=12, choices=ReferralStatus, blank=True)
    to_status = models.CharField(max_length=12, choices=ReferralStatus)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="referral_move_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_to_status_display()}, {self.made_at:%d %b %Y}"
