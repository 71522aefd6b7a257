"""What every page that writes to a plan shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.ui.answers import STALE, refuse
from patients.models import Patient

from .. import queries
from ..forms import PlanForm
from ..models import CarePlan

TAB = "careplans:plan"


def being_written(request: HttpRequest, patient: Patient) -> CarePlan | None:
    """The draft. Failing that the active plan for a post, so that its refusal keeps what was typed."""
    plans = queries.plans_of(patient, user=request.user)
    draft = plans.drafts().first()
    if draft is None and request.method == "POST":
        return plans.active().first()
    return draft


def saved(
    request: HttpRequest, form: PlanForm, plan: CarePlan, save: Callable[..., Any], **content: Any
) -> bool:
    """Whether the content stands, saved now or by this very form before.

    A refusal is put into the form; after a lost race the form goes on from the plan as it was read here.
    """
    try:
        save(
            plan_id=plan.pk,
            expected_version=form.expected_version,
            by=request.user,
            once=form.once_key,
            **content,
        )
    except AlreadySaved:
        return True
    except Refused as refusal:
        refuse(form, refusal)
        if isinstance(refusal, Stale):
            form.catch_up(plan.version)
        return False
    return True


def lost_a_race(form: PlanForm) -> bool:
    return form.is_bound and form.has_error("__all__", STALE)
