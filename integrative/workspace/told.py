"""Events as a reader sees them: who did what to which thing. The log holds no names; they are read now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from careplans.models import CarePlan
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may
from integrative.audit.models import LOOKS, Event
from integrative.ui.days import work_day_in_full
from patients.gather import gather
from patients.kinds import KINDS
from patients.models import Fact, Patient
from referrals.models import Referral, Service
from symptoms.models import Consultation, ProductUse, RedFlag

from .sentences import is_about_a_fact, sentence

# What one person does to one kind of fact in one go is told in one line.
IN_ONE_GO = timedelta(minutes=5)
NAMED = 6
SLUGS = {kind.model._meta.label: kind.slug for kind in KINDS.values()}
OTHERS: dict[str, Permission] = {
    Consultation._meta.label: Permission.OPEN_CHART,
    ProductUse._meta.label: Permission.OPEN_CHART,
    RedFlag._meta.label: Permission.OPEN_CHART,
    CarePlan._meta.label: Permission.OPEN_CHART,
    Referral._meta.label: Permission.READ_REFERRALS,
}
"""What else has a name to show, and who may read it."""


@dataclass(frozen=True)
class Thing:
    """What it was done to, by its name of today; `url` is where its versions or its page stand."""

    name: str
    url: str = ""
    is_struck_out: bool = False


@dataclass(frozen=True)
class Told:
    """A sentence, the newest moment of what it tells, and the things it is about."""

    sentence: str
    at: datetime
    things: list[Thing]
    note: str
    is_a_look: bool

    @property
    def first(self) -> list[Thing]:
        return self.things[:NAMED]

    @property
    def rest(self) -> list[Thing]:
        return self.things[NAMED:]


def tell(events: Sequence[Event], patient: Patient, user: User) -> list[Told]:
    """The events of one patient in the order given. One query, however many and of whatever kind.

    In: events with `by` at hand. What this person may not read, or what is gone, goes without its name.
    """
    things = things_of(events, patient, user)
    return [_told(run, things) for run in _runs(events)]


def by_day(told: Iterable[Told]) -> list[tuple[date, list[Told]]]:
    """The lines of each day on the clinic's wall."""
    return [(day, list(lines)) for day, lines in groupby(told, key=lambda line: _day(line.at))]


def _runs(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Neighbors that one person did in one go to one kind of fact; every other event alone."""
    run: list[Event] = []
    for event in events:
        if run and not _goes_on(run[-1], event):
            yield run
            run = []
        run.append(event)
    if run:
        yield run


def _goes_on(newer: Event, older: Event) -> bool:
    return (
        is_about_a_fact(newer.verb)
        and (newer.verb, newer.by_id, newer.note) == (older.verb, older.by_id, older.note)
        and newer.subject_type == older.subject_type
        and newer.at - older.at <= IN_ONE_GO
        and _day(newer.at) == _day(older.at)
    )


def _told(run: list[Event], things: dict[UUID, Thing]) -> Told:
    newest = run[0]
    named = [things[event.subject_id] for event in run if event.subject_id in things]
    return Told(
        sentence=sentence(newest.verb, newest.by, several=_several(run)),
        at=newest.at,
        things=list(dict.fromkeys(named)),
        note=newest.note,
        is_a_look=newest.verb in LOOKS,
    )


def _several(run: list[Event]) -> str:
    count = len({event.subject_id for event in run})
    if count < 2:
        return ""
    return f"{count} {apps.get_model(run[0].subject_type)._meta.verbose_name_plural}"


def things_of(events: Iterable[Event], patient: Patient, user: User) -> dict[UUID, Thing]:
    """Key of a subject -> its name and page, for those this person may read. One query, or none."""
    keys: dict[str, set[UUID]] = {}
    for event in events:
        if event.subject_id and _is_readable(event.subject_type, patient, user):
            keys.setdefault(event.subject_type, set()).add(event.subject_id)
    if not keys:
        return {}
    rows: dict[str, QuerySet] = {
        label: apps.get_model(label).objects.visible_to(user).of(patient).filter(pk__in=found)
        for label, found in keys.items()
    }
    found = gather(
        **{label.replace(".", "_"): subjects for label, subjects in (rows | _beside(rows)).items()}
    )
    _join(found)
    subjects = [subject for label in rows for subject in found[label.replace(".", "_")]]
    return {subject.pk: _thing(subject, patient) for subject in subjects}


def _is_readable(label: str, patient: Patient, user: User) -> bool:
    return label in SLUGS or (label in OTHERS and may(user, OTHERS[label], patient))


def _beside(rows: dict[str, QuerySet]) -> dict[str, QuerySet]:
    """What the name of a subject is made of, where it is not in its own row."""
    beside: dict[str, QuerySet] = {}
    if (team := rows.get("patients.CareTeamMember")) is not None:
        names = User.objects.only("title", "given_names", "family_name")
        beside["accounts"] = names.filter(pk__in=team.values("user"))
    if (referrals := rows.get("referrals.Referral")) is not None:
        beside["services"] = Service.objects.filter(pk__in=referrals.values("service"))
    return beside


def _join(found: dict[str, list[Any]]) -> None:
    accounts = {account.pk: account for account in found.get("accounts", ())}
    for member in found.get("patients_CareTeamMember", ()):
        member.user = accounts.get(member.user_id)
    services = {service.pk: service for service in found.get("services", ())}
    for referral in found.get("referrals_Referral", ()):
        referral.service = services[referral.service_id]


def _thing(subject: Any, patient: Patient) -> Thing:
    if isinstance(subject, Fact):
        place = (patient.pk, SLUGS[subject._meta.label], subject.pk)
        return Thing(
            str(subject), reverse("patients:fact_history", args=place), bool(subject.entered_in_error_at)
        )
    if isinstance(subject, Consultation):
        name = f"visit of {work_day_in_full(subject.visit_on, today=timezone.localdate())}"
        page = reverse("symptoms:signed_map", args=(patient.pk, subject.pk)) if subject.is_signed else ""
        return Thing(name, page)
    if isinstance(subject, RedFlag):
        return Thing(str(subject), reverse("symptoms:flags", args=(patient.pk,)))
    if isinstance(subject, CarePlan):
        return Thing(str(subject), reverse("careplans:version", args=(patient.pk, subject.pk)))
    if isinstance(subject, Referral):
        return Thing(str(subject.service), reverse("referrals:detail", args=(subject.pk,)))
    return Thing(str(subject), f"{reverse('symptoms:map', args=(patient.pk,))}#supplements")


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
