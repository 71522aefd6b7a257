"""A line of the patient list, and the people who look like someone about to be registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from integrative.accounts.models import Clinic

from .finding import Part, Search, likeness, mark_start, mark_words, pieces
from .models import Patient
from .narrowing import Standing
from .queries import ALIKE
from .services.registration import normal_mrn

MOST_ALSO = 3


@dataclass(frozen=True)
class Row:
    patient: Patient
    name: list[Part]
    mrn: list[Part]
    born_matches: bool = False
    also: list[str] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)

    @property
    def age(self) -> int:
        return age_of(self.patient)


def list_rows(
    people: Iterable[Patient], search: Search | None = None, standings: Mapping[UUID, Standing] | None = None
) -> list[Row]:
    """A row for each person, with what matched the search marked; see `queries.for_listing`."""
    where = standings or {}
    if search is None:
        return [
            Row(
                person,
                [Part(str(person))],
                [Part(grouped(person.mrn))],
                standing=where.get(person.pk, Standing()),
            )
            for person in people
        ]
    named = [(str(person), pieces(str(person)), person) for person in people]
    return [
        _found_row(person, search, _closest(person, named), where.get(person.pk, Standing()))
        for _, _, person in named
    ]


def _found_row(person: Patient, search: Search, also: list[str], standing: Standing) -> Row:
    name, number = str(person), grouped(person.mrn)
    return Row(
        patient=person,
        name=mark_words(name, search.words) if search.is_name else [Part(name)],
        mrn=mark_start(number, len(normal_mrn(search.words))) if search.is_number else [Part(number)],
        born_matches=search.born is not None,
        also=also,
        standing=standing,
    )


def _closest(person: Patient, named: list[tuple[str, frozenset[str], Patient]]) -> list[str]:
    """Others in the same result whose names are easily taken for this one, the most alike first."""
    own = pieces(str(person))
    alike = [(likeness(own, theirs), name) for name, theirs, other in named if other is not person]
    return [name for share, name in sorted(alike, reverse=True)[:MOST_ALSO] if share >= ALIKE]


def grouped(mrn: str) -> str:
    """4471 0829."""
    return " ".join(mrn[start : start + 4] for start in range(0, len(mrn), 4))


def age_of(person: Patient) -> int:
    """Age today, or at death."""
    return person.age_on(person.deceased_on or person.clinic.today())


@dataclass(frozen=True)
class LookAlikes:
    """People on record who may be the one whose form is filled in, and what was said about them."""

    people: list[Patient]
    clinic: Clinic
    mrn: str = ""
    said: str = ""

    @property
    def holder(self) -> Patient | None:
        """Who has this very record number at the clinic."""
        holders = (p for p in self.people if p.mrn == self.mrn and p.clinic_id == self.clinic.pk)
        return next(holders, None)

    @property
    def answer(self) -> str:
        """What "none of these" says: it counts for these people and no others."""
        return " ".join(str(person.pk) for person in self.people)

    @property
    def are_answered(self) -> bool:
        return {str(person.pk) for person in self.people} <= set(self.said.split())
