"""Who else has a map of this person open now, and in which section they are.

A courtesy between colleagues: it stands in the cache alone, ends by itself, and nothing is decided by it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models import Patient

from .models import Section

# A page says three times in this while that it is still open.
LASTS_SECONDS = 60


@dataclass(frozen=True)
class Present:
    """A colleague at a map; `section` is None while the page has not said where they are."""

    name: str
    section: Section | None

    @property
    def words(self) -> str:
        if self.section is None:
            return f"{self.name} has a map of this person open too."
        return f"{self.name} is in {self.section.label}, on a map of their own."


def come_by(patient: Patient, user: User, section: Section | None = None) -> list[Present]:
    """Note that `user` is at a map of this patient, and tell who else is, by name.

    Two who come by in the same moment may miss each other once; the next time they do not.
    """
    key, now = f"at-the-map:{patient.pk}", clock.now().timestamp()
    seen = {who: entry for who, entry in cache.get(key, {}).items() if entry[2] > now}
    mine = seen.pop(str(user.pk), None)
    if section is None and mine:
        section = mine[1]
    cache.set(key, seen | {str(user.pk): (str(user), section, now + LASTS_SECONDS)}, LASTS_SECONDS)
    others = (Present(name, Section(where) if where else None) for name, where, _ in seen.values())
    return sorted(others, key=lambda present: present.name)
