"""Screening again by itself: when a record changed, when a day passed, when the tables are other ones.

What is due is read from the rows themselves: a product whose last look is of another day or other tables, or
is empty because the record changed since. No broker is asked while somebody waits for a page, and a killed
worker costs time, never a screen.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from integrative.accounts import clock
from integrative.accounts.models import Clinic
from integrative.knowledge.version import KNOWLEDGE_VERSION
from patients.models import Patient
from symptoms.models import ProductScreen, ProductStanding, ProductUse
from symptoms.screen_rows import rows_of_many
from symptoms.screening import screen_rows

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
        today, last = clinic.today(), UUID(int=0)
        people = Patient.objects.filter(clinic=clinic, merged_into=None).living().order_by("pk")
        while chunk := list(_due(people.filter(pk__gt=last), today).values_list("pk", flat=True)[:CHUNK]):
            if time.monotonic() > ends:
                return done, False
            rescreen_chunk(clinic, chunk, today)
            done, last = done + len(chunk), chunk[-1]
    return done, True


def rescreen_chunk(clinic: Clinic, keys: Sequence[UUID], today: date) -> list[UUID]:
    """Screen these people of one clinic; whose screen was kept, because it says otherwise than before.

    The lists are read for all at once. Only who has something new, or a record that changed meanwhile, is
    screened once more under a lock.
    """
    rows, kept = rows_of_many(keys, today), _newest_digests(keys)
    changed_since = set(
        ProductStanding.objects.filter(product__patient__in=keys, product__stopped_on=None, looked_on=None)
        .values_list("product__patient", flat=True)
    )  # fmt: skip
    same, other = [], []
    for key in keys:
        seen = screen_rows(rows[key], clinic, today, clock.now())
        is_same = digest_of(seen) == kept.get(key, ("", ""))[0]
        (same if is_same and key not in changed_since else other).append((key, seen))
    with transaction.atomic():
        # One that a change emptied after it was read stays empty, and due.
        note_look([row for _, seen in same for row in seen.products], today, KNOWLEDGE_VERSION, again=True)
    patients = Patient.objects.select_related("clinic").in_bulk([key for key, _ in other])
    stored = []
    for key, _ in other:
        version = kept.get(key, ("", ""))[1]
        if store_screen(patients[key], by=None, why=_why(key in changed_since, version)):
            stored.append(key)
    return stored


def _why(record_changed: bool, version_before: str) -> Why:
    if record_changed:
        return Why.RECORD
    return Why.KNOWLEDGE if version_before and version_before != KNOWLEDGE_VERSION else Why.DAY


def _newest_digests(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Patient -> digest and tables of the newest screen kept."""
    newest = ProductScreen.objects.filter(patient__in=keys).order_by("patient_id", "-screened_at", "-pk")
    found = newest.distinct("patient_id").values_list("patient_id", "digest", "knowledge_version")
    return {patient: (digest, version) for patient, digest, version in found}


def _due(people: QuerySet[Patient], today: date) -> QuerySet[Patient]:
    looked = Q(standing__looked_on=today, standing__looked_with=KNOWLEDGE_VERSION)
    current = ProductUse.objects.filter(patient=OuterRef("pk"), stopped_on=None)
    return people.filter(Exists(current.exclude(looked)))
