"""Writing a plan in its slots, and making it the one that counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.audit.services import record
from patients.models import Patient
from symptoms.models import Consultation

from ..models import CarePlan, PlanPart, Slot
from ..models.plan import Horizon
from .follow_up import cancel_follow_up, plan_follow_up


@transaction.atomic
def open_plan_draft(*, patient: Patient, by: User, horizon: str = Horizon.WEEKS) -> CarePlan:
    """The unfinished plan of this patient and horizon, or a new one after the latest signed map."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    plans = CarePlan.objects.of(patient).filter(horizon=horizon)
    if draft := plans.drafts().first():
        return draft
    draft = CarePlan.objects.create(
        patient=patient,
        horizon=horizon,
        number=(plans.aggregate(last=Max("number"))["last"] or 0) + 1,
        consultation=Consultation.objects.of(patient).signed().newest_first().first(),
        written_by=by,
    )
    record(by=by, clinic_id=patient.clinic_id, patient_id=patient.pk, verb="started plan", subject=draft)
    return draft


@transaction.atomic
def save_part(*, plan_id: UUID, expected_version: int, by: User, slot: str, **content: Any) -> PlanPart:
    """Fill a slot, or change what stands in it. In: the fields of PlanPart.

    Raises Stale; Refused when the plan is active, the slot is none of the four, a goal is worse than
    its start, or two targets name one symptom.
    """
    plan = _locked_draft(plan_id, expected_version)
    if slot not in Slot.values:
        raise Refused("A plan has one or two symptom targets, one lifestyle anchor and one coping practice.")
    _refuse_unfit(plan, Slot(slot), content)
    part, _ = PlanPart.objects.update_or_create(plan=plan, slot=slot, defaults=content)
    _bump(plan)
    return part


@transaction.atomic
def drop_part(*, plan_id: UUID, expected_version: int, by: User, slot: str) -> CarePlan:
    """Empty a slot. Raises Stale, Refused when the plan is active."""
    plan = _locked_draft(plan_id, expected_version)
    plan.parts.filter(slot=slot).delete()
    return _bump(plan)


@transaction.atomic
def save_one_thing(*, plan_id: UUID, expected_version: int, by: User, one_thing: str) -> CarePlan:
    """What to do if only one thing gets done. Raises Stale, Refused when the plan is active."""
    plan = _locked_draft(plan_id, expected_version)
    plan.one_thing = one_thing
    return _bump(plan)


@transaction.atomic
def activate_plan(*, plan_id: UUID, expected_version: int, by: User) -> CarePlan:
    """Make the draft the plan that counts: the one before is superseded, its follow-up called off, and
    the new follow-up with its reminders stands, all or nothing.

    Raises Stale; Refused with what is still missing.
    """
    patient_id = CarePlan.objects.values_list("patient_id", flat=True).get(pk=plan_id)
    # Plans of one patient are activated one after the other.
    patient = Patient.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=patient_id)
    plan = _locked_draft(plan_id, expected_version)
    if missing := missing_before_activation(plan):
        raise Refused(" ".join(missing))
    if patient.deceased_on:
        raise Refused("This person has died; a plan can't be activated.")
    before = CarePlan.objects.of(patient).active().filter(horizon=plan.horizon).first()
    if before:
        before.status = CarePlan.Status.SUPERSEDED
        before.save(update_fields=["status"])
        cancel_follow_up(plan=before, on=patient.clinic.today(), reason="a new plan took its place")
    plan.status = CarePlan.Status.ACTIVE
    plan.supersedes = before
    plan.activated_on, plan.activated_by = patient.clinic.today(), by
    plan.version += 1
    plan.save(update_fields=["status", "supersedes", "activated_on", "activated_by", "version"])
    plan_follow_up(plan=plan, patient=patient)
    record(by=by, clinic_id=patient.clinic_id, patient_id=patient.pk, verb="activated plan", subject=plan)
    return plan


def missing_before_activation(plan: CarePlan) -> list[str]:
    """Sentences naming what the plan still needs; empty when it can be activated."""
    slots = set(plan.parts.values_list("slot", flat=True))
    missing = []
    if not slots & {Slot.TARGET_1, Slot.TARGET_2}:
        missing.append("Choose one symptom target.")
    if Slot.ANCHOR not in slots:
        missing.append("Choose the lifestyle anchor.")
    if Slot.COPING not in slots:
        missing.append("Choose the coping practice.")
    if not plan.one_thing:
        missing.append("Say what to do if only one thing gets done.")
    return missing


def _locked_draft(plan_id: UUID, expected_version: int) -> CarePlan:
    plan = CarePlan.objects.select_for_update(of=("self",)).select_related("patient__clinic").get(pk=plan_id)
    if not plan.is_draft:
        raise Refused("This plan is active and can't be changed. Start a new version instead.")
    if plan.version != expected_version:
        raise Stale("This plan")
    return plan


def _refuse_unfit(plan: CarePlan, slot: Slot, content: dict[str, Any]) -> None:
    if not slot.is_target:
        return
    baseline, goal, by_on = content.get("baseline"), content.get("goal"), content.get("by_on")
    if goal is None:
        raise Refused("Choose a goal from 0 to 10.", field="goal")
    if by_on is None or by_on <= plan.patient.clinic.today():
        raise Refused("Choose a day to come.", field="by_on")
    if baseline is not None and goal > baseline:
        raise Refused("The goal is worse than the start. On these scales higher is worse.", field="goal")
    if plan.parts.exclude(slot=slot).filter(symptom=content.get("symptom")).exists():
        raise Refused("The other target is about the same symptom.", field="symptom")


def _bump(plan: CarePlan) -> CarePlan:
    plan.version += 1
    plan.save(update_fields=["version", "one_thing"])
    return plan
