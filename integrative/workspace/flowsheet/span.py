"""The stretch of time on the page, and the links to what lies before and after. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

WEEKS = {"3": 13, "6": 26, "12": 52}
"""Months as the address says them -> weeks on the page."""
USUAL = "3"
# Before it a row finds what stood last, so that the first value on the page can be compared too.
LOOK_BACK = timedelta(weeks=26)


class NoSuchSpan(ValueError):
    """An address that no link of ours has."""


@dataclass(frozen=True)
class Span:
    """From `start` to `until`, both included. `today` is the last day anyone can look at."""

    months: str
    until: date
    today: date

    @classmethod
    def read(cls, months: str, until: str, *, today: date) -> Span:
        """What the address says; the newest weeks where it says nothing. Raises NoSuchSpan."""
        if months and months not in WEEKS:
            raise NoSuchSpan
        try:
            day = date.fromisoformat(until) if until else today
        except ValueError:
            raise NoSuchSpan from None
        if day.year < 1900:
            raise NoSuchSpan
        return cls(months or USUAL, min(day, today), today)

    @property
    def start(self) -> date:
        return self.until - timedelta(weeks=WEEKS[self.months]) + timedelta(days=1)

    @property
    def is_newest(self) -> bool:
        return self.until == self.today

    def earlier(self, **more: str) -> str:
        return self.address(until=self.start - timedelta(days=1), **more)

    def later(self, **more: str) -> str | None:
        """None on the newest."""
        if self.is_newest:
            return None
        return self.address(until=self.until + timedelta(weeks=WEEKS[self.months]), **more)

    def address(self, *, months: str = "", until: date | None = None, **more: str) -> str:
        """The query of an address with this span, or one changed in what is told."""
        day = until or self.until
        chosen = {"months": months or self.months, **more}
        if day < self.today:
            chosen["until"] = day.isoformat()
        if chosen["months"] == USUAL:
            del chosen["months"]
        return urlencode({name: value for name, value in chosen.items() if value})
