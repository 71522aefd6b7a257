"""The outbound ledger: what is to be sent, when, and what became of it. Why a table: docs/adr/0003."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic, User


class Channel(models.TextChoices):
    MAIL = "mail", "Mail"


class Status(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Sending"
    SENT = "sent", "Sent"
    CANCELLED = "cancelled", "Cancelled"
    FAILED = "failed", "Failed"
    UNREACHABLE = "unreachable", "Could not be reached"


OPEN = (Status.WAITING, Status.SENDING)
# A sent message still stands: asking for the very same one again must not send it again.
STANDING = (*OPEN, Status.SENT)
ENDED_UNSENT = (Status.CANCELLED, Status.FAILED, Status.UNREACHABLE)

LATE_AFTER = timedelta(minutes=15)
FAILURES_SHOWN_FOR = timedelta(days=30)


class OutboundMessageQuerySet(models.QuerySet["OutboundMessage"]):
    def visible_to(self, user: User) -> OutboundMessageQuerySet:
        return self.filter(clinic__in=user.clinic_ids())

    def about(self, subject_id: UUID) -> OutboundMessageQuerySet:
        return self.filter(subject_id=subject_id)

    def open(self) -> OutboundMessageQuerySet:
        """Not ended: waiting for its time, or in a worker's hands."""
        return self.filter(status__in=OPEN)

    def standing(self) -> OutboundMessageQuerySet:
        """Open or already sent."""
        return self.filter(status__in=STANDING)

    def due(self, now: datetime) -> OutboundMessageQuerySet:
        """Open, its time has come, and no worker holds it under a lease that still runs."""
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.open().filter(free, try_at__lte=now)

    def backlog(self, now: datetime) -> OutboundMessageQuerySet:
        """What an administrator should look at: late and still open, or given up within a month."""
        late = Q(status__in=OPEN, send_at__lte=now - LATE_AFTER)
        given_up = Q(status=Status.FAILED, send_at__gte=now - FAILURES_SHOWN_FOR)
        return self.filter(late | given_up)

    def oldest_first(self) -> OutboundMessageQuerySet:
        return self.order_by("try_at", "pk")


class OutboundMessage(models.Model):
    """One message about one subject on one day. Its text is written only when it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=60)
    # Keys, not relations: this room stands below the rooms whose records these are.
    subject_id = models.UUIDField()
    patient_id = models.UUIDField(null=True)
    occurrence = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    send_at = models.DateTimeField()
    # Equal to send_at until an attempt fails; send_at itself stays, it is part of what the message is.
    try_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    recipient = models.EmailField(max_length=254, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OutboundMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "kind", "occurrence", "channel", "send_at"],
                condition=Q(status__in=STANDING),
                name="outbound_one_standing_per_subject_kind_and_time",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="outbound_status_is_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outbound_channel_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.SENDING, lease_until__isnull=False)
                | (~Q(status=Status.SENDING) & Q(lease_until__isnull=True)),
                name="outbound_lease_only_while_sending",
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.SENT, sent_at__isnull=False) & ~Q(recipient=""))
                | (~Q(status=Status.SENT) & Q(sent_at__isnull=True)),
                name="outbound_sent_says_when_and_to_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ENDED_UNSENT) | ~Q(ended_reason=""),
                name="outbound_unsent_end_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(status__in=OPEN), name="outbound_sweep"),
            models.Index(fields=["subject_id"], name="outbound_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.occurrence}: {self.get_status_display()}"


class Beat(models.Model):
    """When the clock last ticked, through beat, broker and worker. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="beat_is_one_row")]

    def __str__(self) -> str:
        return f"Last beat {self.last_at:%H:%M:%S}"


class SinkMailQuerySet(models.QuerySet["SinkMail"]):
    def visible_to(self, user: User) -> SinkMailQuerySet:
        """Letters of this person's clinics. Mail of no clinic, such as a password link, nobody sees."""
        return self.filter(clinic__in=user.clinic_ids())

    def newest_first(self) -> SinkMailQuerySet:
        return self.order_by("-received_at", "-pk")


class SinkMail(models.Model):
    """A letter that stayed in this house, because no mail server is set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=255, unique=True)
    to = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    received_at = models.DateTimeField(default=timezone.now)

    objects = SinkMailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["clinic", "-received_at"], name="sinkmail_newest")]

    def __str__(self) -> str:
        return self.message_id
