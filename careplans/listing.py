"""Plans in the list of people: whose review is next, who has gone quiet, and where each person stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from integrative.accounts import clock
from integrative.ui.days import work_day_in_full
from patients.models import Patient
from patients.models.patient import PatientQuerySet
from patients.narrowing import Narrowing, Standing
from symptoms.models import Consultation

from .models import CarePlan, CheckIn, FollowUp, Horizon

SOON = timedelta(weeks=2)
QUIET = timedelta(days=14)
DUE, LATE = "due", "late"


def by_review(people: PatientQuerySet, when: str, day: date) -> PatientQuerySet:
    """The living whose open follow-up is late, or is in its window within two weeks."""
    follow_ups = FollowUp.objects.open().filter(patient=OuterRef("pk"))
    if when == LATE:
        follow_ups = follow_ups.late(day)
    else:
        follow_ups = follow_ups.filter(opens_on__lte=day + SOON, closes_on__gte=day)
    return people.living().filter(Exists(follow_ups))


def without_check_in(people: PatientQuerySet, _: str, day: date) -> PatientQuerySet:
    """The living who agreed to reminders, whose plan runs for two weeks, and who answered nothing in them."""
    since = clock.now() - QUIET
    plans = CarePlan.objects.active().filter(patient=OuterRef("pk"), activated_on__lte=day - QUIET)
    answered = CheckIn.objects.filter(patient=OuterRef("pk"), answered_at__gte=since)
    agreed = people.living().filter(reminders_agreed=True)
    return agreed.filter(Exists(plans), ~Exists(answered))


def standings(people: Iterable[Patient], day: date) -> Mapping[UUID, Standing]:
    """The next step of each person and the last time they were seen or answered. One query."""
    keys = [person.pk for person in people]
    return {row["pk"]: _standing(row, day) for row in _told(Patient.objects.filter(pk__in=keys))}


def _told(people: PatientQuerySet) -> QuerySet:
    counts_now = CarePlan.objects.active().filter(patient=OuterRef("pk"), horizon=Horizon.WEEKS)
    signed = Q(consultations__status=Consultation.Status.SIGNED)
    newest = CheckIn.objects.filter(patient=OuterRef("pk")).newest_first()
    return people.values("pk", "deceased_on").annotate(
        mapped_on=Max("consultations__visit_on", filter=signed),
        answered_at=Subquery(newest.values("answered_at")[:1]),
        followed_up_on=Subquery(_last_follow_up()),
        opens_on=Subquery(counts_now.values("follow_up__opens_on")[:1]),
        closes_on=Subquery(counts_now.values("follow_up__closes_on")[:1]),
        done_on=Subquery(counts_now.values("follow_up__completed_on")[:1]),
    )


def _last_follow_up() -> QuerySet:
    done = FollowUp.objects.filter(patient=OuterRef("pk"), completed_on__isnull=False)
    return done.order_by("-completed_on").values("completed_on")[:1]


def _standing(row: dict[str, Any], day: date) -> Standing:
    answered_on = timezone.localdate(row["answered_at"]) if row["answered_at"] else None
    contacts = [on for on in (row["mapped_on"], answered_on, row["followed_up_on"]) if on]
    last = max(contacts, default=None)
    if row["deceased_on"]:
        return Standing(last_contact=last)
    is_late = bool(row["closes_on"] and not row["done_on"] and row["closes_on"] < day)
    return Standing(_next_step(row, day), is_late, last)


def _next_step(row: dict[str, Any], day: date) -> str:
    if not row["closes_on"]:
        return "Write plan" if row["mapped_on"] else "Start map"
    opens_on, closes_on, done_on = (
        on and work_day_in_full(on, today=day) for on in (row["opens_on"], row["closes_on"], row["done_on"])
    )
    if done_on:
        return f"Followed up {done_on}"
    if day < row["opens_on"]:
        return f"Follow-up from {opens_on}"
    return f"Follow-up by {closes_on}" if day <= row["closes_on"] else f"Follow-up was due {closes_on}"


REVIEW = Narrowing(
    "review",
    "Next review",
    {DUE: "Due within two weeks", LATE: "Late"},
    narrow=by_review,
    everyone="Any review",
)
CHECK_IN = Narrowing("quiet", "Check-ins", {"1": "None for two weeks"}, narrow=without_check_in)
