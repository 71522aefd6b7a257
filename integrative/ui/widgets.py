"""Widgets with real controls inside: everything works by keyboard and without script."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
        # The eleven points are drawn here, so the choices are not prepared one by one.
        context = super(forms.widgets.ChoiceWidget, self).get_context(name, value, attrs)
        chosen = "" if value is None else str(value)
        place = context["widget"]["attrs"].get("id", name)
        is_off = bool(context["widget"]["attrs"].get("disabled"))
        previous = "" if self.previous is None else str(self.previous)
        context["score"] = {
            "name": name,
            "id": place,
            "points": _points(name, place, chosen, previous, is_off=is_off),
            # What was typed is never lost: a refused value leaves no radio chosen, and is said in the error.
            "is_blank": chosen == "",
            "previous": previous,
            "previous_said": self.previous_said,
            "blank_word": self.blank_word,
            "clear_word": self.clear_word,
            "disabled": is_off,
        }
        return context


POINT = (
    '<label class="point{}"><input type="radio" name="{}" value="{}" id="{}_{}"{}{}><span>{}{}</span></label>'
)
LAST_VALUE = format_html('<span class="sr">{}</span>', ", last value")


def _points(name: str, place: str, chosen: str, previous: str, *, is_off: bool) -> SafeString:
    """A map holds eight hundred points; drawn by a template they took half of its time."""
    return format_html_join(
        "",
        POINT,
        (
            (
                " was" if point == previous else "",
                name,
                point,
                place,
                point,
                " checked" if point == chosen else "",
                " disabled" if is_off else "",
                point,
                LAST_VALUE if point == previous else "",
            )
            for point in map(str, range(11))
        ),
    )


CHIP = '<label class="chip"{}><input type="{}" name="{}" value="{}"{}>{}</label>'


class _ChipWidget(forms.widgets.ChoiceWidget):
    """Choices as chips with a real control inside; drawn here, as the points of a score are."""

    template_name = "ui/widgets/chips.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = (option for _, group, _ in context["widget"]["optgroups"] for option in group)
        return context | {"chips": format_html_join("", CHIP, map(_chip, options))}


def _chip(option: dict[str, Any]) -> tuple[Any, ...]:
    attrs = option["attrs"]
    belongs = flatatt({"for": attrs["id"]}) if attrs.get("id") else ""
    return (belongs, option["type"], option["name"], option["value"], flatatt(attrs), option["label"])


class Chips(_ChipWidget, forms.RadioSelect):
    """One choice of a few."""


class ChipSet(_ChipWidget, forms.CheckboxSelectMultiple):
    """Any of a few."""


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
