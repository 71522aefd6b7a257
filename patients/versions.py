"""How a fact came to be what it is: every version the history tables hold, with what changed in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import prefetch_related_objects

from integrative.accounts.models import Clinic, User

from .models import Fact
from .telling import shown

HIDDEN = frozenset({"id", "patient", "version", "recorded_at", "recorded_by"})


@dataclass(frozen=True)
class Written:
    """One version: when, by whom (None when not by a person here), and the fact as it stood then."""

    at: datetime
    by: User | None
    fact: Fact


@dataclass(frozen=True)
class Line:
    """One field in every version; `changed` says in which versions it differs from the one before."""

    label: str
    values: list[str]
    changed: list[bool]

    @property
    def cells(self) -> list[tuple[str, bool]]:
        return list(zip(self.values, self.changed, strict=True))


@dataclass(frozen=True)
class Versions:
    """Newest first: when each was written and by whom, and the lines of the table."""

    written: list[tuple[datetime, str]]
    lines: list[Line]


def written(fact: Fact) -> list[Written]:
    """Every version of a fact, newest first, from the history that triggers write. Two queries."""
    rows = list(type(fact).pgh_event_model.objects.filter(pgh_obj=fact.pk).select_related("pgh_context"))
    rows.sort(key=lambda row: row.pgh_id, reverse=True)
    people = User.objects.in_bulk({key for row in rows if (key := _key(row))})
    return [Written(row.pgh_created_at, people.get(_key(row)), _as_it_stood(fact, row)) for row in rows]


def versions_of(fact: Fact, clinic: Clinic) -> Versions:
    """The same as a table: what stood in each field, and where it changed."""
    versions = written(fact)
    fields = [field for field in fact._meta.fields if field.name not in HIDDEN]
    stood = [version.fact for version in versions]
    prefetch_related_objects(stood, *(field.name for field in fields if field.is_relation))
    lines = [_line(field, stood, clinic) for field in fields]
    return Versions(
        written=[(version.at, version.by.display_name if version.by else "") for version in versions],
        lines=[line for line in lines if any(line.values)],
    )


def _as_it_stood(fact: Fact, row: Any) -> Fact:
    columns = [field.attname for field in fact._meta.concrete_fields]
    return type(fact)(**{column: getattr(row, column) for column in columns})


def _line(field: models.Field, rows: list[Any], clinic: Clinic) -> Line:
    values = [shown(field, row, clinic) for row in rows]
    older = [*values[1:], values[-1] if values else ""]
    label = str(field.verbose_name)
    return Line(
        label=label[:1].upper() + label[1:],
        values=values,
        changed=[value != before for value, before in zip(values, older, strict=True)],
    )


def _key(row: Any) -> UUID | None:
    said = row.pgh_context.metadata.get("user") if row.pgh_context else None
    return UUID(said) if said else None
