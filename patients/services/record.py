"""What is known of the cancer, the treatment, the medicines and the counts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.analytes import Implausible, UnitUnknown, all_analytes
from patients.events import record_about
from patients.models import (
    Allergy,
    CancerCondition,
    Measurement,
    Medication,
    Patient,
    PhaseOfCare,
    TreatmentCourse,
    TumorMarker,
)


@transaction.atomic
def record_cancer(
    *,
    patient: Patient,
    by: User,
    markers: dict[str, str],
    cancer_id: UUID | None = None,
    expected_version: int | None = None,
    once: UUID | None = None,
    **facts: Any,
) -> CancerCondition:
    """Add a primary cancer, or change the one named by `cancer_id`.

    In: the fields of CancerCondition; `markers` as marker -> result, an empty result meaning not known.
    Raises Stale, AlreadySaved, Refused when the diagnosis precedes the birth or lies in the future.
    """
    spend(once)
    _refuse_outside_life(patient, facts.get("diagnosed_on"), field="diagnosed_on", what="The diagnosis")
    cancer = CancerCondition(patient=patient)
    if cancer_id:
        cancer = CancerCondition.objects.of(patient).select_for_update().get(pk=cancer_id)
        if cancer.version != expected_version:
            raise Stale("This diagnosis")
        cancer.version += 1
    for field, value in facts.items():
        setattr(cancer, field, value)
    cancer.save()
    cancer.markers.all().delete()
    for marker, result in markers.items():
        if result:
            TumorMarker.objects.create(cancer=cancer, marker=marker, result=result)
    record_about(
        patient, by=by, verb="changed diagnosis" if cancer_id else "recorded diagnosis", subject=cancer
    )
    return cancer


@transaction.atomic
def enter_phase(*, patient: Patient, by: User, phase: str, started_on: date) -> PhaseOfCare:
    """The person enters a phase of care; the one before ends on that day.

    Entering the phase they are already in returns it unchanged. Raises Refused when the day lies in
    the future or before the current phase began.
    """
    _refuse_outside_life(patient, started_on, field="started_on", what="The phase")
    Patient.objects.select_for_update().get(pk=patient.pk)
    current = PhaseOfCare.objects.of(patient).current().first()
    if current:
        if current.phase == phase:
            return current
        if started_on < current.started_on:
            raise Refused(
                f"{current} began on {current.started_on:%d %b %Y}; the next phase can't begin before that.",
                field="started_on",
            )
        current.ended_on = started_on
        current.save(update_fields=["ended_on"])
    entered = PhaseOfCare.objects.create(patient=patient, phase=phase, started_on=started_on)
    record_about(patient, by=by, verb="entered phase", subject=entered)
    return entered


@transaction.atomic
def start_treatment(
    *, patient: Patient, by: User, once: UUID | None = None, **course: Any
) -> TreatmentCourse:
    """A course of cancer treatment. In: the fields of TreatmentCourse. Raises Refused, AlreadySaved."""
    spend(once)
    started_on, ended_on = course["started_on"], course.get("ended_on")
    if started_on < patient.birth_date:
        raise Refused("The treatment begins before the birth date.", field="started_on")
    if ended_on and ended_on < started_on:
        raise Refused("The treatment ends before it begins.", field="ended_on")
    created = TreatmentCourse.objects.create(patient=patient, **course)
    record_about(patient, by=by, verb="recorded treatment", subject=created)
    return created


@transaction.atomic
def end_treatment(
    *, course: TreatmentCourse, by: User, ended_on: date, end_reason: str = "", expected_version: int | None
) -> TreatmentCourse:
    """The last day of a course. Raises Stale, and Refused when it ended before or ends before it begins."""
    locked = TreatmentCourse.objects.select_for_update(of=("self",))
    course = locked.select_related("patient").get(pk=course.pk)
    if course.version != expected_version:
        raise Stale("This treatment")
    if course.ended_on:
        raise Refused("This treatment has already ended.")
    if ended_on < course.started_on:
        raise Refused("The treatment ends before it begins.", field="ended_on")
    course.ended_on, course.end_reason = ended_on, end_reason
    course.version += 1
    course.save(update_fields=["ended_on", "end_reason", "version"])
    record_about(course.patient, by=by, verb="ended treatment", subject=course)
    return course


@transaction.atomic
def add_medication(*, patient: Patient, by: User, once: UUID | None = None, **medication: Any) -> Medication:
    """A medicine the person takes. In: the fields of Medication. Raises Refused, AlreadySaved."""
    spend(once)
    started_on, ended_on = medication.get("started_on"), medication.get("ended_on")
    if started_on and ended_on and ended_on < started_on:
        raise Refused("The medicine ends before it begins.", field="ended_on")
    created = Medication.objects.create(patient=patient, **medication)
    record_about(patient, by=by, verb="added medicine", subject=created)
    return created


@transaction.atomic
def stop_medication(*, medication: Medication, by: User, ended_on: date) -> Medication:
    """The person no longer takes it from the day after `ended_on`. Raises Refused."""
    medication = Medication.objects.select_for_update().select_related("patient").get(pk=medication.pk)
    if medication.ended_on:
        raise Refused("This medicine was already stopped.")
    if medication.started_on and ended_on < medication.started_on:
        raise Refused("The medicine ends before it begins.", field="ended_on")
    medication.ended_on = ended_on
    medication.save(update_fields=["ended_on"])
    record_about(medication.patient, by=by, verb="stopped medicine", subject=medication)
    return medication


@transaction.atomic
def record_measurement(
    *,
    patient: Patient,
    by: User,
    analyte: str,
    value: Decimal,
    unit: str,
    taken_at: datetime,
    once: UUID | None = None,
) -> Measurement:
    """A laboratory value or a weight, kept as entered and in the analyte's own unit.

    Raises Refused for a unit that the analyte is not reported in, a value nobody can have, a day to
    come; AlreadySaved.
    """
    spend(once)
    if taken_at > clock.now():
        raise Refused("This was taken in the future. Check the day.", field="taken_on")
    try:
        canonical = all_analytes()[analyte].canonical(value, unit)
    except (UnitUnknown, Implausible) as fault:
        raise Refused(str(fault), field="quantity") from fault
    measured = Measurement.objects.create(
        patient=patient,
        analyte=analyte,
        value=canonical,
        entered_value=value,
        entered_unit=unit,
        taken_at=taken_at,
    )
    record_about(patient, by=by, verb="recorded value", subject=measured)
    return measured


@transaction.atomic
def add_allergy(
    *, patient: Patient, by: User, substance: str, reaction: str = "", once: UUID | None = None
) -> Allergy:
    """A named allergy; it ends an earlier "none". Raises AlreadySaved."""
    spend(once)
    allergy = Allergy.objects.create(patient=patient, substance=substance, reaction=reaction)
    if patient.no_allergies_asked_on:
        patient.no_allergies_asked_on = None
        patient.save(update_fields=["no_allergies_asked_on"])
    record_about(patient, by=by, verb="added allergy", subject=allergy)
    return allergy


@transaction.atomic
def end_allergy(*, allergy: Allergy, by: User) -> Allergy:
    """Entered in error or ruled out; it stays in the history. Raises Refused when ended before."""
    locked = Allergy.objects.select_for_update(of=("self",))
    allergy = locked.select_related("patient__clinic").get(pk=allergy.pk)
    if allergy.ended_on:
        raise Refused("This allergy was already ended.")
    allergy.ended_on = allergy.patient.clinic.today()
    allergy.save(update_fields=["ended_on"])
    record_about(allergy.patient, by=by, verb="ended allergy", subject=allergy)
    return allergy


@transaction.atomic
def confirm_no_allergies(*, patient: Patient, by: User) -> Patient:
    """Asked today, none. Raises Refused while a named allergy stands."""
    if Allergy.objects.of(patient).filter(ended_on=None).exists():
        raise Refused("An allergy is on record. End it first if it was entered in error.")
    patient.no_allergies_asked_on = patient.clinic.today()
    patient.save(update_fields=["no_allergies_asked_on"])
    record_about(patient, by=by, verb="asked about allergies", subject=patient)
    return patient


def _refuse_outside_life(patient: Patient, day: date | None, *, field: str, what: str) -> None:
    if day is None:
        return
    if day < patient.birth_date:
        raise Refused(f"{what} is dated before the birth date.", field=field)
    if day > patient.clinic.today():
        raise Refused(f"{what} is dated in the future.", field=field)
