"""Red flags as they are asked: what is so in a group, and that none of the others is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from integrative.knowledge.redflags import Field, fields
from integrative.ui.widgets import ChipSet
from symptoms.models import Section
from symptoms.red_flag_groups import GROUPS, Group

from .answers import NOT_OFFERED, UnitInput, WholeNumber
from .map import SectionForm
from .temperature import TemperatureField

NONE_OF_THE_OTHERS = "none"
COUNTED = {
    "stools_over_baseline": ("Stools above the usual number", "a day"),
    "resp_rate": ("Breaths", "a minute"),
}
"""The numbers that are counted, each with its unit."""


@dataclass(frozen=True)
class AskedGroup:
    """A group as the template shows it."""

    id: str
    label: str
    ticks: BoundField
    numbers: list[BoundField]


class RedFlagsForm(SectionForm):
    """A tick says it is so. Untouched, a group was not asked; "none of the others" says no to the rest."""

    section = Section.RED_FLAGS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in GROUPS:
            self.fields[group.id] = _ticks(group)
            for name in group.numbers:
                self.fields[name] = _number(fields()[name])

    def answers(self) -> dict[str, Any]:
        entered = self.entered()
        present: dict[str, bool] = {}
        for group in GROUPS:
            ticked = entered[group.id]
            rest = dict.fromkeys(group.fields, False) if NONE_OF_THE_OTHERS in ticked else {}
            present |= rest | {name: True for name in ticked if name != NONE_OF_THE_OTHERS}
        asked = [name for group in GROUPS for name in group.numbers if entered[name] is not None]
        return {"present": present, "numbers": {name: entered[name] for name in asked}}

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        present: Mapping[str, bool] = answers["present"]
        typed: dict[str, Any] = {}
        for group in GROUPS:
            so = [name for name in group.fields if present.get(name)]
            none = [NONE_OF_THE_OTHERS] if any(present.get(name) is False for name in group.fields) else []
            typed[group.id] = so + none
            typed |= {name: answers["numbers"].get(name) for name in group.numbers}
        return typed

    def groups(self) -> list[AskedGroup]:
        return [
            AskedGroup(group.id, group.label, self[group.id], [self[name] for name in group.numbers])
            for group in GROUPS
        ]


def _ticks(group: Group) -> forms.MultipleChoiceField:
    words = [(name, _sentence(fields()[name].meaning)) for name in group.fields]
    return forms.MultipleChoiceField(
        label=group.label,
        choices=[*words, (NONE_OF_THE_OTHERS, "None of the others, asked")],
        widget=ChipSet,
        required=False,
        error_messages=NOT_OFFERED,
    )


def _number(field: Field) -> forms.Field:
    if field.id == "temp_c":
        return TemperatureField(label="Highest temperature in the last 24 hours", required=False)
    wrong = f"Enter a number from {field.low:g} to {field.high:g}"
    label, unit = COUNTED[field.id]
    return WholeNumber(
        label=label,
        widget=UnitInput(unit),
        min_value=field.low,
        max_value=field.high,
        decimal_places=0,
        max_digits=5,
        required=False,
        error_messages={"min_value": wrong, "max_value": wrong, "max_digits": wrong},
    )


def _sentence(meaning: str) -> str:
    return meaning[:1].upper() + meaning[1:]
