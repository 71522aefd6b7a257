"""How dates, numbers and identifiers are written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

from integrative.ui.fields import Quantity

NBSP = "\N{NO-BREAK SPACE}"
LATE_EVENING = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)


def shown(expression: str, value: object) -> str:
    return Template("{{ value|" + expression + " }}").render(Context({"value": value}))


@time_machine.travel("2026-11-19 12:00", tick=False)
@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("idday", date(1964, 3, 9), "09-Mar-1964"),
        ("idday", None, ""),
        ("workday", date(2026, 11, 19), "19 Nov"),
        ("workday", date(2025, 11, 19), "19 Nov 2025"),
        ("longday", date(2026, 11, 19), "19 November 2026"),
        ("mrn", "44710829", "4471 0829"),
        ("mrn", "123456789", "1234 5678 9"),
        ("quantity", Quantity(Decimal("0.500"), "mg"), f"0.5{NBSP}mg"),
        ("quantity", Quantity(Decimal("5.0"), "mg"), f"5{NBSP}mg"),
        ("quantity", Quantity(Decimal(2000), "units"), f"2,000{NBSP}units"),
        ("quantity:'kg'", Decimal("78.0"), f"78{NBSP}kg"),
        ("quantity", Decimal(100), "100"),
        ("quantity", None, ""),
        ("level", 7, "Severe"),
        ("level", None, "Not asked"),
    ],
)
def test_what_stands_on_the_screen(expression, value, text):
    assert shown(expression, value) == text


def test_times_are_those_of_the_clinics_wall():
    with timezone.override(ZoneInfo("America/New_York")):
        assert shown("clock", LATE_EVENING) == "22:30"
        assert shown("idday", LATE_EVENING) == "19-Nov-2026"
