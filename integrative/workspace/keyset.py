"""Pages of a long list, newest first: each begins after the last row of the one before.

A row that arrives meanwhile moves nothing, and the hundredth page costs what the first did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    # The key of the last row, for the address of the next page; empty on the last page.
    after: str
    is_first: bool


def newest_first(rows: QuerySet, *, by: str, after: str) -> Page:
    """The page of `rows` that follows the row with the key `after`, or the first.

    In: `by`, the field with the moment. Raises Http404 for a key that is not among the rows.
    """
    following = rows.order_by(f"-{by}", "-pk")
    if after:
        key, moment = _place(rows, by, after)
        following = following.filter(Q(**{f"{by}__lt": moment}) | Q(**{by: moment, "pk__lt": key}))
    return _page(following, is_first=not after)


def oldest_first(rows: QuerySet, *, by: str, after: str) -> Page:
    """The same for what is worked off from the oldest on."""
    following = rows.order_by(by, "pk")
    if after:
        key, moment = _place(rows, by, after)
        following = following.filter(Q(**{f"{by}__gt": moment}) | Q(**{by: moment, "pk__gt": key}))
    return _page(following, is_first=not after)


def _page(following: QuerySet, *, is_first: bool) -> Page:
    found = list(following[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(shown, str(shown[-1].pk) if len(found) > PAGE_SIZE else "", is_first=is_first)


def _place(rows: QuerySet, by: str, after: str) -> tuple[UUID, Any]:
    try:
        key = UUID(after)
    except ValueError:
        raise Http404 from None
    place: tuple[UUID, Any] | None = rows.filter(pk=key).values_list("pk", by).first()
    if place is None:
        raise Http404
    return place
