"""How long a red flag of each urgency may wait to be seen in a clinic."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import Clinic
from integrative.audit.services import record
from symptoms.models import Urgency

COLUMNS: dict[str, str] = {
    Urgency.NOW: "flag_now_minutes",
    Urgency.TODAY: "flag_today_minutes",
    Urgency.SOON: "flag_soon_minutes",
    Urgency.ROUTINE: "flag_routine_minutes",
}
LONGEST = 30 * 24 * 60


def limits_of(clinic: Clinic) -> dict[str, int]:
    """Minutes by urgency."""
    return {urgency: getattr(clinic, column) for urgency, column in COLUMNS.items()}


@transaction.atomic
def set_limits(*, slug: str, minutes: Mapping[str, int]) -> Clinic:
    """Those named, for flags that are raised from now on. Raises Refused for what can't be a limit."""
    clinic = Clinic.objects.select_for_update().filter(slug=slug).first()
    if clinic is None:
        raise Refused(f"There is no clinic {slug}.")
    wanted = limits_of(clinic) | dict(minutes)
    in_order = [wanted[urgency] for urgency in COLUMNS]
    if not all(1 <= limit <= LONGEST for limit in in_order):
        raise Refused(f"A limit is 1 to {LONGEST} minutes.")
    if in_order != sorted(in_order):
        raise Refused("What is more urgent may not wait longer than what is less.")
    if wanted == limits_of(clinic):
        return clinic
    for urgency, limit in wanted.items():
        setattr(clinic, COLUMNS[urgency], limit)
    clinic.save(update_fields=list(COLUMNS.values()))
    record(by=None, clinic_id=clinic.pk, verb="changed limits of red flags", note=f"{in_order} minutes")
    return clinic
