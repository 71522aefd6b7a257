"""Dates as people type them, and as we write them back."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Whole names and common short forms only: "Marble 3 2026" is a slip, not a date in March.
MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}

YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII)
MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII)
DAY_THEN_NAME = re.compile(r"(?P<day>\d{1,2})[-/. ]+(?P<name>[a-z]+)\.?[-/., ]+(?P<year>\d{4})", re.ASCII)
NAME_THEN_DAY = re.compile(r"(?P<name>[a-z]+)\.?[-/. ]+(?P<day>\d{1,2}),?[-/. ]+(?P<year>\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r".*[-/. ,]\d{2}", re.ASCII)

EXAMPLE = "09-Mar-1964"
LONGEST = 40


class UnreadableDay(ValueError):
    """Its text is fit to stand under the field."""


def read_day(text: str) -> date:
    """The date a person typed: 1964-03-09, 09-Mar-1964, 9 March 1964, March 9, 1964 or 3/9/1964.

    Figures alone are read month first, as in the United States. Raises UnreadableDay.
    """
    if len(text) > LONGEST:
        raise UnreadableDay(f"Write only a date, such as {EXAMPLE}")
    typed = " ".join(text.lower().split())
    for pattern in (YEAR_FIRST, MONTH_FIRST, DAY_THEN_NAME, NAME_THEN_DAY):
        if match := pattern.fullmatch(typed):
            return _real_day(match.groupdict())
    if SHORT_YEAR.fullmatch(typed):
        raise UnreadableDay(f"Write the year with four digits, such as {EXAMPLE}")
    raise UnreadableDay(f"Write a date such as {EXAMPLE} or 3/9/1964")


def _real_day(parts: dict[str, str]) -> date:
    month = _month(parts)
    day, year = int(parts["day"]), int(parts["year"])
    try:
        return date(year, month, day)
    except ValueError:
        if year == 0:
            raise UnreadableDay("The year cannot be 0000") from None
        raise UnreadableDay(f"{MONTHS[month - 1]} {year} has no day {day}") from None


def _month(parts: dict[str, str]) -> int:
    if "name" in parts:
        if parts["name"] not in MONTH_NUMBERS:
            raise UnreadableDay(f"We do not know the month “{parts['name']}”. Write it like {EXAMPLE}")
        return MONTH_NUMBERS[parts["name"]]
    month = int(parts["month"])
    if not 1 <= month <= 12:
        raise UnreadableDay(f"There is no month {month}. Figures are read month first; or write {EXAMPLE}")
    return month


def identity_day(day: date) -> str:
    """09-Mar-1964: the one form that cannot be read two ways."""
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year:04d}"


def work_day(day: date) -> str:
    """19 Nov, as colleagues say it."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def work_day_in_full(day: date, *, today: date) -> str:
    """19 Nov; with the year when it is not this one."""
    return work_day(day) if day.year == today.year else f"{work_day(day)} {day.year}"


def long_day(day: date) -> str:
    """4 March 1964, for patients, letters and reading back."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def said_back(text: str, *, today: date, tells_age: bool = False) -> str:
    """What was typed, as it will be kept: "4 March 1964", with the age for a birth date.

    A day after `today` is said to be still to come. Empty while it can't be read.
    """
    try:
        day = read_day(text)
    except UnreadableDay:
        return ""
    if day > today:
        return f"{long_day(day)}, still to come"
    if not tells_age:
        return long_day(day)
    years = years_between(day, today)
    return f"{long_day(day)}, {years} year{'' if years == 1 else 's'} old"


def years_between(born: date, day: date) -> int:
    """Full years; someone born on 29 February has their birthday on 1 March in other years."""
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not had_birthday)
