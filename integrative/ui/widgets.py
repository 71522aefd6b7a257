"""Widgets with real controls inside: everything works by keyboard and without script."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from .days import identity_day, read_day, said_back
from .numbers import plain_number


class ScoreWidget(forms.RadioSelect):
    """Eleven real radios and one for "not asked"; the stylesheet says the level in a word."""

    template_name = "ui/widgets/score.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(attrs, choices)
        self.previous: int | None = None
        self.previous_said = ""
        self.blank_word, self.clear_word = "Not asked", "Clear"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = "" if value is None else str(value)
        context["score"] = {
            "name": name,
            "id": context["widget"]["attrs"].get("id", name),
            "points": [str(point) for point in range(11)],
            "chosen": chosen,
            # What was typed is never lost: a refused value leaves no radio chosen, and is said in the error.
            "is_blank": chosen == "",
            "previous": "" if self.previous is None else str(self.previous),
            "previous_said": self.previous_said,
            "blank_word": self.blank_word,
            "clear_word": self.clear_word,
            "disabled": bool(context["widget"]["attrs"].get("disabled")),
        }
        return context


class Chips(forms.RadioSelect):
    """One choice of a few, as chips with a real radio inside."""

    template_name = "ui/widgets/chips.html"


class ChipSet(forms.CheckboxSelectMultiple):
    """Any of a few, as chips with a real checkbox inside."""

    template_name = "ui/widgets/chips.html"


class DayInput(forms.TextInput):
    """Says beside the box how the day was read; a readable one comes back as 09-Mar-1964."""

    template_name = "ui/widgets/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, tells_age: bool = False) -> None:
        super().__init__(attrs)
        self.tells_age = tells_age

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = str(value or "")
        said = said_back(typed, today=timezone.localdate(), tells_age=self.tells_age)
        shown = identity_day(read_day(typed)) if said else value
        return super().get_context(name, shown, attrs) | {"said": said, "tells_age": self.tells_age}


class Tick(forms.CheckboxInput):
    """Hidden until something is asked; then a tick that answers exactly what was asked, and nothing later."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, check_test=lambda _: False)
        self.asked = ""
        self.input_type = "hidden"

    def ask(self, about: str) -> None:
        self.asked, self.input_type = about, "checkbox"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return str(data.get(name) or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, self.asked, attrs)
        if value and value == self.asked:
            context["widget"]["attrs"]["checked"] = True
        return context


class QuantityWidget(forms.MultiWidget):
    """A number box with its unit fused to it; with one possible unit the unit is plain text.

    `usual` is the unit that stands there at first.
    """

    template_name = "ui/widgets/quantity.html"
    use_fieldset = False

    def __init__(
        self, units: Sequence[tuple[str, str]], attrs: dict[str, Any] | None = None, *, usual: str = ""
    ) -> None:
        self.only_unit = units[0] if len(units) == 1 else None
        self.usual = units[0][0] if self.only_unit else usual
        offered = units if usual else [("", "Choose"), *units]
        number = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "dose"})
        unit: forms.Widget = (
            forms.HiddenInput()
            if self.only_unit
            else forms.Select(choices=offered, attrs={"aria-label": "Unit"})
        )
        super().__init__({"number": number, "unit": unit}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        number, unit = value or (None, None)
        unit = self.only_unit[0] if self.only_unit else unit or self.usual or None
        return [plain_number(number) if isinstance(number, Decimal) else number, unit]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_number" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if isinstance(value, tuple):
            value = self.decompress(value)
        context = super().get_context(name, value, attrs)
        number, unit = context["widget"]["subwidgets"]
        number["attrs"]["id"] = self.id_for_label(context["widget"]["attrs"].get("id", ""))
        if self.only_unit:
            unit["value"] = self.only_unit[0]
        context["only_unit"] = self.only_unit[1] if self.only_unit else ""
        return context
