"""Two at once, and a request that dies in the middle: the database settles it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections, transaction

from integrative.accounts.errors import Refused
from symptoms.models import Consultation, Section, WhatMatters
from symptoms.services import (
    SectionChanged,
    add_product,
    open_draft,
    save_section,
    sign_consultation,
)

pytestmark = pytest.mark.django_db(transaction=True)


def in_two_threads(act):
    """Runs `act("first")` and `act("second")` at once; returns what each gave back or raised."""
    together = Barrier(2, timeout=20)

    def run(name):
        together.wait()
        try:
            return act(name)
        except Exception as raised:  # noqa: BLE001
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, ("first", "second")))


def test_of_two_saves_one_wins_and_the_other_is_told(draft, clinician):
    def save(name):
        return save_section(
            Section.WHAT_MATTERS,
            consultation_id=draft.pk,
            expected_version=0,
            by=clinician,
            answers={"good_week": name, "fear": "", "hope": ""},
        )

    outcomes = in_two_threads(save)
    lost = [outcome for outcome in outcomes if isinstance(outcome, SectionChanged)]
    kept = WhatMatters.objects.get(pk=draft.pk).good_week
    assert len(lost) == 1
    assert kept == ("second" if outcomes[0] is lost[0] else "first")
    assert draft.section_versions.get(section=Section.WHAT_MATTERS).version == 1


def test_two_starts_open_one_draft(patient, clinician):
    first, second = in_two_threads(lambda name: open_draft(patient=patient, by=clinician))
    assert first.pk == second.pk
    assert Consultation.objects.of(patient).count() == 1


def test_one_product_typed_twice_stands_once(patient, clinician):
    outcomes = in_two_threads(
        lambda name: add_product(
            patient=patient, by=clinician, name_as_typed="Turmeric" if name == "first" else "turmeric"
        )
    )
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert patient.productuses.count() == 1


def test_signing_and_saving_at_once_never_changes_the_signed_map(draft, clinician):
    save_section(
        Section.SYMPTOMS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"scores": {"esas_nausea": 4}},
    )

    def act(name):
        if name == "first":
            return sign_consultation(consultation_id=draft.pk, by=clinician)
        return save_section(
            Section.SYMPTOMS,
            consultation_id=draft.pk,
            expected_version=1,
            by=clinician,
            answers={"scores": {"esas_nausea": 9}},
        )

    signed, saved = in_two_threads(act)
    assert not isinstance(signed, Exception)
    kept = draft.symptom_scores.get().score
    assert kept == (4 if isinstance(saved, Refused) else 9)


def test_a_save_that_dies_in_the_middle_leaves_nothing(draft, clinician):
    """The row of words is locked, so the save stops after it took the version; then its session is ended."""

    def save():
        with closing(connection):
            save_section(
                Section.WHAT_MATTERS,
                consultation_id=draft.pk,
                expected_version=0,
                by=clinician,
                answers={"good_week": "Half", "fear": "", "hope": ""},
            )

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            WhatMatters.objects.select_for_update().get(pk=draft.pk)
            saving = pool.submit(save)
            end_the_session_that_waits()
        with pytest.raises(DatabaseError):
            saving.result(timeout=20)
    assert WhatMatters.objects.get(pk=draft.pk).good_week == ""
    assert draft.section_versions.get(section=Section.WHAT_MATTERS).version == 0


def end_the_session_that_waits():
    """Ends the session that waits for a lock of ours, as a killed process would."""
    give_up = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < give_up:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
            time.sleep(0.05)
    pytest.fail("No session waited for the lock")


def test_a_score_that_the_database_refuses_takes_the_whole_save_with_it(draft, clinician):
    with pytest.raises(DatabaseError):
        save_section(
            Section.SYMPTOMS,
            consultation_id=draft.pk,
            expected_version=0,
            by=clinician,
            answers={"scores": {"esas_pain": 4, "esas_nausea": 11}},
        )
    assert not draft.symptom_scores.exists()
    assert draft.section_versions.get(section=Section.SYMPTOMS).version == 0
