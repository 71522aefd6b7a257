"""The ledger's verbs: schedule, cancel, sweep, deliver.

A row is waiting, then a sweeper claims it (sending, under a lease), then a worker ends it. What happens in
between, a dead worker or an emptied broker, only lets the lease run out; the next sweep claims the row again.
"""

from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

import structlog
from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone

from . import kinds
from .kinds import UnknownKind, Unreachable
from .mail import send_letter
from .models import Beat, Channel, OutboundMessage, Status

# Longer than a task may run, so that a lease runs out only under a worker that is gone.
LEASE = timedelta(minutes=5)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
MAX_ATTEMPTS = 8
NO_LONGER_WANTED = "No longer wanted when its time came"

log = structlog.get_logger("messaging")


def schedule(
    *,
    clinic_id: UUID,
    kind: str,
    subject_id: UUID,
    occurrence: date,
    send_at: datetime,
    patient_id: UUID | None = None,
) -> OutboundMessage:
    """The message of this kind about `subject_id` for the day `occurrence`, to be sent at `send_at`.

    Asked twice, it answers with the row that waits or was sent already. Raises UnknownKind.
    """
    kinds.named(kind)
    what = {
        "kind": kind,
        "subject_id": subject_id,
        "occurrence": occurrence,
        "channel": Channel.MAIL,
        "send_at": send_at,
    }
    try:
        with transaction.atomic():
            return OutboundMessage.objects.create(
                clinic_id=clinic_id, patient_id=patient_id, try_at=send_at, **what
            )
    except IntegrityError:
        return OutboundMessage.objects.standing().get(**what)


def cancel(*, subject_id: UUID, reason: str, kind: str | None = None) -> int:
    """How many waiting messages about `subject_id` will now not be sent.

    Call it in the transaction that makes them unwanted. One already in a worker's hands is not touched here:
    the worker asks `is_wanted` before it sends.
    """
    waiting = OutboundMessage.objects.about(subject_id).filter(status=Status.WAITING)
    if kind is not None:
        waiting = waiting.filter(kind=kind)
    return waiting.update(status=Status.CANCELLED, ended_reason=reason)


def cancel_for_person(*, patient_id: UUID, reason: str) -> int:
    """How many messages to or about this person will now not be sent.

    Call it in the transaction that makes them unwanted. A worker in the middle of sending one is waited
    for; one that is only claimed is called off, so that nothing leaves after this transaction.
    """
    standing = OutboundMessage.objects.filter(patient_id=patient_id).open()
    return standing.update(status=Status.CANCELLED, lease_until=None, ended_reason=reason)


def take_up_again(*, reason: str, **about: UUID) -> int:
    """Schedule again what was cancelled for this reason and is still wanted; how many.

    In: `patient_id` or `subject_id`. Of several whose time has gone by, only the last of its kind about
    one subject is sent, at once.
    """
    now = timezone.now()
    called_off = OutboundMessage.objects.filter(status=Status.CANCELLED, ended_reason=reason, **about)
    missed: dict[tuple[str, UUID], OutboundMessage] = {}
    to_come = []
    for message in called_off.order_by("send_at", "pk"):
        if not kinds.named(message.kind).is_wanted(message):
            continue
        if message.send_at > now:
            to_come.append(message)
        else:
            missed[message.kind, message.subject_id] = message
    wanted = [*missed.values(), *to_come]
    for message in wanted:
        schedule(
            clinic_id=message.clinic_id, kind=message.kind, subject_id=message.subject_id,
            patient_id=message.patient_id, occurrence=message.occurrence, send_at=message.send_at,
        )  # fmt: skip
    return len(wanted)


def sweep(*, now: datetime | None = None, limit: int = 200) -> int:
    """Claim what is due, at most `limit`, and hand each to a worker once the claim is committed; how many."""
    now = now or timezone.now()
    with transaction.atomic():
        due = OutboundMessage.objects.due(now).oldest_first().select_for_update(skip_locked=True)
        claimed = list(due.values_list("pk", flat=True)[:limit])
        OutboundMessage.objects.filter(pk__in=claimed).update(status=Status.SENDING, lease_until=now + LEASE)
        # Robust: a broker that is down costs these rows their lease, not the caller its work.
        transaction.on_commit(lambda: _hand_over(claimed), robust=True)
    return len(claimed)


def _hand_over(keys: list[UUID]) -> None:
    for key in keys:
        # By name: the envelope in tasks.py imports this module.
        current_app.send_task("integrative.messaging.tasks.deliver_message", args=[str(key)])


@transaction.atomic
def deliver(message_id: UUID, *, now: datetime | None = None) -> None:
    """Send a claimed message, or end it, or put it back for later.

    The row stays locked until its outcome is committed. A second worker with the same key, and a worker whose
    message has ended meanwhile, find nothing to do.
    """
    claimed = OutboundMessage.objects.filter(pk=message_id, status=Status.SENDING)
    message = claimed.select_for_update(skip_locked=True).first()
    if message is not None:
        _attempt(message, now or timezone.now())


def _attempt(message: OutboundMessage, now: datetime) -> None:
    message.attempts += 1
    try:
        # A query that fails inside must not take the outcome with it.
        with transaction.atomic():
            _send_if_wanted(message, now)
    except Unreachable as obstacle:
        _settle(message, Status.UNREACHABLE, str(obstacle))
    except UnknownKind as fault:
        _settle(message, Status.FAILED, str(fault))
    except SMTPRecipientsRefused as refusal:
        if _is_final(refusal):
            _settle(message, Status.UNREACHABLE, "The mail server does not take this address")
        else:
            _put_back(message, refusal, now)
    # The mail server is down, or the kind has a fault: neither may lose the message or hold up the others.
    except Exception as fault:  # noqa: BLE001
        _put_back(message, fault, now)


def _send_if_wanted(message: OutboundMessage, now: datetime) -> None:
    kind = kinds.named(message.kind)
    if why := kinds.veto_of(message):
        _settle(message, Status.CANCELLED, why)
        return
    if not kind.is_wanted(message):
        _settle(message, Status.CANCELLED, NO_LONGER_WANTED)
        return
    letter = kind.compose(message)
    # Written before the letter leaves, committed after: what the database refuses must not be out already.
    _settle(message, Status.SENT, sent_at=now, recipient=letter.to)
    send_letter(letter, key=message.pk, clinic_id=message.clinic_id)


def _settle(
    message: OutboundMessage,
    status: Status,
    reason: str = "",
    *,
    sent_at: datetime | None = None,
    recipient: str = "",
) -> None:
    message.status = status
    message.ended_reason = reason[:200]
    message.sent_at = sent_at
    message.recipient = recipient
    message.lease_until = None
    message.save()


def _put_back(message: OutboundMessage, fault: Exception, now: datetime) -> None:
    # The kind of the fault only: an SMTP answer or a database error can quote an address.
    name = type(fault).__name__
    log.warning("message not sent", message=str(message.pk), kind=message.kind, fault=name)
    if message.attempts >= MAX_ATTEMPTS:
        _settle(message, Status.FAILED, f"Not sent after {MAX_ATTEMPTS} attempts ({name})")
        return
    message.try_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    _settle(message, Status.WAITING)


def _is_final(refusal: SMTPRecipientsRefused) -> bool:
    return all(code >= 500 for code, _ in refusal.recipients.values())


def keep_beat(*, now: datetime | None = None) -> None:
    """Write down that the clock ticked; /readyz reads it."""
    tick = Beat(last_at=now or timezone.now())
    Beat.objects.bulk_create([tick], update_conflicts=True, unique_fields=["id"], update_fields=["last_at"])
