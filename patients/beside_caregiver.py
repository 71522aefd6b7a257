"""What rooms above say of a caregiver: a line beside each on the caregivers page.

class CareplansConfig(AppConfig):
    def ready(self) -> None:
        beside_caregiver.register(beside_caregivers)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from integrative.accounts.models import User

from .models import Patient


@dataclass(frozen=True)
class Beside:
    """`heading` and `text`, the page behind it, and a word where something waits."""

    heading: str
    text: str
    url: str
    flag: str = ""


Tell = Callable[[Patient, User], Mapping[UUID, Beside]]
_tellers: list[Tell] = []


def register(tell: Tell) -> None:
    """`tell`: by key of the caregiver what this reader may see, in one or two queries. From ready()."""
    _tellers.append(tell)


def told_of_caregivers(patient: Patient, user: User) -> Mapping[UUID, list[Beside]]:
    """Every line, by caregiver."""
    found: dict[UUID, list[Beside]] = {}
    for tell in _tellers:
        for caregiver, line in tell(patient, user).items():
            found.setdefault(caregiver, []).append(line)
    return found
