"""A person enters the clinic's records."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import Clinic, Role, User
from integrative.accounts.services import spend
from patients.events import record_about
from patients.models import Patient
from patients.models.patient import EARLIEST_BIRTH

from .death import follow_life

MRN = re.compile(r"[0-9A-Z]{4,20}")


class MrnTaken(Refused):
    """The record number belongs to someone already; `patient` is that person."""

    def __init__(self, patient: Patient) -> None:
        super().__init__(
            "This record number already belongs to someone. Open that chart instead.", field="mrn"
        )
        self.patient = patient


@transaction.atomic
def register_patient(
    *,
    clinic: Clinic,
    by: User,
    lead_clinician: User,
    mrn: str,
    birth_date: date,
    once: UUID | None = None,
    **person: Any,
) -> Patient:
    """A new patient of `clinic`.

    In: the fields of Patient; `mrn` may hold blanks and lower case; `once` is the form's one-time key.
    Raises MrnTaken, Refused (born in the future, lead is no clinician there), AlreadySaved.
    """
    spend(once)
    mrn = usable_mrn(mrn)
    # One registration at a time per clinic: two forms with one number must not race past the check.
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    if holder := Patient.objects.filter(clinic=clinic, mrn=mrn).first():
        raise MrnTaken(holder)
    refuse_impossible_days(clinic, birth_date=birth_date, deceased_on=person.get("deceased_on"))
    _refuse_other_lead(clinic, lead_clinician)
    patient = Patient(clinic=clinic, mrn=mrn, birth_date=birth_date, lead_clinician=lead_clinician, **person)
    _refuse_reminders_to_nowhere(patient)
    patient.save()
    record_about(patient, by=by, verb="registered", subject=patient)
    return patient


@transaction.atomic
def edit_person(*, patient_id: UUID, expected_version: int, by: User, **changes: Any) -> Patient:
    """Change who the person is on record. Raises Stale, MrnTaken, Refused."""
    patient = Patient.objects.select_for_update().get(pk=patient_id)
    if patient.version != expected_version:
        raise Stale("This person's record")
    if patient.merged_into_id:
        raise Refused("This record was merged into another. Change that one.")
    if "mrn" in changes:
        changes["mrn"] = usable_mrn(changes["mrn"])
        others = Patient.objects.filter(clinic=patient.clinic_id, mrn=changes["mrn"]).exclude(pk=patient.pk)
        if holder := others.first():
            raise MrnTaken(holder)
    died_on = patient.deceased_on
    lead = changes.get("lead_clinician", patient.lead_clinician)
    if lead != patient.lead_clinician:
        _refuse_other_lead(patient.clinic, lead)
    for field, value in changes.items():
        setattr(patient, field, value)
    refuse_impossible_days(patient.clinic, birth_date=patient.birth_date, deceased_on=patient.deceased_on)
    _refuse_reminders_to_nowhere(patient)
    patient.version += 1
    patient.save()
    verb = "edited person"
    if (died_on is None) != (patient.deceased_on is None):
        follow_life(patient)
        verb = "recorded death" if patient.deceased_on else "took back death"
    record_about(patient, by=by, verb=verb, subject=patient)
    return patient


def normal_mrn(typed: str) -> str:
    """Record numbers are compared without blanks, hyphens and case."""
    return "".join(typed.split()).replace("-", "").upper()


def usable_mrn(typed: str) -> str:
    """The same, for a person on record. Raises Refused."""
    mrn = normal_mrn(typed)
    if not MRN.fullmatch(mrn):
        raise Refused("A record number has 4 to 20 letters and figures", field="mrn")
    return mrn


def _refuse_other_lead(clinic: Clinic, lead: User) -> None:
    if not lead.holds(Role.CLINICIAN, at=clinic.pk):
        raise Refused("The lead must be a clinician of this clinic.", field="lead_clinician")


def _refuse_reminders_to_nowhere(patient: Patient) -> None:
    if patient.reminders_agreed and not patient.email:
        raise Refused("Enter the address for reminders, or untick them", field="email")


def refuse_impossible_days(clinic: Clinic, *, birth_date: date, deceased_on: date | None) -> None:
    today = clinic.today()
    if birth_date < EARLIEST_BIRTH:
        raise Refused(f"The birth date is before {EARLIEST_BIRTH.year}.", field="birth_date")
    if birth_date > today:
        raise Refused("The birth date is in the future.", field="birth_date")
    if deceased_on and deceased_on < birth_date:
        raise Refused("The date of death is before the birth date.", field="deceased_on")
    if deceased_on and deceased_on > today:
        raise Refused("The date of death is in the future.", field="deceased_on")
