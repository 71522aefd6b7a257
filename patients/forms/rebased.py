"""When two people change one section: the second sees both texts, and may then save knowingly."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField

from integrative.ui.chart_form import ChartForm
from integrative.ui.days import identity_day


@dataclass(frozen=True)
class Difference:
    label: str
    typed: str
    stands: str


class RebasedForm(ChartForm):
    @classmethod
    @abstractmethod
    def facts_of(cls, row: Any) -> dict[str, Any]:
        """What stands on record in `row`, by field of the form."""

    def rebase(self, row: Any) -> list[Difference]:
        """Where the typed answers differ from `row` as it stands now.

        The form moves to that version: after both texts were shown, pressing the button again
        keeps what was typed.
        """
        stands = self.facts_of(row)
        self.data = {**self.data.dict(), "version": str(row.version)}
        answers = [(f, self.cleaned_data.get(f.name), stands[f.name]) for f in self.visible_fields()]
        return [
            Difference(field.label, typed=_shown(field, typed), stands=_shown(field, now))
            for field, typed, now in answers
            if typed != now
        ]


def _shown(field: BoundField, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return identity_day(value)
    words = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
    return str(words.get(value, value) or "blank")
