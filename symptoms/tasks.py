"""Envelopes. What is due to be screened stands in the rows."""

from celery import shared_task
from django.conf import settings

from .services import rescreening

LIMITS = {"time_limit": settings.TASK_SECONDS, "soft_time_limit": int(settings.TASK_SECONDS * 0.9)}


@shared_task(acks_late=True, **LIMITS)
def rescreen_changed() -> None:
    rescreening.rescreen_changed()


@shared_task(acks_late=True, **LIMITS)
def rescreen_due() -> None:
    _, is_all = rescreening.rescreen_due(seconds=settings.TASK_SECONDS / 2)
    if not is_all:
        rescreen_due.delay()
