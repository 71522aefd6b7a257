"""A whole record written down at once: everything on the intake page, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.models import Answer, Fact, Patient, Source, Topic

from .facts import answer_nothing_named
from .record import write_down

NOTHING = "Nothing was entered. Fill in what is known, or go back without saving."


@dataclass(frozen=True)
class Entry:
    """One fact as entered: what its service takes. `box` names its place on the page."""

    box: str
    model: type[Fact]
    facts: dict[str, Any]

    def write(self, **more: Any) -> Fact:
        return write_down(self.model, **self.facts, **more)


class IntakeRefused(Refused):
    """What the services said to each entry that can't be so, by its box."""

    def __init__(self, refusals: list[tuple[str, Refused]]) -> None:
        super().__init__("; ".join(str(refusal) for _, refusal in refusals))
        self.refusals = refusals


@transaction.atomic
def record_intake(
    *,
    patient: Patient,
    by: User,
    entries: Sequence[Entry],
    nothing_named: Mapping[Topic, Answer],
    source: str = Source.CLINIC,
    once: UUID | None = None,
) -> None:
    """Everything entered on one page; what is left out stays unknown.

    In: `nothing_named` says which topics were asked about and answered with nothing. Raises Refused for
    an empty page, IntakeRefused with all that can't be so, AlreadySaved; nothing is saved then.
    """
    spend(once)
    if not entries and not nothing_named:
        raise Refused(NOTHING)
    writes: list[tuple[str, Callable[[], object]]] = [
        *((entry.box, partial(entry.write, patient=patient, by=by, source=source)) for entry in entries),
        *(
            (topic.value, partial(answer_nothing_named, patient=patient, by=by, topic=topic, answer=answer))
            for topic, answer in nothing_named.items()
        ),
    ]
    refusals = [(box, refusal) for box, write in writes if (refusal := _refusal_of(write))]
    if refusals:
        raise IntakeRefused(refusals)


def _refusal_of(write: Callable[[], object]) -> Refused | None:
    """Every entry is tried, so that all that is wrong is said at once."""
    try:
        with transaction.atomic():
            write()
    except Refused as refusal:
        return refusal
    return None
