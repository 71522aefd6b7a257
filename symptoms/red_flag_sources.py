"""Everything the rules of the red flags read about one person, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from integrative.accounts import clock
from integrative.knowledge.redflags import raised
from patients.gather import Given, Prepared
from patients.models import CancerCondition, Measurement, Medication, Patient, TreatmentCourse
from patients.models.spread import Metastasis

from .models import Consultation, PainArea, RedFlag, RedFlagAnswer, Stress, SymptomScore
from .red_flag_changes import Holding
from .red_flag_facts import (
    CHECKPOINT_FOR,
    WEIGHTS_READ_FOR,
    MapRows,
    RecordRows,
    esas_of,
    facts_of_map,
    facts_of_record,
    snapshot,
)

# A flag of the record alone that was dealt with is not raised again for the same reasons within this time.
DONE_COUNTS_FOR = timedelta(days=28)


@dataclass(frozen=True)
class Situation:
    """What one person's record and maps say, and the flags that are known. `maps`: by key of the map."""

    record: RecordRows
    maps: dict[UUID, MapRows]
    flags: list[RedFlag]


def situation_of(patient: Patient, *, map_key: UUID | None = None, since: date = date.max) -> Situation:
    """In: the map whose answers count, and the day from which on those of every map do."""
    now, today = clock.now(), patient.clinic.today()
    found = _LISTS.read(
        patient=patient.pk,
        map_key=map_key,
        since=since,
        checkpoints_since=today - CHECKPOINT_FOR,
        weights_since=now - WEIGHTS_READ_FOR,
        done_since=now - DONE_COUNTS_FOR,
    )
    on_record = ("cancers", "metastases", "courses", "medicines", "values")
    record = RecordRows(**{name: found[name] for name in on_record})
    return Situation(
        record=record,
        maps={
            each.pk: MapRows(
                scores=[row for row in found["scores"] if row.consultation_id == each.pk],
                areas=[row for row in found["areas"] if row.consultation_id == each.pk],
                stress=next((row for row in found["stress"] if row.consultation_id == each.pk), None),
                answers=[row for row in found["answers"] if row.consultation_id == each.pk],
            )
            for each in found["maps"]
        },
        flags=found["flags"],
    )


def known_flags(
    patient: Patient, *, map_key: UUID | None = None, since: date = date.max
) -> QuerySet[RedFlag]:
    """Flags that stand, and those of these maps and of the record about which something was done."""
    return _known_flags(patient, _maps(patient, map_key, since), clock.now() - DONE_COUNTS_FOR)


def _lists() -> dict[str, QuerySet]:
    patient = Given("patient")
    maps = _maps(patient, Given("map_key"), Given("since"))
    keys = maps.values("pk")
    at_work = Q(ended_on=None) | Q(ended_on__gte=Given("checkpoints_since"))
    lately = Q(analyte__in=["weight", "neutrophils"], taken_at__gte=Given("weights_since"))
    courses = TreatmentCourse.objects.of(patient).valid().filter(at_work)
    values = Measurement.objects.of(patient).valid().filter(lately | Q(analyte="height"))
    return {
        "cancers": CancerCondition.objects.of(patient).valid().only("metastatic"),
        "metastases": Metastasis.objects.of(patient).valid().only("site"),
        "courses": courses.only("regimen", "started_on", "ended_on"),
        "medicines": Medication.objects.of(patient)
        .valid()
        .filter(at_work)
        .only("name", "started_on", "ended_on"),
        "values": values.only("analyte", "value", "taken_at"),
        "maps": maps.only("pk"),
        "scores": SymptomScore.objects.filter(consultation__in=keys).only("consultation", "symptom", "score"),
        "areas": PainArea.objects.filter(consultation__in=keys),
        "stress": Stress.objects.filter(consultation__in=keys),
        "answers": RedFlagAnswer.objects.filter(consultation__in=keys),
        "flags": _known_flags(patient, maps, Given("done_since")),
    }


_LISTS = Prepared(_lists)


def _maps(
    patient: Patient | Given, map_key: UUID | Given | None, since: date | Given
) -> QuerySet[Consultation]:
    return Consultation.objects.of(patient).filter(Q(pk=map_key) | Q(visit_on__gte=since))


def _known_flags(
    patient: Patient | Given, maps: QuerySet[Consultation], done_since: datetime | Given
) -> QuerySet[RedFlag]:
    ended = Q(raised_from_id__in=maps.values("pk")) | Q(
        raised_from=RedFlag.RaisedBy.RECORD, done_at__gte=done_since
    )
    return RedFlag.objects.of(patient).filter(withdrawn_at=None).filter(Q(done_at=None) | ended)


def holding_in(situation: Situation, patient: Patient) -> list[Holding]:
    """The flags that hold now. One that holds by the record alone is of the record, whatever a map adds."""
    record = facts_of_record(situation.record, today=patient.clinic.today(), now=clock.now())
    by_record = {entry.flag.id for entry in raised(record, {})}
    found: list[Holding] = []
    for key, rows in situation.maps.items() or [(None, MapRows())]:
        facts, esas = record | facts_of_map(rows), esas_of(rows)
        for entry in raised(facts, esas):
            place = (RedFlag.RaisedBy.MAP, key) if key else (RedFlag.RaisedBy.RECORD, patient.pk)
            if entry.flag.id in by_record:
                place = (RedFlag.RaisedBy.RECORD, patient.pk)
            found.append(Holding(entry, *place, facts=snapshot(facts, esas)))
    return list(_once(found))


def _once(found: Iterable[Holding]) -> Iterable[Holding]:
    """Of one flag at one place the first."""
    return {(flag.id, flag.place_id): flag for flag in reversed(list(found))}.values()
