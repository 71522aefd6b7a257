"""Two versions side by side: what was added, left out and changed, by columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Model, QuerySet
from django.test import Client

from careplans.compare_versions import Kind, Line, compare_versions
from careplans.models import CarePlan, Intervention, PlanPart, Slot
from careplans.services import open_plan_draft
from integrative.accounts.models import User
from patients.models import Patient
from tests.factories.patients import PatientFactory

from .conftest import address


def at_hand(model: type[Model], rows: Iterable[Model]) -> QuerySet:
    """As if they were fetched."""
    found = model.objects.none()
    found._result_cache = list(rows)
    return found


def plan(number: int, *parts: PlanPart, **frame: object) -> CarePlan:
    """Not saved, with its parts at hand."""
    made = CarePlan(number=number, one_thing="Tea", **frame)
    made._prefetched_objects_cache = {"parts": at_hand(PlanPart, parts)}
    return made


def target(*interventions: Intervention, **changes: object) -> PlanPart:
    part = PlanPart(
        **{
            "slot": Slot.TARGET_1,
            "symptom": "esas_nausea",
            "measure": "score",
            "title": "Morning nausea",
            "how": "Ginger tea.",
            "baseline": 8,
            "goal": 3,
            "by_on": date(2026, 12, 31),
        }
        | changes
    )
    part._prefetched_objects_cache = {"interventions": at_hand(Intervention, interventions)}
    return part


def needles(**changes: object) -> Intervention:
    return Intervention(
        **{"therapy": "acupuncture", "title": "Acupuncture", "position": 1, "times_a_week": Decimal(2)}
        | changes
    )


def kinds(before: CarePlan, after: CarePlan) -> dict[str, Kind]:
    return {item.name: item.kind for item in compare_versions(before, after).items}


def test_the_same_plan_differs_in_nothing() -> None:
    comparison = compare_versions(plan(1, target(needles())), plan(2, target(needles())))
    assert not comparison.differing
    assert comparison.summary == "nothing differs"


def test_what_came_and_what_went() -> None:
    walk = PlanPart(slot=Slot.ANCHOR, title="Walk", how="Daily")
    walk._prefetched_objects_cache = {"interventions": at_hand(Intervention, ())}
    before, after = plan(1, target(needles())), plan(2, target(), walk)
    assert kinds(before, after) == {
        "The whole plan": Kind.SAME,
        "Morning nausea": Kind.SAME,
        "Acupuncture": Kind.LEFT_OUT,
        "Walk": Kind.ADDED,
    }
    assert compare_versions(before, after).summary == "1 added, 1 left out"


def test_a_change_is_told_by_its_column() -> None:
    comparison = compare_versions(
        plan(1, target(needles())), plan(2, target(needles(times_a_week=Decimal("0.5"))))
    )
    (changed,) = comparison.differing
    assert (changed.name, changed.where, changed.word) == ("Acupuncture", "for Nausea", "Changed")
    assert [line for line in changed.lines if line.differs] == [
        Line("How often", "twice a week", "every 2 weeks")
    ]


def test_a_target_is_known_by_its_symptom_whichever_slot_it_has() -> None:
    before, after = plan(1, target()), plan(2, target(slot=Slot.TARGET_2, goal=2))
    (changed,) = compare_versions(before, after).differing
    assert [(line.label, line.before, line.after) for line in changed.lines if line.differs] == [
        ("Goal", "3", "2")
    ]


def test_another_symptom_is_another_item() -> None:
    found = kinds(plan(1, target()), plan(2, target(symptom="esas_pain", title="Pain")))
    assert found == {"The whole plan": Kind.SAME, "Morning nausea": Kind.LEFT_OUT, "Pain": Kind.ADDED}


def test_an_offer_not_asked_is_nothing_and_zero_is_zero() -> None:
    (changed,) = compare_versions(plan(1), plan(2, offered_trips=0)).differing
    assert [line for line in changed.lines if line.differs] == [Line("Trips a month they offered", "", "0")]


@pytest.fixture
def new(active: CarePlan, patient: Patient, clinician: User) -> CarePlan:
    draft = open_plan_draft(patient=patient, by=clinician)
    CarePlan.objects.filter(pk=draft.pk).update(one_thing="Rest at noon")
    return draft


def test_the_page_puts_the_newest_beside_the_one_before(
    desk: Client, active: CarePlan, new: CarePlan, patient: Patient
) -> None:
    page = desk.get(address("compare", patient))
    assert page.status_code == 200
    for words in ("Plan 1 beside plan 2", "<b>Rest at noon</b>", "<b>Ginger tea with breakfast</b>"):
        assert words in page.text


def test_a_plan_of_someone_else_is_not_found(desk: Client, active: CarePlan, patient: Patient) -> None:
    other = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    assert desk.get(address("compare", other), {"from": str(active.pk)}).status_code == 404
    assert desk.get(address("compare", patient), {"horizon": "years"}).status_code == 404


def test_one_version_alone_has_nothing_beside_it(desk: Client, active: CarePlan, patient: Patient) -> None:
    assert "Two versions are needed." in desk.get(address("compare", patient)).text


def test_every_signed_version_is_listed(
    desk: Client, active: CarePlan, new: CarePlan, patient: Patient
) -> None:
    page = desk.get(address("versions", patient))
    assert address("version", patient, plan_id=active.pk) in page.text
    assert address("version", patient, plan_id=new.pk) not in page.text
