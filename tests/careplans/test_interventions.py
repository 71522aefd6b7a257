"""What is done for a target: three at most, with a dose that fits a week."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import zeal
from django.db import IntegrityError, connection, transaction

from careplans.models import CarePlan, Intervention
from careplans.services import (
    add_intervention,
    change_intervention,
    drop_intervention,
    sign_plan,
)
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User

ACUPRESSURE: dict[str, Any] = {
    "domain": "neuromodulatory",
    "therapy": "acupressure",
    "title": "P6 acupressure",
    "times_a_week": Decimal(7),
    "minutes": 6,
    "costs": "free",
}


def add(plan: CarePlan, by: User, **content: Any) -> Intervention:
    plan.refresh_from_db()
    return add_intervention(
        plan_id=plan.pk,
        expected_version=plan.version,
        by=by,
        slot="target_1",
        **{"domain": "physical", "title": "Walk"} | content,
    )


def test_an_intervention_is_added_under_its_target(draft: CarePlan, clinician: User) -> None:
    before = draft.version
    added = add(draft, clinician, **ACUPRESSURE)
    draft.refresh_from_db()
    assert (added.position, added.minutes_a_week, draft.version) == (1, 42, before + 1)


@zeal.zeal_ignore()
def test_a_fourth_is_refused_and_a_freed_place_is_used_again(draft: CarePlan, clinician: User) -> None:
    first, *_ = [add(draft, clinician, title=f"Number {number}") for number in range(3)]
    with pytest.raises(Refused, match="Park one of them first"):
        add(draft, clinician)
    draft.refresh_from_db()
    drop_intervention(
        plan_id=draft.pk, expected_version=draft.version, by=clinician, intervention_id=first.pk
    )
    assert add(draft, clinician).position == 1


@pytest.mark.parametrize(
    ("content", "field", "says"),
    [
        ({"times_a_week": Decimal(0)}, "times_a_week", "how many times a week"),
        ({"times_a_week": Decimal(71)}, "times_a_week", "how many times a week"),
        ({"minutes": 10_081}, "minutes", "more time than a week has"),
        ({"times_a_week": Decimal(8), "minutes": 1_300}, "minutes", "more time than a week has"),
        ({"amount": Decimal(500)}, "dose", "needs its unit"),
        ({"unit": "mg"}, "dose", "needs its unit"),
        ({"therapy": "spinal_manipulation"}, "therapy", "does not offer it"),
        ({"therapy": "leeches"}, "therapy", "from the catalog"),
        ({"domain": "magic"}, "domain", "what kind of help"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    draft: CarePlan, clinician: User, content: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        add(draft, clinician, **content)
    assert refusal.value.field == field
    assert not Intervention.objects.filter(part__plan=draft).exists()


def test_the_same_therapy_twice_under_a_target_is_refused(draft: CarePlan, clinician: User) -> None:
    with zeal.zeal_ignore():
        add(draft, clinician, **ACUPRESSURE)
        with pytest.raises(Refused, match="already"):
            add(draft, clinician, **ACUPRESSURE)


def test_an_intervention_is_changed_in_its_place(draft: CarePlan, clinician: User) -> None:
    added = add(draft, clinician, **ACUPRESSURE)
    draft.refresh_from_db()
    change_intervention(
        plan_id=draft.pk,
        expected_version=draft.version,
        by=clinician,
        intervention_id=added.pk,
        **ACUPRESSURE | {"minutes": 10},
    )
    added.refresh_from_db()
    assert (added.minutes, added.position) == (10, 1)


def test_who_writes_second_is_told_and_nothing_is_added(draft: CarePlan, clinician: User) -> None:
    with pytest.raises(Stale):
        add_intervention(
            plan_id=draft.pk, expected_version=draft.version - 1, by=clinician, slot="target_1", **ACUPRESSURE
        )
    assert not Intervention.objects.filter(part__plan=draft).exists()


def test_nothing_is_added_under_an_anchor_or_an_empty_slot(draft: CarePlan, clinician: User) -> None:
    for slot, says in (("anchor", "stands under its target"), ("target_2", "Choose the target first")):
        with pytest.raises(Refused, match=says):
            add_intervention(
                plan_id=draft.pk, expected_version=draft.version, by=clinician, slot=slot, **ACUPRESSURE
            )


def test_a_signed_plan_takes_no_intervention_even_by_raw_sql(draft: CarePlan, clinician: User) -> None:
    with zeal.zeal_ignore():
        added = add(draft, clinician, **ACUPRESSURE)
        draft.refresh_from_db()
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
        with pytest.raises(Refused, match="can't be changed"):
            add(draft, clinician)
    with (
        pytest.raises(IntegrityError, match="signed and cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE careplans_intervention SET minutes = 60 WHERE id = %s", [added.pk])
