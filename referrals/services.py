"""Referring, and moving a referral until the loop is closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from careplans.models import PlanPart
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.events import record_about
from patients.models import Patient

from .models import Outcome, Referral, ReferralMove, ReferralStatus, Service, Urgency

DAYS = {Urgency.ROUTINE: 14, Urgency.SOON: 7, Urgency.URGENT: 2}

STEP = ReferralStatus
# A step back is allowed while the visit has not happened: a payer asks again, a slot falls through.
NEXT: dict[ReferralStatus, set[ReferralStatus]] = {
    STEP.NEW: {STEP.COVERAGE, STEP.SCHEDULING, STEP.CLOSED},
    STEP.COVERAGE: {STEP.NEW, STEP.SCHEDULING, STEP.CLOSED},
    STEP.SCHEDULING: {STEP.COVERAGE, STEP.BOOKED, STEP.CLOSED},
    STEP.BOOKED: {STEP.SCHEDULING, STEP.SEEN, STEP.CLOSED},
    STEP.SEEN: {STEP.CLOSED},
    STEP.CLOSED: set(),
}


class MoveRefused(Refused):
    """The referral can't take this step from where it stands."""


@transaction.atomic
def refer(
    *,
    patient: Patient,
    by: User,
    service: Service,
    reason: str,
    urgency: str = Urgency.ROUTINE,
    plan_part: PlanPart | None = None,
    once: UUID | None = None,
) -> Referral:
    """A new referral on the navigators' board, due by its urgency.

    Raises Refused when the service belongs to another clinic or is not offered, or an open referral
    to it stands, or the person has died; AlreadySaved.
    """
    spend(once)
    patient = Patient.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=patient.pk)
    if patient.deceased_on:
        raise Refused("This person has died; a referral can't be made.")
    if service.clinic_id != patient.clinic_id or not service.is_offered:
        raise Refused("This service is not offered here.", field="service")
    if Referral.objects.of(patient).open().filter(service=service).exists():
        raise Refused(f"An open referral to {service} stands already.", field="service")
    referral = Referral.objects.create(
        patient=patient,
        service=service,
        plan_part=plan_part,
        reason=reason,
        urgency=urgency,
        due_on=patient.clinic.today() + timedelta(days=DAYS[Urgency(urgency)]),
        referred_by=by,
    )
    ReferralMove.objects.create(referral=referral, to_status=STEP.NEW, made_by=by)
    record_about(patient, by=by, verb="referred", subject=referral)
    return referral


@transaction.atomic
def move_referral(
    *,
    referral_id: UUID,
    expected_version: int | None,
    to: str,
    by: User,
    note: str = "",
    outcome: str = "",
    once: UUID | None = None,
) -> Referral:
    """Take the referral to its next step; whoever moves it owns it. Closing says how it ended.

    Raises Stale when someone else moved it first; MoveRefused for a step the table does not allow or
    a closing without an outcome; AlreadySaved.
    """
    spend(once)
    referral = Referral.objects.select_for_update(of=("self",)).select_related("patient").get(pk=referral_id)
    if referral.version != expected_version:
        raise Stale("This referral")
    step = ReferralStatus(to)
    _refuse_unfit(referral, step, outcome)
    moved = ReferralMove(
        referral=referral, from_status=referral.status, to_status=step, made_by=by, note=note
    )
    referral.status, referral.owner = step, by
    referral.outcome = outcome if step == STEP.CLOSED else ""
    referral.version += 1
    referral.save(update_fields=["status", "owner", "outcome", "version"])
    moved.save()
    patient = referral.patient
    record_about(
        patient,
        by=by,
        verb=f"moved referral to {step.label.lower()}",
        subject=referral,
    )
    return referral


def _refuse_unfit(referral: Referral, step: ReferralStatus, outcome: str) -> None:
    if step not in NEXT[ReferralStatus(referral.status)]:
        raise MoveRefused(f"A referral at “{referral.get_status_display()}” can't go to “{step.label}”.")
    if step == STEP.CLOSED and outcome not in Outcome.values:
        raise MoveRefused("Say how the referral ended.", field="outcome")
