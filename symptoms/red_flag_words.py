"""Red flags in words: how urgent, how long one waits, and where each may be written about."""

from __future__ import annotations

from datetime import datetime, timedelta

from integrative.ui.templatetags.ui import clock as clock_time
from integrative.ui.templatetags.ui import workday

from .models import RedFlag, Urgency

TIERS: dict[str, str] = {
    Urgency.NOW: "urgent",
    Urgency.TODAY: "urgent",
    Urgency.SOON: "hold",
    Urgency.ROUTINE: "note",
}
SEEN_TIERS = TIERS | {Urgency.NOW: "stop", Urgency.TODAY: "stop"}
"""Filled red is for what nobody has seen."""


OURS = frozenset({"seed", "house"})


def source_in_words(cell: str) -> str:
    """The sources of a rule as its table names them; what is not from outside is a rule of the house."""
    parts = [part.strip() for part in cell.split(";")]
    return "; ".join(dict.fromkeys("a house rule" if part in OURS else part for part in parts))


def how_long(waited: timedelta) -> str:
    """ "12 minutes", "3 hours", "2 days"; what began is not counted."""
    minutes = int(waited.total_seconds() // 60)
    for size, word in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if count := minutes // size:
            return f"{count} {word}{'' if count == 1 else 's'}"
    return "less than a minute"


def moment(at: datetime) -> str:
    """ "11:32 on 21 Nov", by the clinic's clock."""
    return f"{clock_time(at)} on {workday(at)}"


def standing_of(flag: RedFlag, now: datetime) -> str:
    """How long it waits and until when, or who saw it. In: the flag with `seen_by`."""
    if flag.seen_at:
        return f"Seen by {flag.seen_by} at {moment(flag.seen_at)}; not yet written what was done"
    waits = f"Waits to be seen for {how_long(now - flag.raised_at)}"
    if flag.is_late(now):
        return f"{waits}; late since {moment(flag.due_at)}"
    return f"{waits}; to be seen by {moment(flag.due_at)}"
