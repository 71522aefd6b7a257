"""What rooms above add to the list of people: ways to narrow it, and where each person stands.

The list knows no plan and no check-in; the app that does registers here.

    class CareplansConfig(AppConfig):
        def ready(self) -> None:
            narrowing.register(Narrowing("review", "Next review", ..., narrow=by_review))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .models import Patient
from .models.patient import PatientQuerySet


@dataclass(frozen=True)
class Narrowing:
    """Chips above the list. `everyone` is the chip that does not narrow; without it each chip is a tick.

    `narrow` takes the people so far, the value of the chosen chip and today.
    """

    name: str
    label: str
    choices: Mapping[str, str]
    narrow: Callable[[PatientQuerySet, str, date], PatientQuerySet]
    everyone: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a person stands, in the words of the list."""

    next_step: str = ""
    is_late: bool = False
    last_contact: date | None = None


Tell = Callable[[Iterable[Patient], date], Mapping[UUID, Standing]]
_narrowings: dict[str, Narrowing] = {}
_tellers: list[Tell] = []


def register(narrowing: Narrowing) -> None:
    """Called from AppConfig.ready(). Raises ValueError when another app already took the name."""
    if narrowing.name in _narrowings:
        raise ValueError(f"The list is narrowed by {narrowing.name} twice")
    _narrowings[narrowing.name] = narrowing


def register_standing(tell: Tell) -> None:
    """Who says where people stand; one app alone. Raises ValueError for a second."""
    if _tellers:
        raise ValueError("Two apps say where people stand")
    _tellers.append(tell)


def narrowings() -> Iterable[Narrowing]:
    return _narrowings.values()


def standings(people: Iterable[Patient], day: date) -> Mapping[UUID, Standing]:
    """By key of the patient; nobody where no app says it. One query for all."""
    return _tellers[0](people, day) if _tellers else {}
