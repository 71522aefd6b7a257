"""Writing what helps, what was offered, and what is parked, on the pages of the builder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import zeal
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careplans.models import CarePlan, Horizon, Intervention, ParkedItem
from careplans.services import open_plan_draft, park_part, save_part
from integrative.accounts.models import User
from patients.models import Patient
from tests.factories.patients import PatientFactory

from .conftest import SignMap, address, typed
from .test_interventions import ACUPRESSURE, add
from .test_parking import on


@pytest.fixture
def dose() -> dict[str, Any]:
    """What is typed for one thing that helps."""
    return {
        "therapy": "acupressure",
        "domain": "neuromodulatory",
        "title": "P6 acupressure",
        "times_a_week": "7",
        "minutes": "10",
        "weeks": "6",
        "place": "home",
        "responsible": "person",
        "costs": "free",
    }


def add_page(patient: Patient, asked: str = "therapy=acupressure") -> str:
    return f"{address('add_intervention', patient, slot='target_1')}?{asked}"


def test_what_helps_is_shown_with_evidence_and_what_costs_nothing_first(
    desk: Client, draft: CarePlan, patient: Patient
) -> None:
    page = desk.get(address("add_intervention", patient, slot="target_1"))
    domains = {each.domain.value: each for each in page.context["domains"]}
    assert list(domains) == ["physical", "neuromodulatory", "nutrition", "psychosocial"]
    backed = list(domains["neuromodulatory"].backed)
    assert {"acupressure", "breathing_practice"} <= {each.therapy.id for each in backed}
    known = [each.is_free for each in backed if each.hint.known]
    assert known == sorted(known, reverse=True)
    assert "spinal_manipulation" not in page.text


def test_the_usual_dose_stands_there_already(desk: Client, draft: CarePlan, patient: Patient) -> None:
    form = desk.get(add_page(patient, "therapy=acupuncture")).context["form"]
    said = ("times_a_week", "minutes", "weeks", "sessions", "place", "responsible", "costs")
    assert [form[name].value() for name in said] == [Decimal(1), 30, 10, 6, "clinic", "service", "ask"]


def test_adding_and_changing_what_helps(
    desk: Client, draft: CarePlan, patient: Patient, dose: dict[str, Any]
) -> None:
    with zeal.zeal_ignore():
        page = desk.post(add_page(patient), typed(patient, draft.version, **dose), follow=True)
    assert "P6 acupressure is in the plan." in page.text
    added = Intervention.objects.get(part__plan=draft)
    assert (added.minutes_a_week, added.costs) == (70, "free")
    draft.refresh_from_db()
    change = address("intervention", patient, intervention_id=added.pk)
    assert desk.get(change).context["form"]["minutes"].value() == 10
    with zeal.zeal_ignore():
        desk.post(change, typed(patient, draft.version, **dose | {"minutes": "20"}))
    added.refresh_from_db()
    assert added.minutes == 20


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"minutes": "10081"}, "minutes", "or less"),
        ({"times_a_week": "70", "minutes": "1000"}, "minutes", "more time than a week has"),
        ({"times_a_week": "0"}, "times_a_week", "above 0"),
        ({"title": ""}, "title", "in one line"),
        ({"sessions": "61"}, "sessions", "60 or less"),
        ({"therapy": "leeches"}, "therapy", ""),
    ],
)
def test_a_dose_that_does_not_fit_is_said_at_its_field(
    desk: Client,
    draft: CarePlan,
    patient: Patient,
    dose: dict[str, Any],
    changes: dict[str, str],
    field: str,
    says: str,
) -> None:
    page = desk.post(add_page(patient), typed(patient, draft.version, **dose | changes))
    assert page.status_code == 422
    assert says in str(page.context["form"].errors[field])
    assert not Intervention.objects.exists()


def test_a_dose_without_its_unit_is_refused(
    desk: Client, draft: CarePlan, patient: Patient, dose: dict[str, Any]
) -> None:
    own = dose | {"therapy": "", "domain": "medicine", "title": "Ondansetron", "dose_0": "8", "dose_1": ""}
    names = {"dose_0": "dose_number", "dose_1": "dose_unit"}
    posted = {names.get(name, name): value for name, value in own.items()}
    page = desk.post(add_page(patient, "own=1"), typed(patient, draft.version, **posted))
    assert page.status_code == 422
    assert "Choose the unit" in str(page.context["form"].errors["dose"])
    with zeal.zeal_ignore():
        desk.post(add_page(patient, "own=1"), typed(patient, draft.version, **posted | {"dose_unit": "mg"}))
    kept = Intervention.objects.get()
    assert (kept.amount, kept.unit, kept.domain) == (8, "mg", "medicine")


def test_the_slower_of_two_gets_the_typed_dose_back(
    desk: Client, draft: CarePlan, patient: Patient, dose: dict[str, Any]
) -> None:
    page = desk.post(add_page(patient), typed(patient, draft.version - 1, **dose))
    assert page.status_code == 409
    assert 'value="P6 acupressure"' in page.text


@zeal.zeal_ignore()
def test_a_fourth_thing_asks_what_to_park_and_then_goes_on(
    desk: Client, draft: CarePlan, patient: Patient, clinician: User
) -> None:
    first, *_ = [add(draft, clinician, title=f"Number {number}") for number in range(3)]
    page = desk.get(add_page(patient), follow=True)
    assert "A fourth thing does not fit" in page.text
    draft.refresh_from_db()
    room = address("make_room", patient, slot="target_1")
    refused = desk.post(room, typed(patient, draft.version, reason="Later"))
    assert "Choose which one to park" in refused.text
    done = desk.post(room, typed(patient, draft.version, instead_of=str(first.pk), reason="Later"))
    assert done.url == address("add_intervention", patient, slot="target_1")
    assert ParkedItem.objects.get().title == "Number 0"


@zeal.zeal_ignore()
def test_a_third_target_asks_what_to_park_and_then_goes_on(
    desk: Client, draft: CarePlan, patient: Patient, clinician: User, today: date
) -> None:
    target = {"symptom": "esas_pain", "goal": 3, "by_on": today + timedelta(days=30), "title": "Hip"}
    save_part(**on(draft, clinician), slot="target_2", how="Walk", **target)
    draft.refresh_from_db()
    page = desk.get(address("add_target", patient))
    assert "A third target does not fit" in page.text
    done = desk.post(
        address("add_target", patient),
        typed(patient, draft.version, instead_of="target_1", reason="The hip comes first"),
    )
    assert done.url == address("slot", patient, slot="target_1")
    assert not draft.parts.filter(slot="target_1").exists()
    assert ParkedItem.objects.get().reason == "The hip comes first"


@zeal.zeal_ignore()
def test_parking_and_bringing_back_on_the_page(
    desk: Client, draft: CarePlan, patient: Patient, clinician: User
) -> None:
    page = desk.post(address("park", patient, slot="anchor"), typed(patient, draft.version, reason=""))
    assert page.status_code == 422
    desk.post(
        address("park", patient, slot="anchor"), typed(patient, draft.version, reason="Her knee, until May")
    )
    page = desk.get(address("plan", patient))
    assert "Her knee, until May" in page.text
    item = ParkedItem.objects.get()
    draft.refresh_from_db()
    desk.post(address("bring_back", patient, parked_id=item.pk), typed(patient, draft.version))
    assert draft.parts.filter(slot="anchor").exists()


def test_what_is_parked_of_someone_else_is_not_found(
    desk: Client, draft: CarePlan, patient: Patient, clinician: User
) -> None:
    with zeal.zeal_ignore():
        item = park_part(**on(draft, clinician), slot="anchor", reason="Later")
    other = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    open_plan_draft(patient=other, by=clinician)
    assert desk.get(address("bring_back", other, parked_id=item.pk)).status_code == 404


@pytest.mark.parametrize("weeks", [3, 7])
def test_a_follow_up_outside_the_window_is_refused_at_its_field(
    desk: Client, draft: CarePlan, patient: Patient, today: date, weeks: int
) -> None:
    review_on = f"{today + timedelta(weeks=weeks):%d-%b-%Y}"
    page = desk.post(
        address("frame", patient), typed(patient, draft.version, offered_minutes="300", review_on=review_on)
    )
    assert page.status_code == 422
    assert "window" in str(page.context["form"].errors["review_on"])
    draft.refresh_from_db()
    assert draft.offered_minutes is None


def test_what_they_offered_is_kept_and_blank_is_not_asked(
    desk: Client, draft: CarePlan, patient: Patient, today: date
) -> None:
    review_on = f"{today + timedelta(weeks=5):%d-%b-%Y}"
    with zeal.zeal_ignore():
        desk.post(
            address("frame", patient),
            typed(patient, draft.version, offered_minutes="300", offered_trips="", review_on=review_on),
        )
    draft.refresh_from_db()
    assert (draft.offered_minutes, draft.offered_trips) == (300, None)
    assert draft.review_on == today + timedelta(weeks=5)


def test_a_chosen_part_becomes_the_one_thing(desk: Client, draft: CarePlan, patient: Patient) -> None:
    with zeal.zeal_ignore():
        desk.post(
            address("one_thing", patient),
            typed(
                patient, draft.version, chosen="To the gate and back.", one_thing="Ginger tea with breakfast"
            ),
        )
    draft.refresh_from_db()
    assert draft.one_thing == "To the gate and back."


def test_sleep_is_measured_by_its_efficiency_where_the_tables_say_so(
    desk: Client, draft: CarePlan, patient: Patient
) -> None:
    place = address("slot", patient, slot="target_2")
    page = desk.get(f"{place}?symptom=insomnia&measure=sleep_efficiency")
    assert page.context["form"]["goal"].field.label == "Goal"
    assert "Higher is better." in page.text
    plain = desk.get(f"{place}?symptom=esas_pain&measure=sleep_efficiency")
    assert "Higher is better." not in plain.text


def test_a_goal_below_the_start_is_worse_for_sleep_efficiency(
    desk: Client, draft: CarePlan, patient: Patient, today: date
) -> None:
    target = {
        "symptom": "insomnia",
        "measure": "sleep_efficiency",
        "baseline": "80",
        "goal": "70",
        "by_on": f"{today + timedelta(days=30):%d-%b-%Y}",
        "title": "Sleep",
        "how": "The same rising time.",
    }
    page = desk.post(address("slot", patient, slot="target_2"), typed(patient, draft.version, **target))
    assert page.status_code == 422
    assert "A higher percent is better" in str(page.context["form"].errors["goal"])


def test_a_newer_score_is_taken_only_when_asked(
    desk: Client, draft: CarePlan, patient: Patient, sign_map: SignMap, today: date
) -> None:
    with zeal.zeal_ignore():
        sign_map(esas_nausea=6)
    place = address("slot", patient, slot="target_1")
    form = desk.get(place).context["form"]
    assert form.start.startswith("8,")
    assert "start_anew" in form.fields
    target = {
        "symptom": "esas_nausea",
        "measure": "score",
        "goal": "3",
        "by_on": f"{today + timedelta(days=30):%d-%b-%Y}",
        "title": "Mornings",
        "how": "Ginger tea.",
    }
    for anew, start in (({}, 8), ({"start_anew": "on"}, 6)):
        draft.refresh_from_db()
        with zeal.zeal_ignore():
            desk.post(place, typed(patient, draft.version, **target, **anew))
        assert draft.parts.get(slot="target_1").baseline == start


def test_a_survivorship_plan_is_written_on_the_same_pages(
    desk: Client, patient: Patient, clinician: User
) -> None:
    plan = open_plan_draft(patient=patient, by=clinician, horizon=Horizon.SURVIVORSHIP)
    page = desk.get(f"{address('plan', patient)}?horizon=survivorship")
    assert page.context["draft"] == plan
    assert f"{address('slot', patient, slot='anchor')}?horizon=survivorship" in page.text
    assert desk.get(address("plan", patient)).context["draft"] is None


PAGES: list[Callable[[Patient, Intervention], str]] = [
    lambda patient, _: address("add_intervention", patient, slot="target_1"),
    lambda patient, done: address("intervention", patient, intervention_id=done.pk),
    lambda patient, done: address("park_intervention", patient, intervention_id=done.pk),
    lambda patient, _: address("park", patient, slot="anchor"),
    lambda patient, _: address("park_line", patient),
    lambda patient, _: address("frame", patient),
    lambda patient, _: address("starting_points", patient),
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "status"), [("clinician", 200), ("navigator", 403), ("other_clinic", 404)])
def test_who_may_write(
    sign_in: Callable[[str], Client],
    draft: CarePlan,
    patient: Patient,
    clinician: User,
    page: Callable[[Patient, Intervention], str],
    role: str,
    status: int,
) -> None:
    with zeal.zeal_ignore():
        done = add(draft, clinician, **ACUPRESSURE)
    assert sign_in(role).get(page(patient, done)).status_code == status


@zeal.zeal_ignore()
def test_a_full_plan_takes_no_more_queries_than_an_empty_one(
    desk: Client,
    draft: CarePlan,
    patient: Patient,
    clinician: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(3):
        add(draft, clinician, title=f"Number {number}")
    with django_assert_max_num_queries(32):
        desk.get(address("plan", patient))
