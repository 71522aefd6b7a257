"""One fact in rows, as the services write it: the fact, and what the audit log says of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Model

from patients.models import Fact
from patients.services.facts import said

from .life import Life
from .rows import Rows


def fact(
    life: Life, rows: Rows, model: type[Fact], *, known: date | None = None, by: str = "", **facts: Any
) -> str:
    """One fact with its audit event; `known` is the day it was written down, the registration unless said."""
    at: datetime = life.house.moment(life.known_on(known or life.registered_on))
    author = by or life.lead
    key = rows.add(model, patient_id=life.key, recorded_at=at, recorded_by_id=author, **facts)
    noted(life, rows, at, by=author, verb=f"recorded {said(model)}", subject=(model, key))
    return key


def noted(
    life: Life, rows: Rows, at: datetime, *, by: str | None, verb: str, subject: tuple[type[Model], str]
) -> None:
    rows.note(at, by=by, clinic=life.house.clinic.pk.hex, patient=life.key, verb=verb, subject=subject)
