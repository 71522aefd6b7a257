"""Filling the slots of a plan, and what happens when it goes wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import zeal
from django.test import Client

from careplans.models import CarePlan, PlanPart, Slot
from careplans.services import save_part, sign_plan
from integrative.accounts.models import User
from patients.models import Patient
from tests.factories.careplans import PlanPartFactory
from tests.factories.patients import CancerFactory, PatientFactory, PhaseFactory

from .conftest import ANCHOR, COPING, SignMap, WritePlan, address, typed


@pytest.fixture
def empty(write_plan: WritePlan) -> CarePlan:
    """A draft with nothing but the coping practice."""
    return write_plan("coping", one_thing="")


@pytest.fixture
def target(today: date) -> dict[str, Any]:
    """What is typed for a target."""
    return {
        "symptom": "esas_nausea",
        "baseline": "8",
        "goal": "3",
        "by_on": f"{today + timedelta(days=40):%d-%b-%Y}",
        "title": "Ginger tea",
        "how": "A cup with each meal.",
    }


def test_a_slot_that_no_plan_has_is_not_found(desk: Client, empty: CarePlan, patient: Patient) -> None:
    assert desk.get(address("slot", patient, slot="target_3")).status_code == 404
    assert desk.post(address("drop", patient, slot="parked")).status_code == 404


def test_a_target_asks_for_the_symptom_first_and_the_worst_comes_first(
    desk: Client, empty: CarePlan, patient: Patient, sign_map: SignMap
) -> None:
    sign_map(esas_pain=3, esas_nausea=8)
    CancerFactory(patient=patient, cancer_type="breast")
    PhaseFactory(patient=patient, phase="maintenance")
    choices = dict(
        desk.get(address("slot", patient, slot="target_1")).context["form"].fields["symptom"].choices
    )
    scored, often, others = choices["Scored on the map"], choices["Asked first"], choices["All others"]
    assert [key for key, _ in scored] == ["esas_nausea", "esas_pain"]
    assert scored[0][1].startswith("Nausea: 8, ")
    assert "ai_arthralgia" in dict(often)
    assert "cold_dysesthesia" in dict(others)
    assert not {"esas_nausea", "esas_pain"} & {key for key, _ in often + others}


def test_the_symptom_of_the_other_target_is_not_offered(
    desk: Client, draft: CarePlan, patient: Patient
) -> None:
    page = desk.get(address("slot", patient, slot="target_2"))
    assert "esas_nausea" not in page.text
    assert "esas_pain" in page.text


@pytest.mark.parametrize(("symptom", "status"), [("no_such_symptom", 422), ("", 200)])
def test_a_symptom_that_is_none_is_asked_for_again(
    desk: Client, empty: CarePlan, patient: Patient, symptom: str, status: int
) -> None:
    page = desk.get(address("slot", patient, slot="target_1"), {"symptom": symptom})
    assert page.status_code == status
    assert "First the symptom" in page.text


def test_the_start_comes_from_the_latest_signed_map(
    desk: Client, empty: CarePlan, patient: Patient, sign_map: SignMap
) -> None:
    with zeal.zeal_ignore():
        sign_map(esas_nausea=5)
        sign_map(esas_nausea=8)
    page = desk.get(address("slot", patient, slot="target_1"), {"symptom": "esas_nausea"})
    assert page.context["form"].start.startswith("8, from the map of ")
    assert "baseline" not in page.context["form"].fields


def test_a_score_that_is_not_signed_is_no_start(desk: Client, empty: CarePlan, patient: Patient) -> None:
    page = desk.get(address("slot", patient, slot="target_1"), {"symptom": "esas_nausea"})
    form = page.context["form"]
    assert (form["title"].value(), form["baseline"].value()) == ("Nausea", None)


def test_saving_a_target(desk: Client, empty: CarePlan, patient: Patient, target: dict[str, Any]) -> None:
    page = desk.post(
        address("slot", patient, slot="target_1"), typed(patient, empty.version, **target), follow=True
    )
    assert "Symptom target saved." in page.text
    part = empty.parts.get(slot="target_1")
    assert (part.symptom, part.baseline, part.goal, part.title) == ("esas_nausea", 8, 3, "Ginger tea")


def test_a_target_may_have_no_start(
    desk: Client, empty: CarePlan, patient: Patient, target: dict[str, Any]
) -> None:
    desk.post(
        address("slot", patient, slot="target_1"), typed(patient, empty.version, **target | {"baseline": ""})
    )
    assert empty.parts.get(slot="target_1").baseline is None


@pytest.mark.parametrize(("slot", "content"), [("anchor", ANCHOR), ("coping", COPING | {"title": "Journal"})])
def test_saving_anchor_and_coping(
    desk: Client, empty: CarePlan, patient: Patient, slot: str, content: dict[str, str]
) -> None:
    desk.post(address("slot", patient, slot=slot), typed(patient, empty.version, **content))
    part = empty.parts.get(slot=slot)
    assert {name: getattr(part, name) for name in content} == content


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"symptom": "no_such_symptom"}, "symptom", "Choose a symptom from the clinic"),
        ({"symptom": ""}, "symptom", "Choose the symptom"),
        ({"baseline": "11"}, "baseline", "Choose a number from 0 to 10"),
        ({"goal": "-1"}, "goal", "Choose a number from 0 to 10"),
        ({"goal": ""}, "goal", "Choose a number from 0 to 10"),
        ({"goal": "3.5"}, "goal", "Choose a number from 0 to 10"),
        ({"goal": "9"}, "goal", "The goal is worse than the start"),
        ({"by_on": ""}, "by_on", "Choose the day"),
        ({"by_on": "31-Feb-2027"}, "by_on", "Feb 2027 has no day 31"),
        ({"by_on": "01-Jan-2020"}, "by_on", "Choose a day to come"),
        ({"by_on": "01-Jan-2099"}, "by_on", "Choose a day to come, within a year"),
        ({"title": ""}, "title", "Write what they call it"),
        ({"title": "x" * 161}, "title", "Shorten this to 160"),
        ({"how": "x" * 10_000_000}, "how", "Shorten this to 600"),
        ({"how": "a\x00b"}, "how", ""),
        ({"title": "a\x07b"}, "title", "cannot be shown"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_saved(
    desk: Client,
    empty: CarePlan,
    patient: Patient,
    target: dict[str, Any],
    changes: dict[str, str],
    field: str,
    says: str,
) -> None:
    page = desk.post(
        address("slot", patient, slot="target_1"), typed(patient, empty.version, **target | changes)
    )
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert list(errors) == [field]
    assert says in str(errors[field])
    assert not empty.parts.filter(slot="target_1").exists()
    if field != "how":
        assert "A cup with each meal." in page.text


def test_markup_in_a_title_is_shown_as_typed(desk: Client, empty: CarePlan, patient: Patient) -> None:
    desk.post(
        address("slot", patient, slot="anchor"),
        typed(patient, empty.version, **ANCHOR | {"title": "<script>alert(1)</script>"}),
    )
    page = desk.get(address("plan", patient))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert" not in page.text


def test_a_form_of_another_chart_is_refused(desk: Client, empty: CarePlan, patient: Patient) -> None:
    other = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    page = desk.post(address("slot", patient, slot="anchor"), typed(other, empty.version, **ANCHOR))
    assert page.status_code == 422
    assert "belongs to another chart" in page.text
    assert ANCHOR["title"] in page.text
    assert not empty.parts.filter(slot="anchor").exists()


def test_the_slower_of_two_sees_both_texts_and_can_save_again(
    desk: Client, empty: CarePlan, patient: Patient, clinician: User
) -> None:
    read = empty.version
    with zeal.zeal_ignore():
        save_part(
            plan_id=empty.pk, expected_version=read, by=clinician, slot="anchor", **ANCHOR | {"title": "Swim"}
        )
    page = desk.post(address("slot", patient, slot="anchor"), typed(patient, read, **ANCHOR))
    assert page.status_code == 409
    assert "Swim" in page.text
    assert ANCHOR["title"] in page.text
    assert empty.parts.get(slot="anchor").title == "Swim"
    shown = page.context["form"]
    with zeal.zeal_ignore():
        again = desk.post(
            address("slot", patient, slot="anchor"), typed(patient, shown["version"].value(), **ANCHOR)
        )
    assert again.status_code == 302
    assert empty.parts.get(slot="anchor").title == ANCHOR["title"]


@pytest.mark.parametrize("version", ["", "one", "99999999999"])
def test_a_form_without_a_readable_version_saves_nothing(
    desk: Client, empty: CarePlan, patient: Patient, version: str
) -> None:
    page = desk.post(address("slot", patient, slot="anchor"), typed(patient, version, **ANCHOR))
    assert page.status_code in (409, 422)
    assert not empty.parts.filter(slot="anchor").exists()


def test_words_typed_while_a_colleague_activated_come_back(
    desk: Client, draft: CarePlan, patient: Patient, clinician: User
) -> None:
    read = draft.version
    with zeal.zeal_ignore():
        sign_plan(plan_id=draft.pk, expected_version=read, by=clinician)
    page = desk.post(
        address("slot", patient, slot="anchor"), typed(patient, read, **ANCHOR | {"title": "Swim"})
    )
    assert page.status_code == 422
    assert "Start a new version instead" in page.text
    assert "Swim" in page.text


def test_the_same_post_twice_writes_once_and_leads_on(
    desk: Client, empty: CarePlan, patient: Patient
) -> None:
    once = "0193a0c0-0000-7000-8000-000000000002"
    for _ in range(2):
        with zeal.zeal_ignore():
            answer = desk.post(
                address("slot", patient, slot="anchor"), typed(patient, empty.version, once=once, **ANCHOR)
            )
        assert answer.status_code == 302
    version = empty.version
    empty.refresh_from_db()
    assert empty.version == version + 1


def test_changing_a_target_shows_what_stands_there(desk: Client, draft: CarePlan, patient: Patient) -> None:
    form = desk.get(address("slot", patient, slot="target_1")).context["form"]
    assert (form["symptom"].value(), form["goal"].value(), form["title"].value()) == (
        "esas_nausea",
        "3",
        "Morning nausea",
    )


def test_another_symptom_takes_its_own_start(
    desk: Client, draft: CarePlan, patient: Patient, sign_map: SignMap
) -> None:
    sign_map(fatigue=6)
    form = desk.get(address("slot", patient, slot="target_1"), {"symptom": "fatigue"}).context["form"]
    assert (form["symptom"].value(), form["goal"].value()) == ("fatigue", None)
    assert form.start.startswith("6, from the map of ")


def test_two_targets_about_one_symptom_are_refused(
    desk: Client, draft: CarePlan, patient: Patient, target: dict[str, Any]
) -> None:
    page = desk.post(address("slot", patient, slot="target_2"), typed(patient, draft.version, **target))
    assert page.status_code == 422
    assert "The other target is about the same symptom." in page.text


def test_the_one_thing(desk: Client, empty: CarePlan, patient: Patient) -> None:
    page = desk.post(
        address("one_thing", patient), typed(patient, empty.version, one_thing="The walk"), follow=True
    )
    assert "The one thing is saved." in page.text
    empty.refresh_from_db()
    assert empty.one_thing == "The walk"


@pytest.mark.parametrize(
    ("words", "says"), [("", "Choose the one thing, or write it"), ("x" * 201, "Shorten this to 200")]
)
def test_the_one_thing_is_one_line(
    desk: Client, empty: CarePlan, patient: Patient, words: str, says: str
) -> None:
    page = desk.post(address("one_thing", patient), typed(patient, empty.version, one_thing=words))
    assert page.status_code == 422
    assert says in page.text


def test_a_stale_one_thing_keeps_both(desk: Client, draft: CarePlan, patient: Patient) -> None:
    page = desk.post(address("one_thing", patient), typed(patient, draft.version - 1, one_thing="The walk"))
    assert page.status_code == 409
    assert "Ginger tea with breakfast" in page.text
    assert 'value="The walk"' in page.text


def test_every_slot_has_a_page(desk: Client, draft: CarePlan, patient: Patient) -> None:
    PlanPartFactory(plan=draft, target=True, slot=Slot.TARGET_2, symptom="esas_pain")
    for part in PlanPart.objects.filter(plan=draft):
        with zeal.zeal_ignore():
            page = desk.get(address("slot", patient, slot=part.slot))
        assert page.status_code == 200
        assert part.title in page.text
