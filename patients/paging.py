"""Pages of a long list by key: each begins after the last person of the one before.

Nobody is shown twice or skipped when others are registered meanwhile, and the hundredth page costs
what the first did. The cursor in the address is a signed key, never a name.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.http import Http404

from .models import Patient
from .models.patient import PatientQuerySet

PAGE_SIZE = 50
_signer = signing.Signer(salt="patients.after", sep="~")


@dataclass(frozen=True)
class PageOfPeople:
    people: list[Patient]
    next_cursor: str
    is_first: bool


def page_of(people: PatientQuerySet, cursor: str, *, within: PatientQuerySet) -> PageOfPeople:
    """The page after `cursor`, or the first; `within` are all whom this person may see.

    Raises Http404 for a cursor that is not one of ours.
    """
    rows = people.by_name()
    if cursor:
        rows = rows.following(_place(within, cursor))
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return PageOfPeople(
        people=shown,
        next_cursor=_signer.sign(shown[-1].pk.hex) if len(found) > PAGE_SIZE else "",
        is_first=not cursor,
    )


def _place(within: PatientQuerySet, cursor: str) -> Patient:
    try:
        key = _signer.unsign(cursor)
    except signing.BadSignature:
        raise Http404 from None
    # The person at the border may have left the filter meanwhile; the name still marks the place.
    last = within.filter(pk=key).first()
    if last is None:
        raise Http404
    return last
