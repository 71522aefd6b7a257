"""What a plan still needs before it can be signed, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from integrative.ui.days import work_day

from .models import CarePlan, PlanPart, Slot
from .windows import window_of

ONE_THING, REVIEW = "one_thing", "review"


@dataclass(frozen=True)
class Missing:
    """`where`: a slot, ONE_THING or REVIEW."""

    words: str
    where: str


def missing_of(plan: CarePlan) -> list[Missing]:
    """Empty when the plan can be signed. In: the plan with its patient's clinic."""
    parts = {part.slot: part for part in plan.parts.all()}
    return [*_parts(parts, plan.patient.clinic.today()), *_one_thing(plan), *_review(plan)]


def _parts(parts: dict[str, PlanPart], today: date) -> Iterator[Missing]:
    targets = [parts[slot] for slot in (Slot.TARGET_1, Slot.TARGET_2) if slot in parts]
    if not targets:
        yield Missing("Choose one symptom target.", Slot.TARGET_1)
    for target in targets:
        # A part copied from the plan before may aim at a day that has gone by.
        if target.by_on and target.by_on <= today:
            name = target.get_symptom_display()
            yield Missing(f"The day set for {name} has come. Choose a later one.", target.slot)
    if Slot.ANCHOR not in parts:
        yield Missing("Choose the lifestyle anchor.", Slot.ANCHOR)
    elif not parts[Slot.ANCHOR].bad_day:
        yield Missing("Say what the lifestyle anchor is on a bad day.", Slot.ANCHOR)
    if Slot.COPING not in parts:
        yield Missing("Choose the coping practice.", Slot.COPING)
    elif not parts[Slot.COPING].moment:
        yield Missing("Say which moment of the day the coping practice belongs to.", Slot.COPING)


def _one_thing(plan: CarePlan) -> Iterator[Missing]:
    if not plan.one_thing:
        yield Missing("Say what to do if only one thing gets done.", ONE_THING)


def _review(plan: CarePlan) -> Iterator[Missing]:
    if plan.review_on is None:
        yield Missing("Choose the day of the follow-up.", REVIEW)
        return
    clinic = plan.patient.clinic
    opens, closes = (clinic.today() + timedelta(weeks=weeks) for weeks in window_of(plan, clinic))
    # Once the author has signed the day stands, and days may pass until the second signature.
    first = opens if plan.is_draft else clinic.today() + timedelta(days=1)
    if not first <= plan.review_on <= closes:
        yield Missing(
            f"The follow-up is set for {work_day(plan.review_on)}."
            f" Choose a day from {work_day(first)} to {work_day(closes)}.",
            REVIEW,
        )
