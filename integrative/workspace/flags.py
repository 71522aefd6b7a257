"""Red flags where people begin their day: on home, on top of a chart, and among the tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission
from patients.models import Patient
from symptoms.models import RedFlag, Urgency
from symptoms.red_flag_cards import FlagCard, cards_of
from symptoms.red_flag_queries import standing_flags, unseen_for_clinician, unseen_in_clinics
from symptoms.red_flag_words import TIERS, how_long

SHOWN = 20


@dataclass(frozen=True)
class FlagLine:
    """One flag of the list that comes before everything else. `what` is empty where the name is not told."""

    patient: Patient
    what: str
    tier: str
    urgency: str
    waits: str
    is_late: bool
    url: str


@dataclass(frozen=True)
class FlagsFirst:
    lines: list[FlagLine]
    more: int

    def __bool__(self) -> bool:
        return bool(self.lines)


def for_clinician(user: User) -> FlagsFirst:
    """Unseen flags of their patients and maps, and of the clinic what is act-now or waited too long."""
    return _first(unseen_for_clinician(user), tells_name=True)


def for_pharmacist(user: User) -> FlagsFirst:
    """What cannot wait in the clinic."""
    return _first(_act_now(user), tells_name=True)


def for_navigator(user: User) -> FlagsFirst:
    """About whom a clinician has to be called; not why."""
    return _first(_act_now(user), tells_name=False)


def _act_now(user: User) -> QuerySet[RedFlag]:
    return unseen_in_clinics(user, Permission.OPEN_CHART).filter(urgency=Urgency.NOW)


def _first(flags: QuerySet[RedFlag], *, tells_name: bool) -> FlagsFirst:
    """One query; a second to count only when there are more than are shown."""
    found = list(flags[: SHOWN + 1])
    more = flags.count() - SHOWN if len(found) > SHOWN else 0
    return FlagsFirst([_line(flag, tells_name=tells_name) for flag in found[:SHOWN]], more)


def _line(flag: RedFlag, *, tells_name: bool) -> FlagLine:
    now = clock.now()
    page = "symptoms:flags" if tells_name else "workspace:chart"
    return FlagLine(
        patient=flag.patient,
        what=str(flag) if tells_name else "",
        tier=TIERS[flag.urgency],
        urgency=flag.get_urgency_display(),
        waits=how_long(now - flag.raised_at),
        is_late=flag.is_late(now),
        url=reverse(page, args=[flag.patient_id]),
    )


def lists_for_flags(patient: Patient, user: User) -> dict[str, QuerySet]:
    """What `cards_from` reads, to be gathered with the other lists of a page."""
    flags = standing_flags(patient=patient, user=user)
    names = User.objects.only("title", "given_names", "family_name")
    seen_by = flags.order_by().values("seen_by")
    return {"flags": flags.select_related(None), "flag_people": names.filter(pk__in=seen_by)}


def cards_from(found: Mapping[str, list[Any]], patient: Patient, user: User) -> list[FlagCard]:
    people: dict[UUID, User] = {person.pk: person for person in found["flag_people"]}
    for flag in found["flags"]:
        flag.seen_by = people.get(flag.seen_by_id)
    return cards_of(found["flags"], patient, user, back="chart")
