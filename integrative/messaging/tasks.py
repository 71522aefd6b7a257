"""Envelopes. The broker only nudges: what is to be sent stands in the ledger."""

from uuid import UUID

from celery import shared_task
from django.conf import settings

from . import services

LIMITS = {"time_limit": settings.TASK_SECONDS, "soft_time_limit": int(settings.TASK_SECONDS * 0.9)}


@shared_task(acks_late=True, **LIMITS)
def beat() -> None:
    services.keep_beat()


@shared_task(acks_late=True, **LIMITS)
def sweep() -> None:
    services.sweep()


@shared_task(acks_late=True, **LIMITS)
def deliver_message(message_id: str) -> None:
    services.deliver(UUID(message_id))
