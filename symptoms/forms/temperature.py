"""A body temperature as people read it: in Celsius, or in Fahrenheit where it can be nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from integrative.knowledge.redflags import fields
from integrative.ui.fields import PlainNumber
from integrative.ui.numbers import plain_number

from .answers import UnitInput

KEPT = Decimal("0.01")
FREEZING_F, DEGREES_F = 32, Decimal(9) / 5


def in_celsius(number: Decimal) -> Decimal:
    """Above what a body can have in Celsius it was read in Fahrenheit; to two decimals."""
    if number <= Decimal(fields()["temp_c"].high):
        return number
    return ((number - FREEZING_F) / DEGREES_F).quantize(KEPT)


def said_back(typed: Any) -> str:
    """ "38.33 °C, 101 °F": both, so that a wrong unit is seen; nothing for what is no number."""
    try:
        celsius = in_celsius(PlainNumber(required=False).clean(typed))
    except (ValidationError, TypeError):
        return ""
    fahrenheit = (celsius * DEGREES_F + FREEZING_F).quantize(Decimal("0.1"))
    return f"{plain_number(celsius)} °C, {plain_number(fahrenheit)} °F"


class TemperatureInput(UnitInput):
    template_name = "symptoms/widgets/temperature.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"said": said_back(value)}


class TemperatureField(PlainNumber):
    """Out: degrees Celsius."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TemperatureInput("°C or °F"))
        super().__init__(max_digits=5, decimal_places=2, **kwargs)
        self.widget.attrs |= {"data-temperature": ""}

    def to_python(self, value: Any) -> Decimal | None:
        number = super().to_python(value)
        if number is None:
            return None
        celsius, limits = in_celsius(number), fields()["temp_c"]
        if not limits.low <= celsius <= limits.high:
            low, high = (value * DEGREES_F + FREEZING_F for value in (int(limits.low), int(limits.high)))
            raise ValidationError(
                f"Enter a temperature from {limits.low:g} to {limits.high:g} °C, or {low:g} to {high:g} °F",
                code="impossible",
            )
        return celsius
