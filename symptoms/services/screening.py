"""Screening what a person takes: live for pages, and kept when something changed."""

from __future__ import annotations

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models import Patient
from symptoms.models import ProductUse, Verdict
from symptoms.screen_rows import rows_of
from symptoms.screening import ListScreen, screen_rows


def screen_list(patient: Patient, user: User | None = None) -> ListScreen:
    """Everything the person takes against the record of today. One query; nothing is written.

    `user` sees only products of their clinics; None is the clinic's own clockwork.
    """
    today = patient.clinic.today()
    return screen_rows(rows_of(patient, today, user=user), patient.clinic, today, clock.now())


def undecided_stops(patient: Patient) -> list[ProductUse]:
    """Products to stop on which nobody has decided, as the record stands now."""
    return [row.product for row in screen_list(patient).undecided if row.verdict == Verdict.STOP]
