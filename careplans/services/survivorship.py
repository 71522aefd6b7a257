"""The plan of six months: it begins with what stands in the plan over weeks."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.models import Patient

from ..models import CarePlan, Horizon
from ..windows import QUARTERLY
from .copying import copy_content
from .plan import open_plan_draft


@transaction.atomic
def start_survivorship_plan(*, patient: Patient, by: User, once: UUID | None = None) -> CarePlan:
    """The unfinished survivorship plan, or a new one: after the one before it, else from the active plan
    over weeks, with goals to be reached by the end of the first quarter. Raises AlreadySaved.
    """
    spend(once)
    Patient.objects.select_for_update().get(pk=patient.pk)
    plans = CarePlan.objects.of(patient)
    is_first = not plans.filter(horizon=Horizon.SURVIVORSHIP).exists()
    draft = open_plan_draft(patient=patient, by=by, horizon=Horizon.SURVIVORSHIP)
    weeks = plans.active().filter(horizon=Horizon.WEEKS).first()
    if is_first and weeks:
        _begin_with(weeks, draft, patient)
    return draft


def _begin_with(weeks: CarePlan, draft: CarePlan, patient: Patient) -> None:
    copy_content(weeks, to=draft)
    by_on = patient.clinic.today() + timedelta(weeks=QUARTERLY[1])
    draft.parts.exclude(by_on=None).update(by_on=by_on)
    draft.one_thing = weeks.one_thing
    draft.offered_minutes, draft.offered_trips = weeks.offered_minutes, weeks.offered_trips
    draft.save(update_fields=["one_thing", "offered_minutes", "offered_trips"])
