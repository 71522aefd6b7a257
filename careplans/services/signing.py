"""Signing a plan: the author, a second signature where the discipline asks for one, and what follows."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.knowledge.version import KNOWLEDGE_VERSION
from patients.events import record_about
from patients.models import Patient

from ..checks import PlanChecks, checks_of
from ..missing import missing_of
from ..models import CarePlan, Signature, TherapyClearance
from ..who_signs import BY_WHOM, discipline_of, may_cosign, needs_second, signs_nothing
from .copying import copy_content
from .follow_up import cancel_follow_up, plan_follow_up
from .locking import locked_draft

AUTHOR, COSIGNER, RETURNED = Signature.As.AUTHOR, Signature.As.COSIGNER, Signature.As.RETURNED


@transaction.atomic
def sign_plan(*, plan_id: UUID, expected_version: int | None, by: User, once: UUID | None = None) -> CarePlan:
    """The author's signature. The plan counts from now on, or waits for a second signature.

    Raises Stale, AlreadySaved; Refused with what is missing, with what the checks hold, and for a
    discipline that signs no plans.
    """
    spend(once)
    patient = _locked_patient(plan_id)
    plan = locked_draft(plan_id, expected_version)
    discipline = discipline_of(by, patient)
    if refusal := signs_nothing(discipline):
        raise Refused(refusal)
    checks = _checked(plan, patient, by)
    _sign(plan, AUTHOR, by, discipline)
    actions = {therapy: cleared.action for therapy, cleared in checks.clearances.items()}
    if needs_second(discipline, _parts(plan), actions):
        plan.status = CarePlan.Status.SIGNED
        plan.version += 1
        plan.save(update_fields=["status", "version"])
        record_about(patient, by=by, verb="signed plan", subject=plan)
        return plan
    return _activate(plan, patient, checks, by)


@transaction.atomic
def cosign_plan(
    *, plan_id: UUID, expected_version: int | None, by: User, once: UUID | None = None
) -> CarePlan:
    """The second signature: the plan counts from now on.

    Raises Stale, AlreadySaved; Refused for the author, for another discipline, and when what has come up
    since the first signature keeps the plan from counting.
    """
    spend(once)
    patient = _locked_patient(plan_id)
    plan = _locked_waiting(plan_id, expected_version)
    discipline = discipline_of(by, patient)
    if not may_cosign(discipline):
        raise Refused(f"The second signature is that of {BY_WHOM}.")
    if author_of(plan) == by:
        raise Refused("You signed this plan already. Someone else signs second.")
    checks = _checked(plan, patient, by)
    _sign(plan, COSIGNER, by, discipline)
    return _activate(plan, patient, checks, by)


@transaction.atomic
def return_plan(
    *, plan_id: UUID, expected_version: int | None, by: User, why: str, once: UUID | None = None
) -> CarePlan:
    """Give a signed plan back with the reason. What comes out is the next draft, which begins with it.

    Its author may take it back too. Raises Stale, AlreadySaved, Refused.
    """
    spend(once)
    patient = _locked_patient(plan_id)
    plan = _locked_waiting(plan_id, expected_version)
    discipline, author = discipline_of(by, patient), author_of(plan)
    if not (may_cosign(discipline) or author == by):
        raise Refused(f"A signed plan is returned by {BY_WHOM}, or taken back by who signed it.")
    if not why.strip():
        raise Refused("Say what should change.", field="why")
    _sign(plan, RETURNED, by, discipline, comment=why.strip())
    plan.status = CarePlan.Status.RETURNED
    plan.version += 1
    plan.save(update_fields=["status", "version"])
    record_about(patient, by=by, verb="returned plan", subject=plan)
    return _next_draft(plan, author)


def author_of(plan: CarePlan) -> User:
    """Who signed first; failing that who wrote it."""
    signed = plan.signatures.filter(signed_as=AUTHOR).select_related("by").first()
    return signed.by if signed else plan.written_by


def missing_before_activation(plan: CarePlan) -> list[str]:
    """Sentences naming what the plan still needs; empty when it can be signed."""
    return [each.words for each in missing_of(plan)]


def _locked_patient(plan_id: UUID) -> Patient:
    """Plans of one patient are signed one after the other."""
    patient_id = CarePlan.objects.values_list("patient_id", flat=True).get(pk=plan_id)
    return Patient.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=patient_id)


def _locked_waiting(plan_id: UUID, expected_version: int | None) -> CarePlan:
    plan = CarePlan.objects.select_for_update(of=("self",)).select_related("patient__clinic").get(pk=plan_id)
    if plan.status != CarePlan.Status.SIGNED:
        raise Refused(f"This plan does not wait for a signature. It is {plan.get_status_display().lower()}.")
    if plan.version != expected_version:
        raise Stale("This plan")
    return plan


def _parts(plan: CarePlan) -> list:
    return list(plan.parts.prefetch_related("interventions"))


def _checked(plan: CarePlan, patient: Patient, by: User) -> PlanChecks:
    if patient.deceased_on:
        raise Refused("This person has died; a plan can't be signed.")
    if missing := missing_before_activation(plan):
        raise Refused(" ".join(missing))
    checks = checks_of(plan, by)
    if checks.blocking:
        raise Refused(" ".join(checks.blocking))
    return checks


def _sign(plan: CarePlan, signed_as: str, by: User, discipline: str, comment: str = "") -> None:
    Signature.objects.create(plan=plan, signed_as=signed_as, by=by, discipline=discipline, comment=comment)


def _activate(plan: CarePlan, patient: Patient, checks: PlanChecks, by: User) -> CarePlan:
    """The one before is superseded, its follow-up called off; the new follow-up and its reminders stand."""
    today = patient.clinic.today()
    plan.supersedes = _supersede_active(plan, patient)
    plan.status = CarePlan.Status.ACTIVE
    plan.activated_on, plan.activated_by = today, by
    plan.version += 1
    plan.save(update_fields=["status", "supersedes", "activated_on", "activated_by", "version"])
    _keep_clearances(plan, checks)
    plan_follow_up(plan=plan, patient=patient, activated_on=today)
    record_about(patient, by=by, verb="activated plan", subject=plan)
    return plan


def _supersede_active(plan: CarePlan, patient: Patient) -> CarePlan | None:
    before = CarePlan.objects.of(patient).active().filter(horizon=plan.horizon).first()
    if before:
        before.status = CarePlan.Status.SUPERSEDED
        before.save(update_fields=["status"])
        cancel_follow_up(plan=before, on=patient.clinic.today(), reason="a new plan took its place")
    return before


def _keep_clearances(plan: CarePlan, checks: PlanChecks) -> None:
    TherapyClearance.objects.bulk_create(
        TherapyClearance(plan=plan, knowledge_version=KNOWLEDGE_VERSION, **cleared.kept)
        for cleared in checks.clearances.values()
    )


def _next_draft(returned: CarePlan, author: User) -> CarePlan:
    """The author goes on from what was returned."""
    plans = CarePlan.objects.of(returned.patient).filter(horizon=returned.horizon)
    draft = CarePlan.objects.create(
        patient=returned.patient,
        horizon=returned.horizon,
        number=(plans.aggregate(last=Max("number"))["last"] or 0) + 1,
        consultation=returned.consultation,
        written_by=author,
        one_thing=returned.one_thing,
        template=returned.template,
        offered_minutes=returned.offered_minutes,
        offered_trips=returned.offered_trips,
        review_on=returned.review_on,
        version=returned.version + 1,
    )
    copy_content(returned, to=draft)
    return draft
