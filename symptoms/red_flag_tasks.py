"""Envelopes of the red flags' clockwork; beat names them in the settings."""

from celery import shared_task
from django.conf import settings

from . import red_flag_escalation

LIMITS = {"time_limit": settings.TASK_SECONDS, "soft_time_limit": int(settings.TASK_SECONDS * 0.9)}


@shared_task(acks_late=True, **LIMITS)
def escalate_late_flags() -> None:
    red_flag_escalation.escalate()


@shared_task(acks_late=True, **LIMITS)
def look_again_at_changes() -> None:
    red_flag_escalation.look_again_at_changes()
