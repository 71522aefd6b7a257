"""From the flags that hold now and those that stand: which are new, which grew, which are gone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from integrative.knowledge.redflags import Raised

from .models import RedFlag

NUMBERS = re.compile(r"\d+(\.\d+)?")
CHANGED = "The answer was changed"
COVERED = "A more urgent flag covers it"


@dataclass(frozen=True)
class Holding:
    """A flag that holds now, the place whose answers raised it, and all that was known then."""

    raised: Raised
    place: str
    place_id: UUID
    facts: dict[str, Any]

    @property
    def id(self) -> str:
        return self.raised.flag.id

    @property
    def because(self) -> list[str]:
        return list(self.raised.because)


@dataclass(frozen=True)
class Changes:
    new: list[Holding] = field(default_factory=list)
    # Standing flags with the reasons of today; those that were seen are to be seen again.
    grown: list[tuple[RedFlag, Holding]] = field(default_factory=list)
    # Flags on which nobody acted, and why they no longer stand.
    gone: list[tuple[RedFlag, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.grown or self.gone)


def changes_of(holding: Sequence[Holding], rows: Iterable[RedFlag], looked_at: Collection[UUID]) -> Changes:
    """In: what holds now; the person's flags that stand, and those of these places about which something
    was done; the places that were looked at, for only their flags can be gone.
    """
    known = list(rows)
    found = Changes()
    for flag in holding:
        same = [row for row in known if row.flag == flag.id]
        own = next((row for row in same if _stands(row) and row.raised_from_id == flag.place_id), None)
        if own:
            if _outgrows(own, flag):
                found.grown.append((own, flag))
        elif not any(_covers(row.because, flag.because) for row in same):
            found.new.append(flag)
    still = {flag.id for flag in holding}
    for row in known:
        if _stands(row) and not row.seen_at and row.raised_from_id in looked_at and row.flag not in still:
            is_covered = row.facts_of_rule.suppressed_by in still
            found.gone.append((row, COVERED if is_covered else CHANGED))
    return found


def _stands(row: RedFlag) -> bool:
    return row.done_at is None and row.withdrawn_at is None


def _outgrows(row: RedFlag, flag: Holding) -> bool:
    """While nobody has seen it the words of today stand; afterwards only a further reason asks again."""
    if row.seen_at:
        return not _covers(row.because, flag.because)
    return row.because != flag.because


def _covers(told: Iterable[str], now: Iterable[str]) -> bool:
    """Whether every reason of now was told before; a number that moved is no further reason."""
    return {_reason(words) for words in now} <= {_reason(words) for words in told}


def _reason(words: str) -> str:
    return NUMBERS.sub("", words)
