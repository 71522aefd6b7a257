"""Fields that speak plainly about what is wrong, and never lose what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator, normalize_choices

from .days import UnreadableDay, identity_day, read_day
from .widgets import DayInput, QuantityWidget, ScoreWidget

NAME_LENGTH = 120
# Invisible letters that joining scripts and emoji need; every other format character is refused.
JOINERS = {"\u200c", "\u200d"}
NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|\.\d+", re.ASCII)
LONGEST_NUMBER = 40


class FixedChoices(BaseChoiceIterator):
    """Choices that every form has alike: looked through once, where a list is for each field of each form."""

    def __init__(self, choices: Iterable[tuple[Any, Any]]) -> None:
        self._pairs: list[tuple[Any, Any]] = normalize_choices(list(choices))

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self._pairs)


SCORES = FixedChoices((str(score), str(score)) for score in range(11))


class Quantity(NamedTuple):
    """A number that never stands without its unit."""

    number: Decimal
    unit: str


class PlainText(forms.CharField):
    """Text without control characters; too long is said with the count, and nothing is cut."""

    allowed_controls: frozenset[str] = frozenset()

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
        # Not the browser's maxlength: it cuts a pasted text without a word.
        self.longest = max_length

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                f"Shorten this to {self.longest:,} characters; it has {len(value):,}",
                code="too_long",
            )
        if any(self._is_refused(letter) for letter in value):
            raise ValidationError(
                "This holds a character that cannot be shown. Type it again instead of pasting",
                code="control_character",
            )

    def _is_refused(self, letter: str) -> bool:
        if letter in self.allowed_controls or letter in JOINERS:
            return False
        return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class LineField(PlainText):
    """One line."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class TextField(PlainText):
    """Several lines, as written: in the person's words, or the clinician's."""

    allowed_controls = frozenset({"\n", "\t"})
    widget = forms.Textarea

    def __init__(self, *, max_length: int = 4000, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class NameField(LineField):
    """A person's name in any script."""

    def __init__(self, *, max_length: int = NAME_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("spellcheck", "false")

    def validate(self, value: str) -> None:
        super().validate(value)
        if "<" in value or ">" in value:
            raise ValidationError("A name has no < or >", code="markup")
        if value and not any(letter.isalpha() for letter in value):
            raise ValidationError("A name has letters", code="no_letters")


class DayField(forms.Field):
    """A date in any common form; shown back as 09-Mar-1964, which cannot be read two ways."""

    def __init__(
        self,
        *,
        not_future: bool = False,
        not_before: date | None = None,
        tells_age: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", "Such as 09-Mar-1964 or 3/9/1964")
        kwargs.setdefault("widget", DayInput(tells_age=tells_age))
        super().__init__(**kwargs)
        self.not_future = not_future
        self.not_before = not_before
        self.widget.attrs |= {"autocomplete": "off", "class": "day"}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except UnreadableDay as trouble:
            raise ValidationError(str(trouble), code="unreadable") from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.not_future and value > timezone.localdate():
            raise ValidationError(f"{identity_day(value)} is in the future", code="future")
        if self.not_before and value < self.not_before:
            raise ValidationError(
                f"{identity_day(value)} is too long ago; the earliest is {identity_day(self.not_before)}",
                code="too_early",
            )

    def prepare_value(self, value: Any) -> Any:
        return identity_day(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class ScoreField(forms.TypedChoiceField):
    """0 to 10, or None for not asked. `previous` is the last value, `previous_said` when that was."""

    widget = ScoreWidget

    def __init__(
        self,
        *,
        previous: int | None = None,
        previous_said: str = "",
        large: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "template_name",
            "ui/fields/score_large.html" if large else "ui/fields/score.html",
        )
        super().__init__(
            choices=SCORES,
            coerce=int,
            empty_value=None,
            **kwargs,
        )
        self.error_messages["invalid_choice"] = self.error_messages["required"] = (
            "Choose a number from 0 to 10"
        )
        if large:
            self.widget.blank_word = "Not answered"
            self.widget.clear_word = "Skip this one"
        self.remember(previous, said=previous_said)

    def remember(self, previous: int | None, *, said: str = "") -> None:
        """Underlines the last value; `said` tells when it was, such as "8 Oct"."""
        self.widget.previous, self.widget.previous_said = previous, said

    def prepare_value(self, value: Any) -> Any:
        return value if value is None else str(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str("" if initial is None else initial) != str("" if data is None else data)


class QuantityField(forms.MultiValueField):
    """A number and its unit. `units` are (stored, shown) pairs; one pair fuses the unit to the box.

    `usual` names the unit that is chosen already; without it the unit must be chosen.
    """

    def __init__(
        self,
        *,
        units: Iterable[tuple[str, str]],
        min_value: Decimal | int = 0,
        max_value: Decimal | int | None = None,
        decimal_places: int = 3,
        usual: str = "",
        **kwargs: Any,
    ) -> None:
        self.units = list(units)
        number = PlainNumber(
            min_value=min_value,
            max_value=max_value,
            decimal_places=decimal_places,
            max_digits=12,
            required=False,
        )
        unit = forms.ChoiceField(choices=[("", "Choose"), *self.units], required=False)
        unit.error_messages["invalid_choice"] = "Choose the unit"
        super().__init__(
            fields=(number, unit),
            widget=QuantityWidget(self.units, usual=usual),
            require_all_fields=False,
            **kwargs,
        )

    def clean(self, value: Any) -> Quantity | None:
        number, unit = self._typed(value)
        # A unit alone says nothing: the list may have been left at its first entry.
        if not number:
            return super().clean([])
        if not unit:
            raise ValidationError("Choose the unit", code="unit")
        return super().clean([number, unit])

    def compress(self, data_list: list[Any]) -> Quantity | None:
        return Quantity(*data_list) if data_list else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        number, _ = self._typed(data)
        if not number:
            return initial is not None
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True

    def _typed(self, value: Any) -> tuple[str, str]:
        number, unit = value or (None, None)
        return (str(number or "").strip(), unit or "")


class PlainNumber(forms.DecimalField):
    """A number written in figures: 2.5 or 1,200. Not 1e3, and not 1,5 which reads two ways."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "max_digits": "Enter a shorter number",
        "max_whole_digits": "Enter a smaller number",
        "max_decimal_places": "Use at most %(max)s figures after the point",
        "min_value": "Enter %(limit_value)s or more",
        "max_value": "Enter %(limit_value)s or less",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        typed = str(value).strip()
        if len(typed) > LONGEST_NUMBER or not NUMBER.fullmatch(typed):
            raise ValidationError("Enter a number such as 2.5", code="invalid")
        return Decimal(typed.replace(",", ""))
