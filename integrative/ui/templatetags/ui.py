"""Tags and filters of every template (registered as builtins: no {% load %} needed)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from integrative.knowledge.levels import level_of

from ..days import identity_day, long_day, work_day_in_full
from ..forms import problems
from ..icons import ICONS, draw
from ..numbers import plain_number

register = template.Library()

WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """{% icon "print" %}; with a label when nothing beside it says the same."""
    return draw(name, label)


@register.simple_tag
def tag(tier: str, word: str) -> SafeString:
    """{% tag "hold" "Low" %}: shape and word.

    Tiers: urgent stop hold note ok unk; plain, evid and clay have no shape.
    """
    shape = draw(tier) if tier in ICONS else ""
    return format_html('<span class="tag {}">{}{}</span>', tier, shape, word)


@register.inclusion_tag("components/form_top.html")
def form_top(*parts: BaseForm | BaseFormSet) -> dict[str, Any]:
    """First inside a <form>: what needs fixing, then hidden fields and management forms."""
    found = problems(*parts)
    return {
        "problems": found,
        "count": count_word(len(found)),
        "forms": [part for part in parts if isinstance(part, BaseForm)],
        "formsets": [part for part in parts if isinstance(part, BaseFormSet)],
    }


@register.filter
def count_word(count: int) -> str:
    """Two, 12: small numbers in words, to begin a sentence."""
    return WORDS[count] if 0 <= count < len(WORDS) else str(count)


@register.filter
def idday(value: date | datetime | None) -> str:
    """09-Mar-1964, for identity."""
    return identity_day(_local_day(value)) if value else ""


@register.filter
def workday(value: date | datetime | None) -> str:
    """19 Nov, for colleagues; with the year when it is not this one."""
    if not value:
        return ""
    return work_day_in_full(_local_day(value), today=timezone.localdate())


@register.filter
def longday(value: date | datetime | None) -> str:
    """19 November 2026, for patients and letters."""
    return long_day(_local_day(value)) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """11:32 on the clinic's wall."""
    return timezone.localtime(value).strftime("%H:%M") if value else ""


@register.filter
@stringfilter
def mrn(value: str) -> str:
    """4471 0829: groups of four, easy to read aloud."""
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


@register.filter
def quantity(value: Any, unit: str = "") -> str:
    """0.5 mg: a Quantity, or a number with its unit as the argument. A space that does not break."""
    if value is None or value == "":
        return ""
    number, unit = value if isinstance(value, tuple) else (value, unit)
    shown = plain_number(number) if isinstance(number, Decimal | int | float) else str(number)
    return f"{shown}\N{NO-BREAK SPACE}{unit}" if unit else shown


@register.filter
def level(score: int | None) -> str:
    """None, Mild, Moderate or Severe; "Not asked" for a blank."""
    return level_of(score)


def _local_day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


@register.inclusion_tag("ui/split_bar.svg")
def split_bar(*, late: int, soon: int, in_time: int) -> dict[str, Any]:
    """{% split_bar late=1 soon=2 in_time=2 %}: how a column ages; the same stands beside it in words."""
    parts = [("late", late), ("soon", soon), ("in-time", in_time)]
    total = sum(count for _, count in parts)
    start = 0.0
    drawn = []
    for name, count in parts:
        if count:
            width = 100 * count / total
            drawn.append(
                {
                    "name": name,
                    "x": round(start, 2),
                    "width": round(max(width - 0.8, 0.4), 2),
                }
            )
            start += width
    return {"parts": drawn}
