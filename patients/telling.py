"""A fact in words: its value as a person reads it, and the line under its name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from integrative.accounts.models import Clinic
from integrative.ui.days import identity_day
from integrative.ui.numbers import plain_number

from .models import Fact


def shown(field: models.Field, row: Any, clinic: Clinic) -> str:
    """One field of a row; empty when it is not known."""
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        there = value.astimezone(clinic.zone)
        return f"{identity_day(there.date())} {there:%H:%M}"
    if isinstance(value, date):
        return identity_day(value)
    if isinstance(field, models.DecimalField):
        return plain_number(value)
    return str(dict(field.flatchoices).get(value, value))


def how_we_know(fact: Fact, clinic: Clinic) -> str:
    """From where, who wrote it down, and when: "The person said so; Dr. A. Osei, 03-Feb-2026"."""
    day = identity_day(fact.recorded_at.astimezone(clinic.zone).date())
    written = f"{fact.recorded_by.display_name}, {day}" if fact.recorded_by else day
    return f"{fact.get_source_display()}; {written}"


def details(fact: Fact, names: Iterable[str], clinic: Clinic) -> list[tuple[str, str]]:
    """Label and value of what is known among `names`; a property of the model speaks without a label."""
    told = []
    for name in names:
        try:
            field = fact._meta.get_field(name)
        except FieldDoesNotExist:
            told.append(("", str(getattr(fact, name) or "")))
        else:
            told.append((str(field.verbose_name), shown(field, fact, clinic)))
    return [(label, value) for label, value in told if value]
