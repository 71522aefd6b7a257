"""Parked with the reason, and back as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import zeal

from careplans.models import CarePlan, Intervention, ParkedItem, PlanPart
from careplans.services import (
    add_intervention,
    bring_back,
    park_intervention,
    park_line,
    park_part,
    save_part,
)
from careplans.services.parking import who_must_go
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User

from .conftest import ANCHOR, TARGET
from .test_interventions import ACUPRESSURE, add


def on(plan: CarePlan, by: User) -> dict[str, Any]:
    """What every write to this plan is told."""
    plan.refresh_from_db()
    return {"plan_id": plan.pk, "expected_version": plan.version, "by": by}


@zeal.zeal_ignore()
def test_a_parked_target_comes_back_with_all_that_was_done_for_it(
    draft: CarePlan, clinician: User, today: date
) -> None:
    add(draft, clinician, **ACUPRESSURE)
    before = PlanPart.objects.get(plan=draft, slot="target_1")
    item = park_part(**on(draft, clinician), slot="target_1", reason="One thing at a time")
    assert not draft.parts.filter(slot="target_1").exists()
    assert (item.title, item.from_plan) == (before.title, draft)
    back = bring_back(**on(draft, clinician), parked_id=item.pk)
    assert isinstance(back, PlanPart)
    kept = ("slot", "title", "symptom", "measure", "baseline", "baseline_on", "goal", "by_on", "how")
    assert [getattr(back, name) for name in kept] == [getattr(before, name) for name in kept]
    there = back.interventions.get()
    assert (there.therapy, there.minutes, there.times_a_week) == ("acupressure", 6, 7)
    item.refresh_from_db()
    assert item.brought_back_by == clinician
    assert not ParkedItem.objects.standing().exists()


@zeal.zeal_ignore()
def test_an_intervention_is_parked_and_brought_back(draft: CarePlan, clinician: User) -> None:
    added = add(draft, clinician, **ACUPRESSURE)
    item = park_intervention(**on(draft, clinician), intervention_id=added.pk, reason="Too much for now")
    assert not Intervention.objects.filter(part__plan=draft).exists()
    back = bring_back(**on(draft, clinician), parked_id=item.pk)
    assert isinstance(back, Intervention)
    assert (back.title, back.part.slot) == ("P6 acupressure", "target_1")


@zeal.zeal_ignore()
def test_bringing_back_into_a_taken_place_asks_what_to_park(draft: CarePlan, clinician: User) -> None:
    item = park_part(**on(draft, clinician), slot="anchor", reason="Her knee")
    save_part(**on(draft, clinician), slot="anchor", **ANCHOR | {"title": "Swim"})
    assert [str(each) for each in who_must_go(draft, item)] == ["Swim"]
    with pytest.raises(Refused, match="Choose what to park"):
        bring_back(**on(draft, clinician), parked_id=item.pk)
    bring_back(**on(draft, clinician), parked_id=item.pk, instead_of="anchor", reason="The pool is closed")
    assert draft.parts.get(slot="anchor").title == ANCHOR["title"]
    standing = ParkedItem.objects.standing().get()
    assert (standing.title, standing.reason) == ("Swim", "The pool is closed")


@zeal.zeal_ignore()
def test_a_fourth_intervention_comes_back_for_one_that_is_parked(draft: CarePlan, clinician: User) -> None:
    first = add(draft, clinician, **ACUPRESSURE)
    item = park_intervention(**on(draft, clinician), intervention_id=first.pk, reason="Later")
    others = [add(draft, clinician, title=f"Number {number}") for number in range(3)]
    with pytest.raises(Refused, match="Choose what to park"):
        bring_back(**on(draft, clinician), parked_id=item.pk)
    bring_back(
        **on(draft, clinician), parked_id=item.pk, instead_of=str(others[1].pk), reason="She chose this"
    )
    titles = Intervention.objects.filter(part__plan=draft).values_list("title", flat=True)
    assert set(titles) == {"P6 acupressure", "Number 0", "Number 2"}


@zeal.zeal_ignore()
def test_a_parked_target_about_the_same_symptom_stays_parked(
    draft: CarePlan, clinician: User, today: date
) -> None:
    item = park_part(**on(draft, clinician), slot="target_1", reason="Later")
    save_part(**on(draft, clinician), slot="target_2", **TARGET | {"by_on": today + timedelta(days=30)})
    with pytest.raises(Refused, match="same symptom"):
        bring_back(**on(draft, clinician), parked_id=item.pk)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"title": ""}, "title"),
        ({"ask_again_on": date(2020, 1, 1)}, "ask_again_on"),
    ],
)
def test_a_line_needs_words_a_reason_and_a_day_to_come(
    draft: CarePlan, clinician: User, content: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        park_line(**on(draft, clinician), **{"title": "Yoga", "reason": "After the holidays"} | content)
    assert refusal.value.field == field
    assert not ParkedItem.objects.exists()


@zeal.zeal_ignore()
def test_a_line_by_hand_and_what_is_back_already_do_not_come_back(draft: CarePlan, clinician: User) -> None:
    line = park_line(**on(draft, clinician), title="Group yoga", reason="Maybe after the holidays")
    with pytest.raises(Refused, match="line by hand"):
        bring_back(**on(draft, clinician), parked_id=line.pk)
    item = park_part(**on(draft, clinician), slot="coping", reason="Not now")
    bring_back(**on(draft, clinician), parked_id=item.pk)
    with pytest.raises(Stale):
        bring_back(**on(draft, clinician), parked_id=item.pk)


def test_a_refused_bring_back_parks_nothing(draft: CarePlan, clinician: User) -> None:
    with zeal.zeal_ignore():
        line = park_line(**on(draft, clinician), title="Group yoga", reason="Later")
        with pytest.raises(Refused):
            bring_back(**on(draft, clinician), parked_id=line.pk, instead_of="anchor", reason="Room")
    assert draft.parts.filter(slot="anchor").exists()


def test_adding_is_refused_on_the_slot_of_a_parked_target(draft: CarePlan, clinician: User) -> None:
    with zeal.zeal_ignore():
        park_part(**on(draft, clinician), slot="target_1", reason="Later")
        with pytest.raises(Refused, match="Choose the target first"):
            add_intervention(**on(draft, clinician), slot="target_1", **ACUPRESSURE)
