"""A dose in everyday words: "twice a week, 30 minutes each time, for 6 weeks"."""

from __future__ import annotations

from decimal import Decimal

from integrative.ui.numbers import plain_number

from .models import Intervention, PlanPart
from .models.dose import Responsible

OFTEN: dict[Decimal, str] = {
    Decimal("0.25"): "once a month",
    Decimal("0.33"): "every 3 weeks",
    Decimal("0.5"): "every 2 weeks",
    Decimal(1): "once a week",
    Decimal(2): "twice a week",
    Decimal(7): "every day",
    Decimal(14): "twice a day",
}
WHO: dict[str, str] = {
    Responsible.CAREGIVER: "The one who helps you does this with you.",
    Responsible.CLINICIAN: "Your team here does this with you.",
    Responsible.ONCOLOGIST: "Your cancer doctor looks after this.",
    Responsible.NAVIGATOR: "Our navigator looks after this.",
    Responsible.SERVICE: "The service does this with you.",
}


def how_often(times_a_week: Decimal | None) -> str:
    """Blank when it is not said."""
    if times_a_week is None:
        return ""
    if words := OFTEN.get(times_a_week.normalize()):
        return words
    if times_a_week % 7 == 0:
        return f"{plain_number(times_a_week / 7)} times a day"
    return f"{plain_number(times_a_week)} times a week"


def how_long(minutes: int | None) -> str:
    if not minutes:
        return ""
    if minutes % 60 == 0:
        return "1 hour" if minutes == 60 else f"{minutes // 60} hours"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def dose_words(row: PlanPart | Intervention) -> str:
    """Blank when nothing is said; else without a full stop."""
    often, long = how_often(row.times_a_week), how_long(row.minutes)
    each = f"{long} each time" if often and long else long
    weeks = f"for {row.weeks} week{'' if row.weeks == 1 else 's'}" if row.weeks else ""
    return ", ".join(filter(None, [amount_words(row), often, each, weeks]))


def amount_words(row: PlanPart | Intervention) -> str:
    amount = getattr(row, "amount", None)
    return "" if amount is None else f"{plain_number(amount)}\N{NO-BREAK SPACE}{row.unit}"


def trial_words(row: Intervention) -> str:
    """A trial has an end before it begins."""
    if not row.sessions:
        return ""
    times = "once" if row.sessions == 1 else f"{row.sessions} times"
    return f"We try this {times}. Then we decide with you."


def who_words(row: PlanPart | Intervention) -> str:
    """Blank for what the person does alone."""
    return WHO.get(row.responsible, "")
