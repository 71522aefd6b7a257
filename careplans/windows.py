"""In which weeks a plan is looked back on."""

from __future__ import annotations

from integrative.accounts.models import Clinic

from .models import CarePlan, Horizon

# A quarterly check-in; completing it drafts the next version, whose activation opens the next quarter.
QUARTERLY = (12, 14)


def window_of(plan: CarePlan, clinic: Clinic) -> tuple[int, int]:
    """After how many weeks the follow-up of a plan opens and closes: the clinic's window, or the quarter
    of a survivorship plan."""
    if plan.horizon == Horizon.SURVIVORSHIP:
        return QUARTERLY
    return clinic.follow_up_opens_weeks, clinic.follow_up_closes_weeks
