"""The boxes of a section that is one row: made from its columns, so that limits and choices are said once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from integrative.ui.fields import DayField, FixedChoices, LineField, PlainNumber, TextField
from integrative.ui.numbers import plain_number
from integrative.ui.widgets import Chips, ChipSet
from symptoms.contradictions import contradictions
from symptoms.models.rows import SectionRow, limits_of

from .map import SectionForm

CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?:(?P<half>[ap])\.?\s?m\.?)?", re.ASCII)
NOT_ASKED = ("", "Not asked")
NOT_OFFERED = {"invalid_choice": "Choose one of these"}


class RowForm(SectionForm):
    """Base of the forms of one-row sections.

    `labels`: its columns as questions, in their order; `units`: what stands beside a number; `rest`: the
    columns that are asked when there is a minute.
    """

    model: ClassVar[type[SectionRow]]
    labels: ClassVar[Mapping[str, str]]
    hints: ClassVar[Mapping[str, str]] = {}
    units: ClassVar[Mapping[str, str]] = {}
    rest: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            unit = self.units.get(name, "")
            self.fields[name] = box_of(self.model, name, label, self.hints.get(name, ""), unit)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            zone, today = timezone.get_current_timezone(), timezone.localdate()
            for name, sentence in contradictions(self.section, cleaned, zone=zone, on=today).items():
                self.add_error(name, ValidationError(sentence, code="contradiction"))
        return cleaned

    @property
    def rest_is_in_use(self) -> bool:
        """Whether the rest holds an answer or an error; then it is not folded away."""
        rows = [self[name] for name in self.rest]
        return any(row.errors or row.value() not in (None, "", []) for row in rows)


class AnyOf(forms.MultipleChoiceField):
    """Any of a few, each of them once."""

    widget = ChipSet

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))


class UnitInput(forms.TextInput):
    """A number box with its unit beside it."""

    template_name = "symptoms/widgets/number.html"

    def __init__(self, unit: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.unit = unit

    def format_value(self, value: Any) -> str | None:
        return plain_number(value) if isinstance(value, Decimal) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"unit": self.unit}


class Points(forms.RadioSelect):
    """A few numbered answers in a row; a digit types one."""

    template_name = "symptoms/widgets/points.html"


class PointsField(forms.TypedChoiceField):
    """A whole number from a few that have words, or None for not asked."""

    widget = Points

    def __init__(self, words: Sequence[str], **kwargs: Any) -> None:
        super().__init__(
            choices=[*((str(point), word) for point, word in enumerate(words)), NOT_ASKED],
            coerce=int,
            empty_value=None,
            template_name="symptoms/fields/points.html",
            error_messages=NOT_OFFERED,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else str(value)


def box_of(model: type[models.Model], name: str, label: str, hint: str = "", unit: str = "") -> forms.Field:
    """The box in which a column of a section is answered; nothing is ever required."""
    column = model._meta.get_field(name)
    words: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if isinstance(column, ArrayField):
        return AnyOf(choices=_offered(column.base_field), error_messages=NOT_OFFERED, **words)
    if column.choices:
        return forms.ChoiceField(
            choices=_offered(column, NOT_ASKED), widget=Chips, error_messages=NOT_OFFERED, **words
        )
    if isinstance(column, models.DecimalField | models.IntegerField):
        return _number(model, column, words, unit)
    if isinstance(column, models.TimeField):
        return ClockField(**words)
    if isinstance(column, models.DateField):
        return DayField(not_future=True, **words | ({} if hint else {"help_text": "Such as 09-Mar-2026"}))
    if isinstance(column, models.TextField):
        return TextField(**words, widget=forms.Textarea(attrs={"rows": 2, "class": "voice-box"}))
    return LineField(max_length=column.max_length or 200, **words)


@cache
def _offered(column: models.Field, *more: tuple[str, str]) -> FixedChoices:
    return FixedChoices([*column.choices, *more])


class WholeNumber(PlainNumber):
    """A number without a fraction; give it `decimal_places=0`."""

    default_error_messages: ClassVar[dict[str, str]] = {"max_decimal_places": "Enter a whole number"}

    def clean(self, value: Any) -> int | None:
        number = super().clean(value)
        return None if number is None else int(number)


def _number(model: type[models.Model], column: models.Field, words: dict[str, Any], unit: str) -> forms.Field:
    low, high = limits_of(model, column.name)
    wrong = f"Enter a number from {low:g} to {high:,g}"
    common = {"min_value": low, "max_value": high, **words}
    said = {"min_value": wrong, "max_value": wrong, "max_digits": wrong, "max_whole_digits": wrong}
    places = getattr(column, "decimal_places", 0)
    made = PlainNumber if places else WholeNumber
    widget = UnitInput(unit) if unit else forms.TextInput()
    field = made(decimal_places=places, max_digits=9, error_messages=said, widget=widget, **common)
    field.widget.attrs["class"] = "dose"
    return field


class ClockField(forms.Field):
    """A time of day as people write it: 22:30, 2230, 10:30 pm, 7am."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "dose", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        return read_clock(str(value))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


def read_clock(typed: str) -> time:
    """Raises ValidationError for what is no time of day."""
    read = CLOCK.fullmatch(typed.strip().lower())
    if read is None:
        raise ValidationError("Write a time such as 22:30 or 10:30 pm", code="unreadable")
    hour, minute, half = int(read["hour"]), int(read["minute"] or 0), read["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        raise ValidationError(f"There is no {typed.strip()} on a clock", code="impossible")
    return time(hour, minute)
