"""What no dose may ask: more minutes than a week has, or an amount that has no unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integrative.accounts.errors import Refused
from integrative.knowledge.therapies.catalog import all_therapies

from ..models.dose import MINUTES_A_WEEK

MOST_TIMES_A_WEEK = 70
NOT_OFFERED = "none"


def refuse_unfit_dose(content: Mapping[str, Any]) -> None:
    """In: the fields of a part or an intervention. Raises Refused at the field that does not fit."""
    times, minutes = content.get("times_a_week"), content.get("minutes")
    if times is not None and not 0 < times <= MOST_TIMES_A_WEEK:
        raise Refused(
            f"Say how many times a week, {MOST_TIMES_A_WEEK} at most. 0.25 is once a month.",
            field="times_a_week",
        )
    if minutes is not None and minutes * (times or 1) > MINUTES_A_WEEK:
        raise Refused("This is more time than a week has.", field="minutes")
    if (content.get("amount") is None) != (not content.get("unit")):
        raise Refused("An amount needs its unit, and a unit its amount.", field="dose")
    refuse_what_is_not_offered(content.get("therapy", ""))


def refuse_what_is_not_offered(therapy: str) -> None:
    """Some therapies stand in the catalog only so that a wish can be answered."""
    if not therapy:
        return
    known = all_therapies().get(therapy)
    if known is None:
        raise Refused("Choose a therapy from the catalog, or write your own.", field="therapy")
    if NOT_OFFERED in known.plan_slots:
        raise Refused(f"{known.name}: this clinic does not offer it. {known.dose}", field="therapy")
