"""Whether the record moved on while a page of it stood open.

A page carries how many changes it has seen; a later count that differs says that something is new. A
count and not a moment: a change is dated when it begins, and may be kept only after the page was read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.audit.models import Event, EventQuerySet

# Longer than any write takes, so that a change begun before the page was read is counted either way.
LONGEST_WRITE = timedelta(minutes=5)
RECORD = "patients."


def counted_since() -> datetime:
    """From when a page that is read now counts changes; whole seconds, fit for an address."""
    return (clock.now() - LONGEST_WRITE).replace(microsecond=0)


def news(patient_id: object, user: User, since: datetime) -> EventQuerySet:
    """Changes that a page of this person may not show yet: by others, or to the record from another page."""
    from_elsewhere = Q(by=None) | ~Q(by=user) | Q(subject_type__startswith=RECORD)
    return Event.objects.about_patient(patient_id).changes().filter(from_elsewhere, at__gte=since)


def mark(since: datetime, seen: int) -> str:
    """What a page carries in the address it asks at."""
    return urlencode({"since": int(since.timestamp()), "seen": seen})


def read_mark(since: str, seen: str) -> tuple[datetime, int]:
    """The other way round. Raises ValueError for what `mark` never wrote."""
    try:
        return datetime.fromtimestamp(int(since), UTC), int(seen)
    except OverflowError as error:
        raise ValueError("no such moment") from error
