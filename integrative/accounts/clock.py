"""The clinic's clock. Services read the time here, so that the demo clinic can live its past weeks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, in UTC, unless the clock was set."""
    return _standing.get() or timezone.now()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at `moment`."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
