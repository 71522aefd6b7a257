"""Many short lists in one question to the database: a chart reads a dozen tables and waits once."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject

from integrative.accounts.models import Clinic


class _ExactDecoder(json.JSONDecoder):
    """Numbers stay what they are: 11.8, never 11.800000000000001."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"parse_float": Decimal})


def gather(**lists: models.QuerySet) -> dict[str, list[Any]]:
    """The rows of every queryset, as model instances, in one query.

    In: querysets of models with plain columns, ordered and sliced as wanted; `.only()` brings those
    columns alone. Related rows are not fetched along. Each queryset must be bound to a patient by itself.
    """
    # Any one row carries the lists; a clinic always exists where there are patients.
    (row,) = Clinic.objects.order_by().values(**_arrays(lists))[:1]
    return {name: _instances(rows, row[f"list_{name}"]) for name, rows in lists.items()}


def gather_beside(
    row: models.QuerySet, **lists: models.QuerySet
) -> tuple[models.Model, dict[str, list[Any]]]:
    """The one row, locked if the queryset says so, and the lists as `gather` gives them, in one query.

    The lists are as they stood when the query began, even when it had to wait for the lock.
    """
    found = row.annotate(**_arrays(lists)).get()
    return found, {name: _instances(rows, found.__dict__.pop(f"list_{name}")) for name, rows in lists.items()}


def _arrays(lists: dict[str, models.QuerySet]) -> dict[str, ArraySubquery]:
    return {f"list_{name}": ArraySubquery(_as_objects(rows)) for name, rows in lists.items()}


def _instances(rows: models.QuerySet, found: list[dict[str, Any]]) -> list[models.Model]:
    return [_instance(rows, values) for values in found]


def _as_objects(rows: models.QuerySet) -> models.QuerySet:
    whole = JSONObject(**{field.attname: field.attname for field in _columns(rows)})
    whole.output_field = models.JSONField(decoder=_ExactDecoder)
    return rows.annotate(whole_row=whole).values("whole_row")


def _instance(rows: models.QuerySet, values: dict[str, Any]) -> models.Model:
    columns = _columns(rows)
    return rows.model.from_db(
        "default", [f.attname for f in columns], [f.to_python(values[f.attname]) for f in columns]
    )


def _columns(rows: models.QuerySet) -> list[models.Field]:
    """The columns the queryset loads: all, or those of `.only()`."""
    names, is_left_out = rows.query.deferred_loading
    return [
        field
        for field in rows.model._meta.concrete_fields
        if field.primary_key or (field.name in names) is not is_left_out
    ]
