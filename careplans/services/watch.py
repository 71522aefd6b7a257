"""The watch list of late effects: put on from a proposal, checked, changed, taken off or left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.version import KNOWLEDGE_VERSION
from patients.events import record_about
from patients.models import Patient

from ..models import LateEffectWatch, WhoChecks

FURTHEST = timedelta(days=10 * 366)
"""Some intervals of the table are five and ten years."""


@dataclass(frozen=True)
class Decided:
    """What was decided about one proposal: on the list with `who` and `next_on`, or left out with `why`."""

    late_effect: str
    because: str
    who: str = ""
    next_on: date | None = None
    note: str = ""
    why: str = ""


@transaction.atomic
def decide_on_proposals(
    *, patient: Patient, decided: Iterable[Decided], by: User, once: UUID | None = None
) -> list[LateEffectWatch]:
    """Put on the list or left out, all or nothing.

    Raises Stale when one of them was decided meanwhile, Refused, AlreadySaved.
    """
    spend(once)
    patient = Patient.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=patient.pk)
    decided = list(decided)
    if not decided:
        raise Refused("Decide on at least one. Nothing was saved.")
    effects = [each.late_effect for each in decided]
    if LateEffectWatch.objects.of(patient).standing().filter(late_effect__in=effects).exists():
        raise Stale("The watch list")
    return [_leave_out(patient, each, by) if each.why else _put_on(patient, each, by) for each in decided]


def _put_on(patient: Patient, decided: Decided, by: User) -> LateEffectWatch:
    _refuse_unfit(patient, decided.who, decided.next_on, field=f"{decided.late_effect}-next_on")
    watch = LateEffectWatch.objects.create(
        patient=patient, late_effect=decided.late_effect, because=decided.because, who=decided.who,
        next_on=decided.next_on, note=decided.note, knowledge_version=KNOWLEDGE_VERSION, put_on_by=by,
    )  # fmt: skip
    record_about(patient, by=by, verb="put late effect on watch", subject=watch)
    return watch


def _leave_out(patient: Patient, decided: Decided, by: User) -> LateEffectWatch:
    now = clock.now()
    watch = LateEffectWatch.objects.create(
        patient=patient, late_effect=decided.late_effect, because=decided.because,
        who=decided.who or WhoChecks.OTHER, knowledge_version=KNOWLEDGE_VERSION, put_on_by=by,
        put_on_at=now, taken_off_at=now, taken_off_by=by, taken_off_why=decided.why,
    )  # fmt: skip
    record_about(patient, by=by, verb="left out late effect", subject=watch)
    return watch


@transaction.atomic
def change_watch(
    *,
    watch_id: UUID,
    expected_version: int | None,
    by: User,
    who: str,
    next_on: date | None,
    note: str = "",
    once: UUID | None = None,
) -> LateEffectWatch:
    """Who checks, when next and a note. Raises Stale, AlreadySaved, Refused when it is off the list."""
    spend(once)
    watch = _locked(watch_id, expected_version)
    _refuse_unfit(watch.patient, who, next_on)
    watch.who, watch.next_on, watch.note = who, next_on, note
    return _saved(watch, by, "changed late effect watch")


@transaction.atomic
def record_check(
    *,
    watch_id: UUID,
    expected_version: int | None,
    by: User,
    checked_on: date,
    next_on: date | None,
    note: str = "",
    once: UUID | None = None,
) -> LateEffectWatch:
    """It was looked at on that day, and is due again on the next; None while nobody set one.

    Raises Stale, AlreadySaved, Refused for a day ahead or a next day that is not after the check.
    """
    spend(once)
    watch = _locked(watch_id, expected_version)
    if checked_on > watch.patient.clinic.today():
        raise Refused("The day of the check is in the future.", field="checked_on")
    if watch.last_on and checked_on < watch.last_on:
        raise Refused("A later check is on record already.", field="checked_on")
    if next_on and next_on <= checked_on:
        raise Refused("The next check comes after this one.", field="next_on")
    _refuse_unfit(watch.patient, watch.who, next_on)
    watch.last_on, watch.next_on, watch.note = checked_on, next_on, note
    return _saved(watch, by, "checked late effect")


@transaction.atomic
def take_off(
    *, watch_id: UUID, expected_version: int | None, by: User, why: str, once: UUID | None = None
) -> LateEffectWatch:
    """Off the list, with the reason. Raises Stale, AlreadySaved, Refused without a reason."""
    spend(once)
    watch = _locked(watch_id, expected_version)
    if not why:
        raise Refused("Write why it comes off the list.", field="why")
    watch.taken_off_at, watch.taken_off_by, watch.taken_off_why = clock.now(), by, why
    return _saved(watch, by, "took late effect off watch")


def _locked(watch_id: UUID, expected_version: int | None) -> LateEffectWatch:
    watches = LateEffectWatch.objects.select_for_update(of=("self",)).select_related("patient__clinic")
    watch = watches.get(pk=watch_id)
    if watch.taken_off_at:
        raise Refused("This is off the list already.")
    if watch.version != expected_version:
        raise Stale("This line")
    return watch


def _saved(watch: LateEffectWatch, by: User, verb: str) -> LateEffectWatch:
    watch.version += 1
    watch.save()
    record_about(watch.patient, by=by, verb=verb, subject=watch)
    return watch


def _refuse_unfit(patient: Patient, who: str, next_on: date | None, field: str = "next_on") -> None:
    if who not in WhoChecks.values:
        raise Refused("Choose who checks.", field="who")
    today = patient.clinic.today()
    if next_on and not today <= next_on <= today + FURTHEST:
        raise Refused("Choose a day from today on, within ten years.", field=field)
