"""What other systems read of a plan: its parts, what is done for each, and the dose."""

from __future__ import annotations

import zeal
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careplans.models import CarePlan
from integrative.accounts.models import User

from .test_interventions import ACUPRESSURE, add


def test_a_plan_comes_with_what_is_done_and_its_dose(
    desk: Client,
    draft: CarePlan,
    clinician: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with zeal.zeal_ignore():
        add(draft, clinician, **ACUPRESSURE)
    with django_assert_max_num_queries(14):
        answer = desk.get(f"/api/v1/care-plans/{draft.pk}/")
    told = answer.json()
    target = next(part for part in told["parts"] if part["slot"] == "target_1")
    assert (target["measure"], target["baseline"], target["goal"]) == ("score", 8, 3)
    (done,) = target["interventions"]
    assert (done["therapy"], done["minutes"], done["minutes_a_week"], done["costs"]) == (
        "acupressure",
        6,
        42,
        "free",
    )
    assert told["review_on"] == draft.review_on.isoformat()
