"""Many short lists in one question to the database: a chart reads a dozen tables and waits once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models.expressions import Expression
from django.db.models.functions import JSONObject

from integrative.accounts.models import Clinic


class _ExactDecoder(json.JSONDecoder):
    """Numbers stay what they are: 11.8, never 11.800000000000001."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"parse_float": Decimal})


AS_JSON = models.JSONField(decoder=_ExactDecoder)


class _WholeRow(Expression):
    """The row of the query's own table. Naming its columns one by one costs more than the query does."""

    def __init__(self, alias: str = "") -> None:
        super().__init__(output_field=AS_JSON)
        self.alias = alias

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Self:
        # Once inside another query it is resolved again, and stays what it was.
        return self if self.alias else type(self)(query.get_initial_alias())

    def relabeled_clone(self, change_map: Mapping[str, str]) -> Self:
        return type(self)(change_map.get(self.alias, self.alias))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return f"to_jsonb({compiler.quote_name_unless_alias(self.alias)})", []


class Given(Expression):
    """Stands in a condition for the value of that name which is told at each reading of a `Prepared`."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.Field())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class Prepared:
    """A `gather` whose SQL is written once: writing it takes ten times as long as answering it.

    In: what makes the lists, with `Given` where a value is told later.
    """

    def __init__(self, lists: Callable[[], dict[str, models.QuerySet]]) -> None:
        self._make = lists

    @cached_property
    def _lists(self) -> dict[str, models.QuerySet]:
        return self._make()

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        return _carrier(self._lists).query.sql_with_params()

    def read(self, **given: Any) -> dict[str, list[Any]]:
        """The lists as `gather` gives them. Raises KeyError when a value that is asked for is not given."""
        sql, params = self._written
        told = [given[each.name] if isinstance(each, Given) else each for each in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, told)
            (row,) = cursor.fetchall()
        return {
            name: _instances(rows, [AS_JSON.from_db_value(each, None, connection) for each in found])
            for (name, rows), found in zip(self._lists.items(), row, strict=True)
        }


def gather(**lists: models.QuerySet) -> dict[str, list[Any]]:
    """The rows of every queryset, as model instances, in one query.

    In: querysets of models with plain columns, ordered and sliced as wanted; `.only()` brings those
    columns alone. Related rows are not fetched along. Each queryset must be bound to a patient by itself.
    """
    (row,) = _carrier(lists)
    return {name: _instances(rows, row[f"list_{name}"]) for name, rows in lists.items()}


def gather_beside(row: models.QuerySet, **lists: models.QuerySet) -> tuple[Any, dict[str, list[Any]]]:
    """The one row, locked if the queryset says so, and the lists as `gather` gives them, in one query.

    The lists are as they stood when the query began, even when it had to wait for the lock.
    """
    found = row.annotate(**_arrays(lists)).get()
    return found, {name: _instances(rows, found.__dict__.pop(f"list_{name}")) for name, rows in lists.items()}


def _carrier(lists: dict[str, models.QuerySet]) -> models.QuerySet:
    """Any one row carries the lists; a clinic always exists where there are patients."""
    return Clinic.objects.order_by().values(**_arrays(lists))[:1]


def _arrays(lists: dict[str, models.QuerySet]) -> dict[str, ArraySubquery]:
    return {f"list_{name}": ArraySubquery(_as_objects(rows)) for name, rows in lists.items()}


def _instances(rows: models.QuerySet, found: list[dict[str, Any]]) -> list[models.Model]:
    return [_instance(rows, values) for values in found]


def _as_objects(rows: models.QuerySet) -> models.QuerySet:
    if not rows.query.deferred_loading[0]:
        return rows.annotate(whole_row=_WholeRow()).values("whole_row")
    some = JSONObject(**{field.column: field.attname for field in _columns(rows)})
    some.output_field = AS_JSON
    return rows.annotate(whole_row=some).values("whole_row")


def _instance(rows: models.QuerySet, values: dict[str, Any]) -> models.Model:
    columns = _columns(rows)
    return rows.model.from_db(
        "default", [f.attname for f in columns], [f.to_python(values[f.column]) for f in columns]
    )


def _columns(rows: models.QuerySet) -> list[models.Field]:
    """The columns the queryset loads: all, or those of `.only()`."""
    names, is_left_out = rows.query.deferred_loading
    return [
        field
        for field in rows.model._meta.concrete_fields
        if field.primary_key or (field.name in names) is not is_left_out
    ]
