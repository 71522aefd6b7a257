"""Screening again by itself: when a record changed, when a day passed, when the tables are other ones.

What is due is read from the rows themselves: a product whose last look is of another day or other tables, or
is empty because the record changed since. No broker is asked while somebody waits for a page, and a killed
worker costs time, never a screen.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from integrative.accounts import clock
from integrative.accounts.models import Clinic
from integrative.knowledge.version import KNOWLEDGE_VERSION
from patients.models import Patient
from symptoms.models import ProductScreen, ProductStanding, ProductUse
from symptoms.screen_rows import rows_of_many
from symptoms.screening import ListScreen, screen_rows

from .screening import digest_of, store_screen
from .standings import note_look

CHUNK = 200
Why = ProductScreen.Why


def ask_for_screen(patient_id: UUID) -> None:
    """The record changed: what was screened before counts no longer. Called after the commit."""
    current = ProductStanding.objects.filter(product__patient=patient_id, product__stopped_on=None)
    current.update(looked_on=None)


def rescreen_changed() -> int:
    """Screen whose record changed since the last look, a chunk of them at most; how many."""
    emptied = ProductStanding.objects.filter(looked_on=None, product__stopped_on=None)
    people = Patient.objects.select_related("clinic").filter(merged_into=None).living()
    owners = emptied.filter(product__patient__in=people.values("pk")).values_list(
        "product__patient", flat=True
    )
    changed = people.filter(pk__in=set(owners[:CHUNK]))
    for patient in changed:
        store_screen(patient, by=None, why=Why.RECORD)
    return len(changed)


def rescreen_due(*, seconds: float) -> tuple[int, bool]:
    """Everyone in care whose last look is not of today with today's tables: how many, and whether all.

    Begins no further chunk after `seconds`.
    """
    ends, done = time.monotonic() + seconds, 0
    for clinic in Clinic.objects.order_by("pk"):
        today = clinic.today()
        for chunk in chunks(_due(in_care(clinic), today)):
            if time.monotonic() > ends:
                return done, False
            keep_looks(look_at(clinic, chunk, today), today)
            done += len(chunk)
    return done, True


def in_care(clinic: Clinic) -> QuerySet[Patient]:
    return Patient.objects.filter(clinic=clinic, merged_into=None).living()


def who_takes_something(clinic: Clinic) -> QuerySet[Patient]:
    return in_care(clinic).filter(Exists(ProductUse.objects.filter(patient=OuterRef("pk"), stopped_on=None)))


def chunks(people: QuerySet[Patient]) -> Iterator[list[UUID]]:
    """Keys by keyset: the next chunk is asked for only when it is wanted."""
    last = UUID(int=0)
    while chunk := list(people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield chunk
        last = chunk[-1]


@dataclass(frozen=True)
class Look:
    """What one person's screen says, beside the one kept. `is_new`: it says otherwise, or none was kept.

    `is_due`: something of the record changed since the last look, so it is screened once more under a lock.
    """

    patient_id: UUID
    seen: ListScreen
    is_new: bool
    is_due: bool
    tables_before: str

    @property
    def why(self) -> Why:
        if self.is_due:
            return Why.RECORD
        is_other = self.tables_before and self.tables_before != self.seen.knowledge_version
        return Why.KNOWLEDGE if is_other else Why.DAY


def look_at(clinic: Clinic, keys: Sequence[UUID], today: date) -> list[Look]:
    """Screen these people of one clinic; the lists are read for all at once, nothing is written."""
    kept = {screen.patient_id: screen for screen in _newest_screens(keys)}
    looked = _looked(keys)
    rows = rows_of_many(keys, today)
    return [
        _look(key, screen_rows(rows[key], clinic, today, clock.now()), kept.get(key), looked.get(key, {}))
        for key in keys
    ]


def _look(
    key: UUID, seen: ListScreen, kept: ProductScreen | None, looked: Mapping[UUID, date | None]
) -> Look:
    days = [looked.get(row.product.pk) for row in seen.products]
    return Look(
        patient_id=key,
        seen=seen,
        is_new=kept is None or kept.digest != digest_of(seen),
        is_due=kept is not None and None in days,
        tables_before=kept.knowledge_version if kept else "",
    )


def keep_looks(looks: Iterable[Look], today: date) -> int:
    """Keep what says otherwise than before; how many. What is the same costs one query for all of them."""
    looks = list(looks)
    to_keep = {look.patient_id: look for look in looks if look.is_new or look.is_due}
    same = [row for look in looks if look.patient_id not in to_keep for row in look.seen.products]
    note_look(same, today, KNOWLEDGE_VERSION, again=True)
    patients = Patient.objects.select_related("clinic").in_bulk(to_keep)
    stored = [store_screen(patients[key], by=None, why=look.why) for key, look in to_keep.items()]
    return sum(screen is not None for screen in stored)


def _looked(keys: Iterable[UUID]) -> dict[UUID, dict[UUID, date | None]]:
    """Patient -> product -> the day of its last look."""
    rows = ProductStanding.objects.filter(product__patient__in=keys, product__stopped_on=None)
    found: dict[UUID, dict[UUID, date | None]] = {}
    for patient, product, day in rows.values_list("product__patient", "product", "looked_on"):
        found.setdefault(patient, {})[product] = day
    return found


def _newest_screens(keys: Iterable[UUID]) -> QuerySet[ProductScreen]:
    newest = ProductScreen.objects.filter(patient__in=keys).order_by("patient_id", "-screened_at", "-pk")
    return newest.distinct("patient_id").only("patient", "digest", "knowledge_version")


def _due(people: QuerySet[Patient], today: date) -> QuerySet[Patient]:
    looked = Q(standing__looked_on=today, standing__looked_with=KNOWLEDGE_VERSION)
    current = ProductUse.objects.filter(patient=OuterRef("pk"), stopped_on=None)
    return people.filter(Exists(current.exclude(looked)))
