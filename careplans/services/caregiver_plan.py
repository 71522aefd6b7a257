"""A caregiver's own plan: begun, looked back on after the clinic's window, ended or begun anew.

What is done here stands in the clinic's log alone: it is the caregiver's, not part of the person's history.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import Clinic, User
from integrative.accounts.services import spend
from integrative.audit.services import record
from integrative.ui.days import work_day
from patients.models import Caregiver

from ..models import CaregiverPlan, Decision
from .doses import refuse_unfit_dose

GOES_ON = frozenset({Decision.KEEP, Decision.ADJUST, Decision.TAPER})
CONTENT = ("therapy", "title", "how", "moment", "times_a_week", "minutes", "place")


def review_window(clinic: Clinic) -> tuple[date, date]:
    """The first and the last day for a look back at a plan begun today."""
    today = clinic.today()
    opens, closes = clinic.follow_up_opens_weeks, clinic.follow_up_closes_weeks
    return today + timedelta(weeks=opens), today + timedelta(weeks=closes)


@transaction.atomic
def begin_caregiver_plan(
    *, caregiver_id: UUID, by: User, review_on: date, once: UUID | None = None, **content: Any
) -> CaregiverPlan:
    """One practice with its moment and dose. In: the fields of `CONTENT`.

    Raises Stale when a plan was begun meanwhile; Refused for a caregiver who no longer helps, a day outside
    the window or a dose that does not fit a week; AlreadySaved.
    """
    spend(once)
    caregiver = _locked(caregiver_id)
    if CaregiverPlan.objects.active().filter(caregiver=caregiver).exists():
        raise Stale("This caregiver’s plan")
    return _begin(caregiver, by, review_on, content)


@transaction.atomic
def review_caregiver_plan(
    *,
    plan_id: UUID,
    by: User,
    decision: str,
    words: str = "",
    review_on: date | None = None,
    once: UUID | None = None,
    **content: Any,
) -> CaregiverPlan | None:
    """End the plan with what was decided. Keep, adjust and taper begin the next one, which comes out.

    In: `review_on` of the next; for adjust and taper its content as well, keep takes over what stood.
    Raises Stale when it was looked back on meanwhile, Refused, AlreadySaved.
    """
    spend(once)
    caregiver_id = CaregiverPlan.objects.values_list("caregiver_id", flat=True).get(pk=plan_id)
    caregiver = _locked(caregiver_id)
    plan = CaregiverPlan.objects.select_for_update().get(pk=plan_id)
    if plan.ended_on:
        raise Stale("This caregiver’s plan")
    if decision not in Decision.values:
        raise Refused("Choose keep, adjust, taper, stop or not started.", field="decision")
    plan.ended_on, plan.ended_by = caregiver.patient.clinic.today(), by
    plan.decision, plan.words = decision, words
    plan.save(update_fields=["ended_on", "ended_by", "decision", "words"])
    _log("looked back on caregiver’s plan", plan, by)
    if decision not in GOES_ON:
        return None
    if review_on is None:
        raise Refused("Choose the day of the next look back.", field="review_on")
    kept = {name: getattr(plan, name) for name in CONTENT}
    return _begin(caregiver, by, review_on, kept if decision == Decision.KEEP else content)


def _locked(caregiver_id: UUID) -> Caregiver:
    caregivers = Caregiver.objects.select_for_update(of=("self",)).select_related("patient__clinic")
    return caregivers.get(pk=caregiver_id)


def _begin(caregiver: Caregiver, by: User, review_on: date, content: Mapping[str, Any]) -> CaregiverPlan:
    patient = caregiver.patient
    today = patient.clinic.today()
    if caregiver.entered_in_error_at or caregiver.is_over_on(today):
        raise Refused(f"{caregiver.name} no longer helps. No plan goes on from here.")
    if patient.deceased_on:
        raise Refused("The person they cared for has died. No new plan is begun in this record.")
    first, last = review_window(patient.clinic)
    if not first <= review_on <= last:
        raise Refused(
            f"Choose a day from {work_day(first)} to {work_day(last)}, the clinic’s window.",
            field="review_on",
        )
    refuse_unfit_dose(content)
    plan = CaregiverPlan.objects.create(
        patient=patient, caregiver=caregiver, written_by=by, started_on=today, review_on=review_on, **content
    )
    _log("began caregiver’s plan", plan, by)
    return plan


def _log(verb: str, plan: CaregiverPlan, by: User) -> None:
    record(by=by, clinic_id=plan.patient.clinic_id, verb=verb, subject=plan)
