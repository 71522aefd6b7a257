"""Rows on their way into the database: as text for COPY, which fires triggers and keeps every constraint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from integrative.accounts.keys import uuid7
from integrative.audit.models import Event

EMPTY_ARRAY = "{}"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def keys(rng: Random, since: datetime) -> Iterator[str]:
    """Keys of version 7 that begin at `since`, one after the other, as 32 figures."""
    first = int(since.timestamp() * 1000)
    for number in count():
        high = (first + (number >> 12)) << 80 | 7 << 76 | (number & 0xFFF) << 64
        yield f"{high | 0b10 << 62 | rng.getrandbits(62):032x}"


def name_the_author(seed: int) -> None:
    """Until the transaction ends, history rows say that the seed wrote them. Every trigger stays on.

    With nothing said, both trigger functions raise and catch an error for each row, and each of those walks
    the list of foreign keys still to check: the hundred-thousandth row would cost seconds.
    """
    said = {
        "pghistory.context_id": str(uuid7()),
        "pghistory.context_metadata": json.dumps({"seed": seed}),
        "pgtrigger.ignore": "{}",
    }
    with connection.cursor() as cursor:
        for name, value in said.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


class _LeftOut:
    def __str__(self) -> str:
        raise TypeError("A column without a default was left out.")


class Lines:
    """Rows of one model."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        columns = [field for field in model._meta.concrete_fields if not field.generated]
        self.blank = {field.attname: _default(field) for field in columns}
        self.lines: list[str] = []

    def add(self, values: dict[str, Any]) -> None:
        row = self.blank | values
        if len(row) != len(self.blank):
            raise TypeError(f"{self.model.__name__} has no {sorted(row.keys() - self.blank.keys())}")
        self.lines.append("\t".join([_text(value) for value in row.values()]))

    def save(self) -> None:
        columns = ", ".join(f'"{column}"' for column in self.blank)
        statement = f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN'
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write("\n".join([*self.lines, ""]))


def _default(field: Field) -> Any:
    if field.has_default() and not callable(field.default):
        return field.default
    if field.default is list:
        return EMPTY_ARRAY
    if field.null:
        return None
    return "" if field.empty_strings_allowed and field.blank else _LeftOut()


def _text(value: Any) -> str:
    return r"\N" if value is None else str(value).translate(ESCAPES)


class Rows:
    """Rows of many models, in the order in which the models were first named."""

    def __init__(self, new_key: Iterator[str]) -> None:
        self.new_key = new_key
        self._by_model: dict[type[Model], Lines] = {}

    def add(self, model: type[Model], **values: Any) -> str:
        """A row under a new key, which comes back."""
        key = next(self.new_key)
        self.add_keyless(model, id=key, **values)
        return key

    def add_keyless(self, model: type[Model], **values: Any) -> None:
        """A row that names its own key."""
        lines = self._by_model.get(model)
        if lines is None:
            lines = self._by_model[model] = Lines(model)
        lines.add(values)

    def note(
        self,
        at: datetime,
        *,
        by: str | None,
        clinic: str,
        patient: str,
        verb: str,
        subject: tuple[type[Model], str],
    ) -> None:
        """What the service would have put into the audit log."""
        self.add(
            Event,
            at=at,
            clinic_id=clinic,
            by_id=by,
            patient_id=patient,
            verb=verb,
            subject_type=subject[0]._meta.label,
            subject_id=subject[1],
        )

    def save(self) -> int:
        """Writes them all; how many."""
        for lines in self._by_model.values():
            lines.save()
        return sum(len(lines.lines) for lines in self._by_model.values())
