"""Writing down a fact, correcting it, ending it, marking it as a mistake: one way for every kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.ui.days import identity_day
from patients.after_change import changed
from patients.events import record_about
from patients.models import (
    Allergy,
    Answer,
    AskedAbout,
    Caregiver,
    Fact,
    Fall,
    FamilyHistory,
    HospitalVisit,
    Medication,
    Patient,
    Precaution,
    Procedure,
    Source,
    Topic,
)
from patients.models.fact import LAST_BEFORE_FIRST, EndingFact

AnyFact = TypeVar("AnyFact", bound=Fact)
AnyEnding = TypeVar("AnyEnding", bound=EndingFact)

TOPIC_OF: dict[type[Fact], Topic] = {
    Allergy: Topic.ALLERGIES,
    Medication: Topic.MEDICINES,
    Precaution: Topic.PRECAUTIONS,
    Procedure: Topic.PROCEDURES,
    Caregiver: Topic.CAREGIVERS,
    HospitalVisit: Topic.HOSPITAL,
    Fall: Topic.FALLS,
    FamilyHistory: Topic.FAMILY_HISTORY,
}
"""What naming one answers: an earlier "none" no longer stands."""


@transaction.atomic
def record_fact(
    model: type[AnyFact],
    *,
    patient: Patient,
    by: User | None,
    source: str = Source.CLINIC,
    once: UUID | None = None,
    **facts: Any,
) -> AnyFact:
    """Write down something that is so. In: the fields of `model`; `by` is None for an import.

    Raises Refused with the field when it can't be so, AlreadySaved when this very form was saved before.
    """
    spend(once)
    topic = TOPIC_OF.get(model)
    if topic:
        # "None" must not be answered in between; see answer_nothing_named.
        hold(patient)
    fact = model(patient=patient, recorded_by=by, source=source, **facts)
    _refuse_impossible(fact)
    fact.save()
    if topic:
        AskedAbout.objects.of(patient).standing().filter(topic=topic).update(replaced_at=clock.now())
    record_about(patient, by=by, verb=f"recorded {said(model)}", subject=fact)
    changed(patient)
    return fact


@transaction.atomic
def correct_fact(
    model: type[AnyFact], fact_id: UUID, *, by: User, expected_version: int | None, **facts: Any
) -> AnyFact:
    """Change what was written down; the history keeps what stood. Raises Stale, Refused."""
    fact = _standing(model, fact_id, expected_version)
    for field, value in facts.items():
        setattr(fact, field, value)
    _refuse_impossible(fact)
    _save_next_version(fact)
    record_about(fact.patient, by=by, verb=f"corrected {said(model)}", subject=fact)
    changed(fact.patient)
    return fact


@transaction.atomic
def end_fact(
    model: type[AnyEnding],
    fact_id: UUID,
    *,
    by: User,
    ended_on: date,
    expected_version: int | None,
    **more: Any,
) -> AnyEnding:
    """The last day on which it holds. `more`: other fields of the end. Raises Stale, Refused."""
    fact = _standing(model, fact_id, expected_version)
    if fact.ended_on:
        raise Refused(f"This {said(model)} has already ended, on {identity_day(fact.ended_on)}.")
    for field, value in {"ended_on": ended_on, **more}.items():
        setattr(fact, field, value)
    _refuse_impossible(fact)
    _save_next_version(fact)
    record_about(fact.patient, by=by, verb=f"ended {said(model)}", subject=fact)
    changed(fact.patient)
    return fact


@transaction.atomic
def mark_in_error(
    model: type[AnyFact], fact_id: UUID, *, by: User, why: str, expected_version: int | None
) -> AnyFact:
    """It was never so, nor what hangs on it, such as the markers of a cancer. The rows stay, struck out.

    Raises Stale, Refused.
    """
    fact = _standing(model, fact_id, expected_version)
    if not why.strip():
        raise Refused("Say in a few words what was wrong.", field="why")
    for hanging in _what_hangs_on(fact):
        mark_in_error(type(hanging), hanging.pk, by=by, why=why, expected_version=hanging.version)
    fact.entered_in_error_at, fact.entered_in_error_why = clock.now(), why.strip()
    _save_next_version(fact)
    record_about(fact.patient, by=by, verb=f"marked {said(model)} as entered in error", subject=fact)
    changed(fact.patient)
    return fact


@transaction.atomic
def answer_nothing_named(*, patient: Patient, by: User, topic: Topic, answer: Answer) -> AskedAbout:
    """Asked today, and the person named nothing. Raises Refused while something named stands."""
    hold(patient)
    model = next(model for model, its in TOPIC_OF.items() if its == topic)
    if named(model, patient).exists():
        raise Refused(f"{topic.label}: something is on record. End it or mark it first.")
    AskedAbout.objects.of(patient).standing().filter(topic=topic).update(replaced_at=clock.now())
    asked = AskedAbout.objects.create(
        patient=patient, topic=topic, answer=answer, asked_on=patient.clinic.today(),
        source=Source.PATIENT, recorded_by=by,
    )  # fmt: skip
    record_about(patient, by=by, verb=f"asked about {topic.label.lower()}: {answer.value}", subject=asked)
    return asked


def hold(patient: Patient) -> None:
    """No other write about this person gets in between before the transaction ends."""
    list(Patient.objects.select_for_update().filter(pk=patient.pk).values_list("pk"))


def said(model: type[Fact]) -> str:
    """What a kind of fact is called: "medicine"."""
    return str(model._meta.verbose_name)


def _standing(model: type[AnyFact], fact_id: UUID, expected_version: int | None) -> AnyFact:
    """The row, locked. Raises Stale when it moved on, Refused when it was marked as a mistake."""
    locked = model.objects.select_for_update(of=("self",)).select_related("patient__clinic")
    fact = locked.get(pk=fact_id)
    if fact.version != expected_version:
        raise Stale(f"This {said(model)}")
    if fact.entered_in_error_at:
        raise Refused(f"This {said(model)} was marked as entered in error.")
    return fact


def _save_next_version(fact: Fact) -> None:
    fact.version += 1
    fact.save()


def named(model: type[Fact], patient: Patient) -> models.QuerySet:
    """What stands of the kind a topic asks about: while any does, "none" is no answer."""
    named = model.objects.of(patient).valid()
    stands_until_ended = issubclass(model, EndingFact) and model is not HospitalVisit
    return named.filter(Q(ended_on=None)) if stands_until_ended else named


def _what_hangs_on(fact: Fact) -> Iterator[Fact]:
    """Valid facts that point to this one."""
    for relation in fact._meta.related_objects:
        if issubclass(relation.related_model, Fact):
            yield from relation.related_model.objects.valid().filter(**{relation.field.name: fact})


def _refuse_impossible(fact: Fact) -> None:
    """Days outside the life, another person's rows, and whatever the model itself refuses."""
    for field in fact._meta.fields:
        value = getattr(fact, field.attname)
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            _refuse_outside_life(fact, field, value)
        elif value and _points_to_a_fact(field) and getattr(fact, field.name).patient_id != fact.patient_id:
            raise Refused("This belongs to another chart.", field=field.name)
    try:
        fact.full_clean()
    except ValidationError as wrong:
        name, messages = next(iter(wrong.message_dict.items()))
        raise Refused(messages[0], field=_field_of(fact, name, messages[0])) from wrong


def _points_to_a_fact(field: models.Field) -> bool:
    return isinstance(field, models.ForeignKey) and issubclass(field.related_model, Fact)


def _refuse_outside_life(fact: Fact, field: models.DateField, day: date | None) -> None:
    if day is None:
        return
    if day < fact.patient.birth_date:
        raise Refused("This day is before the birth date.", field=field.name)
    if day > fact.patient.clinic.today() and field.name not in fact.MAY_LIE_AHEAD:
        raise Refused("This day is in the future.", field=field.name)


def _field_of(fact: Fact, field: str, message: str) -> str | None:
    """Where a refusal is said: a broken order of days at the last day, a rule over one field there."""
    if field != NON_FIELD_ERRORS:
        return field
    if message == LAST_BEFORE_FIRST:
        return "ended_on"
    checks = [rule for rule in fact._meta.constraints if isinstance(rule, models.CheckConstraint)]
    broken = [rule.condition for rule in checks if rule.violation_error_message == message]
    names = {name for condition in broken for name in _names(condition)}
    return names.pop() if len(names) == 1 else None


def _names(condition: Any) -> Iterator[str]:
    """The columns that a condition speaks of."""
    for part in condition.children:
        if isinstance(part, Q):
            yield from _names(part)
        else:
            yield part[0].split("__")[0]
