"""How a fact came to be what it is: every version the history tables hold, with what changed in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from integrative.accounts.models import Clinic, User

from .models import Fact
from .telling import shown

HIDDEN = frozenset({"id", "patient", "version", "recorded_at", "recorded_by"})


@dataclass(frozen=True)
class Line:
    """One field in every version; `changed` says in which versions it differs from the one before."""

    label: str
    values: list[str]
    changed: list[bool]

    @property
    def cells(self) -> list[tuple[str, bool]]:
        return list(zip(self.values, self.changed, strict=True))

    @property
    def ever_changed(self) -> bool:
        return any(self.changed)


@dataclass(frozen=True)
class Versions:
    """Newest first: when each was written and by whom, and the lines of the table."""

    written: list[tuple[datetime, str]]
    lines: list[Line]


def versions_of(fact: Fact, clinic: Clinic) -> Versions:
    """Every version of a fact, from the history that triggers write. Three queries."""
    rows = list(type(fact).pgh_event_model.objects.filter(pgh_obj=fact.pk).select_related("pgh_context"))
    rows.sort(key=lambda row: row.pgh_id, reverse=True)
    people = _people(rows)
    fields = [field for field in fact._meta.fields if field.name not in HIDDEN]
    lines = [_line(field, rows, clinic) for field in fields]
    return Versions(
        written=[(row.pgh_created_at, _author(row, people)) for row in rows],
        lines=[line for line in lines if any(line.values)],
    )


def _line(field: models.Field, rows: list[Any], clinic: Clinic) -> Line:
    values = [shown(field, row, clinic) for row in rows]
    older = [*values[1:], values[-1] if values else ""]
    label = str(field.verbose_name)
    return Line(
        label=label[:1].upper() + label[1:],
        values=values,
        changed=[value != before for value, before in zip(values, older, strict=True)],
    )


def _people(rows: list[Any]) -> dict[UUID, str]:
    keys = {_key(row) for row in rows} - {None}
    return {user.pk: user.display_name for user in User.objects.filter(pk__in=keys)}


def _key(row: Any) -> UUID | None:
    said = row.pgh_context.metadata.get("user") if row.pgh_context else None
    return UUID(said) if said else None


def _author(row: Any, people: dict[UUID, str]) -> str:
    key = _key(row)
    return people.get(key, "") if key else ""
