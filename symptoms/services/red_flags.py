"""Red flags: raised when facts report one, withdrawn when they no longer do, seen and acted on by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import Clinic, User
from integrative.accounts.services import spend
from integrative.knowledge.version import KNOWLEDGE_VERSION
from integrative.ui.chart_form import WRONG_CHART
from patients.events import record_about
from patients.models import Patient
from symptoms.models import Consultation, RedFlag, Section, Urgency
from symptoms.red_flag_changes import Changes, Holding, changes_of
from symptoms.red_flag_facts import MapRows
from symptoms.red_flag_sources import holding_in, known_flags, situation_of

from .flag_limits import limits_of

CAN_MATTER = frozenset({Section.SYMPTOMS, Section.PAIN, Section.STRESS, Section.RED_FLAGS})
# A signed or resting map still says how the person is for a week; then only the record speaks. House rule.
ANSWERS_COUNT_FOR = timedelta(days=7)


class ClosedBefore(Stale):
    """Somebody else wrote what was done first; `theirs` is the flag as it stands."""

    def __init__(self, theirs: RedFlag) -> None:
        Refused.__init__(self, "Someone else wrote down what was done before you. Nothing was saved over it.")
        self.theirs = theirs


@dataclass(frozen=True)
class Look:
    """Whether a flag was raised, changed or withdrawn, and what the maps that were read say, by key."""

    moved: bool = False
    maps: Mapping[UUID, MapRows] = field(default_factory=dict)


def look_at_map(consultation: Consultation, section: Section, *, by: User) -> Look:
    """What a save of this section does to the flags. Call in the transaction of the save.

    In: the map with its patient and the clinic. One query when nothing changes, none for a section that
    no rule reads.
    """
    if section not in CAN_MATTER:
        return Look()
    return _look(consultation.patient, by=by, map_key=consultation.pk)


@transaction.atomic
def look_again(patient: Patient, *, by: User | None = None) -> bool:
    """Whether anything moved by the record and the maps of the last days: after a new value, and by the
    clockwork.

    In: the patient with the clinic.
    """
    return _look(patient, by=by, since=patient.clinic.today() - ANSWERS_COUNT_FOR).moved


def unseen_act_now(patient: Patient) -> list[RedFlag]:
    """The flags of this person that nobody has seen and that cannot wait."""
    return list(RedFlag.objects.of(patient).unseen().filter(urgency=Urgency.NOW).most_urgent_first())


def _look(patient: Patient, *, by: User | None, **maps: Any) -> Look:
    """`maps`: those that count, as `situation_of` takes them."""
    if patient.deceased_on or patient.merged_into_id:
        return Look()
    situation = situation_of(patient, **maps)
    holding = holding_in(situation, patient)
    places = {*situation.maps, patient.pk}
    if not changes_of(holding, situation.flags, places):
        return Look(maps=situation.maps)
    # Two maps of one person may be saved at once: who comes second sees what the first raised.
    Patient.objects.select_for_update(no_key=True).only("pk").get(pk=patient.pk)
    flags = list(known_flags(patient, **maps))
    changes = changes_of(holding, flags, places)
    _write(changes, patient, by)
    return Look(bool(changes), situation.maps)


def _write(changes: Changes, patient: Patient, by: User | None) -> None:
    now = clock.now()
    for flag in changes.new:
        row = RedFlag.objects.create(
            patient=patient,
            raised_from=flag.place,
            raised_from_id=flag.place_id,
            raised_at=now,
            raised_by=by,
            **_told(flag, patient.clinic, now),
        )
        record_about(patient, by=by, verb="raised red flag", subject=row)
    for row, flag in changes.grown:
        _grow(row, flag, patient, by, now)
    for row, why in changes.gone:
        row.withdrawn_at, row.withdrawn_why = now, why
        row.version += 1
        row.save(update_fields=["withdrawn_at", "withdrawn_why", "version"])
        record_about(patient, by=by, verb="withdrew red flag", subject=row, note=why)


def _told(flag: Holding, clinic: Clinic, now: datetime) -> dict[str, object]:
    urgency = flag.raised.flag.urgency
    return {
        "flag": flag.id,
        "urgency": urgency,
        "because": flag.because,
        "facts": flag.facts,
        "knowledge_version": KNOWLEDGE_VERSION,
        "due_at": now + timedelta(minutes=limits_of(clinic)[urgency]),
    }


def _grow(row: RedFlag, flag: Holding, patient: Patient, by: User | None, now: datetime) -> None:
    """The words of today. A flag that was seen is to be seen again, and its time begins anew."""
    told = _told(flag, patient.clinic, now)
    if row.seen_at is None:
        del told["due_at"]
    else:
        told |= {"seen_at": None, "seen_by": None, "escalated_at": None}
        record_about(patient, by=by, verb="raised red flag again", subject=row)
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*told, "version"])


@transaction.atomic
def see_flag(*, flag_id: UUID, patient: Patient, by: User, once: UUID | None = None) -> RedFlag:
    """Somebody knows. A second person changes nothing: who was first stands.

    Raises Refused when it is another person's flag or was withdrawn, AlreadySaved.
    """
    spend(once)
    row = _locked(flag_id, patient)
    if row.seen_at is None:
        row.seen_at, row.seen_by = clock.now(), by
        row.version += 1
        row.save(update_fields=["seen_at", "seen_by", "version"])
        record_about(patient, by=by, verb="saw red flag", subject=row)
    return row


@transaction.atomic
def close_flag(*, flag_id: UUID, patient: Patient, by: User, words: str, once: UUID | None = None) -> RedFlag:
    """What was done, in words; done is also seen.

    Raises Refused without words, for another person's flag or one that was withdrawn; ClosedBefore when
    somebody wrote first; AlreadySaved.
    """
    spend(once)
    if not words.strip():
        raise Refused("Write what was done.", field="words")
    row = _locked(flag_id, patient)
    if row.done_at:
        raise ClosedBefore(row)
    now = clock.now()
    row.seen_at, row.seen_by = row.seen_at or now, row.seen_by or by
    row.done_at, row.done_by, row.done_words = now, by, words
    row.version += 1
    row.save(update_fields=["seen_at", "seen_by", "done_at", "done_by", "done_words", "version"])
    record_about(patient, by=by, verb="acted on red flag", subject=row)
    return row


def _locked(flag_id: UUID, patient: Patient) -> RedFlag:
    flags = RedFlag.objects.select_for_update(of=("self",)).select_related("seen_by", "done_by")
    row = flags.get(pk=flag_id)
    if row.patient_id != patient.pk:
        raise Refused(WRONG_CHART)
    if row.withdrawn_at:
        raise Stale("This flag")
    return row
