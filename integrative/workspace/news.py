"""What others did to a chart since its reader last looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.audit.models import Event
from patients.chart import OPENED, OPENING_SECONDS
from patients.models import Patient

from .told import Told, tell

SHOWN = 8
# For a reader who never looked: the newest few.
FEW = 4
# Many events may make one line.
READ = 5 * SHOWN
# Openings closer than this to the present one are the same visit.
ONE_VISIT = timedelta(seconds=OPENING_SECONDS)
BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class News:
    """`since` is when this reader looked before; None when they never did, and `lines` are the newest."""

    since: datetime | None
    lines: list[Told]
    has_more: bool


def lists_for_news(patient: Patient, user: User) -> dict[str, QuerySet]:
    """What `news_from` reads, to be gathered with the other lists of a page."""
    about = Event.objects.visible_to(user).about_patient(patient.pk)
    looked = about.filter(verb=OPENED, by=user, at__lt=clock.now() - ONE_VISIT).newest_first()[:1]
    since = Coalesce(Subquery(looked.values("at")), Value(BEFORE_ALL))
    changed = about.changes().by_others_than(user).filter(at__gt=since).newest_first()[:READ]
    names = User.objects.only("title", "given_names", "family_name")
    return {"looked": looked, "changed": changed, "authors": names.filter(pk__in=changed.values("by"))}


def news_from(found: Mapping[str, list[Any]], patient: Patient, user: User) -> News:
    """The newest lines. One query for the names of what changed; none when nothing did."""
    authors = {author.pk: author for author in found["authors"]}
    for event in found["changed"]:
        event.by = authors.get(event.by_id)
    since = found["looked"][0].at if found["looked"] else None
    lines, most = tell(found["changed"], patient, user), SHOWN if since else FEW
    return News(since, lines[:most], has_more=len(lines) > most or len(found["changed"]) == READ)
