"""What the catalog says of the usual dose of a therapy, as numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from integrative.knowledge.symptom_care import ESAS_CARED_FOR_AS, cared_for_as, symptom_care
from integrative.knowledge.symptoms import all_symptoms
from integrative.knowledge.therapies.catalog import all_therapies


@pytest.mark.parametrize(
    ("therapy", "times", "minutes", "weeks", "sessions"),
    [
        ("acupuncture", Decimal(1), 30, 10, 6),
        ("oncology_massage", Decimal(1), 30, 10, 6),
        ("nutrition_counselling", Decimal("0.25"), 30, 12, None),
        ("mediterranean_pattern", Decimal(7), 0, 12, None),
        ("oral_cryotherapy", None, 30, None, None),
    ],
)
def test_a_usual_dose_begins_where_its_range_begins(
    therapy: str, times: Decimal | None, minutes: int, weeks: int | None, sessions: int | None
) -> None:
    found = all_therapies()[therapy]
    assert (found.least_times_a_week, found.least_minutes, found.longest_weeks) == (times, minutes, weeks)
    assert found.trial_sessions == sessions


def test_every_item_of_the_esas_is_cared_for_as_a_symptom_that_it_measures() -> None:
    items = {key for key, symptom in all_symptoms().items() if symptom.group == "esas_r"}
    assert set(ESAS_CARED_FOR_AS) == items
    for item, symptom in ESAS_CARED_FOR_AS.items():
        assert f"esas_r:{item.removeprefix('esas_')}" in symptom_care()[symptom].measures
    assert cared_for_as("cipn") == "cipn"
