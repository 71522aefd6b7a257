"""A few numbered rows inside a section's form: `tried_1_what`, `tried_1_outcome`, `tried_2_what` ..."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField


@dataclass(frozen=True)
class Rows:
    """`fields` makes the fields of one row, told its number; without the one named `key` there is no row."""

    name: str
    key: str
    most: int
    fields: Callable[[int], dict[str, forms.Field]]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields of one row, in their order."""
        return tuple(self.fields(1))

    def add_to(self, form: forms.Form) -> None:
        for number in range(1, self.most + 1):
            for name, field in self.fields(number).items():
                form.fields[self.field_name(number, name)] = field

    def field_name(self, number: int, name: str) -> str:
        return f"{self.name}_{number}_{name}"

    def read(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows that say something, in their order."""
        rows = [
            {name: cleaned.get(self.field_name(number, name)) for name in self.names}
            for number in range(1, self.most + 1)
        ]
        return [row for row in rows if row[self.key] not in (None, "", [])]

    def nameless(self, cleaned: Mapping[str, Any]) -> list[str]:
        """The `key` fields that are blank although something else stands in their row."""
        return [
            self.field_name(number, self.key)
            for number in range(1, self.most + 1)
            if not cleaned.get(self.field_name(number, self.key))
            and any(
                cleaned.get(self.field_name(number, name)) not in (None, "", [])
                for name in self.names
                if name != self.key
            )
        ]

    def typed(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Stored rows by the names of the form's fields; an empty row for every place that is free."""
        blank = {
            self.field_name(number, name): "" for number in range(1, self.most + 1) for name in self.names
        }
        filled = {
            self.field_name(number, name): value
            for number, row in enumerate(rows, start=1)
            for name, value in row.items()
        }
        return blank | filled

    def bound(self, form: forms.Form) -> list[list[BoundField]]:
        """The rows as a template walks through them."""
        return [
            [form[self.field_name(number, name)] for name in self.names] for number in range(1, self.most + 1)
        ]
