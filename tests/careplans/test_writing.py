"""Writing a plan: the services behind the slots."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from careplans.models import CarePlan, PlanPart, Slot
from careplans.services import (
    drop_part,
    missing_before_activation,
    open_plan_draft,
    save_one_thing,
    save_part,
    sign_plan,
)
from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.models import User
from integrative.audit.models import Event
from patients.models import Patient

from .conftest import ANCHOR, TARGET, WritePlan


@pytest.fixture(autouse=True)
def repeated_queries_raise() -> None:
    """Services called one after the other repeat their queries; the watch is for pages."""


def test_starting_twice_opens_the_same_draft(patient: Patient, clinician: User) -> None:
    first = open_plan_draft(patient=patient, by=clinician)
    assert open_plan_draft(patient=patient, by=clinician) == first
    assert Event.objects.filter(patient_id=patient.pk, verb="started plan").count() == 1


def test_a_new_version_begins_with_the_active_plan(
    active: CarePlan, patient: Patient, clinician: User
) -> None:
    draft = open_plan_draft(patient=patient, by=clinician)
    assert (draft.number, draft.one_thing) == (2, active.one_thing)
    fields = ("slot", "title", "how", "symptom", "baseline", "goal", "by_on", "bad_day", "moment")
    assert list(draft.parts.values_list(*fields)) == list(active.parts.values_list(*fields))


def test_a_page_of_the_plan_before_is_stale_for_the_new_one(
    draft: CarePlan, patient: Patient, clinician: User
) -> None:
    read = draft.version
    sign_plan(plan_id=draft.pk, expected_version=read, by=clinician)
    new = open_plan_draft(patient=patient, by=clinician)
    with pytest.raises(Stale):
        save_one_thing(plan_id=new.pk, expected_version=read, by=clinician, one_thing="Old words")


def test_a_slot_is_changed_in_place(draft: CarePlan, clinician: User) -> None:
    changed = ANCHOR | {"title": "Walk before breakfast"}
    save_part(plan_id=draft.pk, expected_version=draft.version, by=clinician, slot=Slot.ANCHOR, **changed)
    assert draft.parts.get(slot=Slot.ANCHOR).title == "Walk before breakfast"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"goal": 9}, "goal"),
        ({"goal": None}, "goal"),
        ({"days": 0}, "by_on"),
        ({"days": 400}, "by_on"),
        ({"slot": Slot.TARGET_2}, "symptom"),
        ({"slot": "target_3"}, None),
    ],
)
def test_what_does_not_fit_is_refused(
    draft: CarePlan, clinician: User, today: date, changes: dict[str, Any], field: str | None
) -> None:
    days, slot = changes.pop("days", 30), changes.pop("slot", Slot.TARGET_1)
    content = TARGET | {"by_on": today + timedelta(days=days)} | changes
    with pytest.raises(Refused) as refusal:
        save_part(plan_id=draft.pk, expected_version=draft.version, by=clinician, slot=slot, **content)
    assert refusal.value.field == field
    assert draft.parts.count() == 3


def test_the_slower_of_two_loses_and_changes_nothing(draft: CarePlan, clinician: User) -> None:
    read = draft.version
    save_one_thing(plan_id=draft.pk, expected_version=read, by=clinician, one_thing="First")
    for save, content in (
        (save_one_thing, {"one_thing": "Second"}),
        (drop_part, {"slot": Slot.ANCHOR}),
        (save_part, {"slot": Slot.ANCHOR, **ANCHOR, "title": "Second"}),
        (sign_plan, {}),
    ):
        with pytest.raises(Stale):
            save(plan_id=draft.pk, expected_version=read, by=clinician, **content)
    draft.refresh_from_db()
    assert (draft.one_thing, draft.is_draft) == ("First", True)
    assert draft.parts.get(slot=Slot.ANCHOR).title == ANCHOR["title"]


def test_the_same_form_writes_once(draft: CarePlan, clinician: User) -> None:
    once, version = uuid4(), draft.version
    save_one_thing(plan_id=draft.pk, expected_version=version, by=clinician, one_thing="Tea", once=once)
    with pytest.raises(AlreadySaved):
        save_one_thing(plan_id=draft.pk, expected_version=version, by=clinician, one_thing="Tea", once=once)


def test_a_refused_form_can_be_sent_again(draft: CarePlan, clinician: User) -> None:
    once = uuid4()
    with pytest.raises(Stale):
        save_one_thing(plan_id=draft.pk, expected_version=0, by=clinician, one_thing="Tea", once=once)
    save_one_thing(plan_id=draft.pk, expected_version=draft.version, by=clinician, one_thing="Tea", once=once)


def test_dropping_empties_a_slot(draft: CarePlan, clinician: User) -> None:
    drop_part(plan_id=draft.pk, expected_version=draft.version, by=clinician, slot=Slot.COPING)
    assert not draft.parts.filter(slot=Slot.COPING).exists()


def test_an_active_plan_is_not_written_to(active: CarePlan, clinician: User) -> None:
    with pytest.raises(Refused, match="Start a new version"):
        drop_part(plan_id=active.pk, expected_version=active.version, by=clinician, slot=Slot.COPING)


@pytest.mark.parametrize(
    ("slots", "says"),
    [
        ((Slot.ANCHOR, Slot.COPING), "Choose one symptom target."),
        ((Slot.TARGET_1, Slot.COPING), "Choose the lifestyle anchor."),
        ((Slot.TARGET_1, Slot.ANCHOR), "Choose the coping practice."),
    ],
)
def test_what_is_missing_is_named(write_plan: WritePlan, slots: tuple[str, ...], says: str) -> None:
    assert missing_before_activation(write_plan(*slots)) == [says]


def test_the_one_thing_is_missed(write_plan: WritePlan) -> None:
    assert missing_before_activation(write_plan(one_thing="")) == [
        "Say what to do if only one thing gets done."
    ]


def test_a_target_whose_day_has_passed_is_named(draft: CarePlan, today: date) -> None:
    PlanPart.objects.filter(plan=draft, slot=Slot.TARGET_1).update(by_on=today)
    draft.refresh_from_db()
    assert missing_before_activation(draft) == ["The day set for Nausea has come. Choose a later one."]
