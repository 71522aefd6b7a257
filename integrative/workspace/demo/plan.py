"""Writes the plan of a demo patient into its slots, as a clinician would."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from careplans.models import CarePlan
from careplans.services import (
    add_intervention,
    park_line,
    save_frame,
    save_one_thing,
    save_part,
)
from integrative.accounts.models import User

from .sketches import Done, Dose, Part, Plan


def write_plan(sketch: Plan, draft: CarePlan, *, by: User, by_on: date) -> None:
    """All that stands in the sketch; `by_on` is the day of its goals."""

    def on() -> dict[str, Any]:
        version = CarePlan.objects.values_list("version", flat=True).get(pk=draft.pk)
        return {"plan_id": draft.pk, "expected_version": version, "by": by}

    for part in sketch.parts:
        save_part(**on(), **_part(part, by_on))
        for done in part.done:
            add_intervention(**on(), slot=part.slot, **_done(done))
    save_one_thing(**on(), one_thing=sketch.one_thing)
    minutes, trips = sketch.offered
    today = draft.patient.clinic.today()
    review_on = today + timedelta(weeks=draft.patient.clinic.follow_up_closes_weeks)
    save_frame(**on(), offered_minutes=minutes, offered_trips=trips, review_on=review_on)
    parked = sketch.parked
    ask_again_on = today + timedelta(days=parked.ask_again) if parked.ask_again else None
    park_line(**on(), title=parked.title, reason=parked.reason, ask_again_on=ask_again_on)


def _part(part: Part, by_on: date) -> dict[str, Any]:
    content = asdict(part)
    del content["dose"], content["done"]
    return content | ({"by_on": by_on} if part.symptom else {}) | _dose(part.dose)


def _done(done: Done) -> dict[str, Any]:
    content = asdict(done)
    del content["dose"], content["amount"]
    if done.amount:
        number, unit = done.amount
        content |= {"amount": Decimal(number), "unit": unit}
    return content | _dose(done.dose)


def _dose(dose: Dose | None) -> dict[str, Any]:
    if dose is None:
        return {}
    return {
        "times_a_week": Decimal(dose.times),
        "minutes": dose.minutes,
        "weeks": dose.weeks,
        "place": dose.place,
        "responsible": dose.by,
    }
