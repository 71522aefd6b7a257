from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from integrative.knowledge.analytes import Implausible, UnitUnknown, all_analytes

analytes = st.sampled_from(list(all_analytes().values()))


@given(analytes, st.data())
def test_every_accepted_unit_gives_the_same_amount(analyte, data):
    amount = data.draw(st.decimals(analyte.plausible_low, analyte.plausible_high, places=3))
    unit, share = data.draw(st.sampled_from(list(analyte.factors.items())))
    # At the edges the last digit of the division may fall outside what is plausible.
    assume(analyte.plausible_low <= amount / share * share <= analyte.plausible_high)
    assert abs(analyte.canonical(amount / share, unit) - amount) < Decimal("0.000001")


@given(analytes)
def test_the_own_unit_changes_nothing(analyte):
    assert analyte.canonical(analyte.plausible_high, analyte.unit) == analyte.plausible_high


@given(analytes, st.decimals(min_value="0.001", max_value=1000, places=3))
def test_beyond_the_plausible_range_is_refused(analyte, beyond):
    with pytest.raises(Implausible, match="Check the number and the unit"):
        analyte.canonical(analyte.plausible_high + beyond, analyte.unit)


@given(analytes, st.text(max_size=12))
def test_an_unknown_unit_is_never_guessed(analyte, unit):
    assume(unit not in analyte.factors)
    with pytest.raises(UnitUnknown):
        analyte.canonical(analyte.plausible_low, unit)


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "expected"),
    [
        ("platelets", "212000", "/uL", "212"),
        ("platelets", "212", "K/uL", "212"),
        ("neutrophils", "1500", "cells/uL", "1.5"),
        ("hemoglobin", "118", "g/L", "11.8"),
        ("weight", "150", "lb", "68.0388555"),
    ],
)
def test_known_conversions(analyte, value, unit, expected):
    assert all_analytes()[analyte].canonical(Decimal(value), unit) == Decimal(expected)


def test_a_count_per_microliter_entered_as_billions_is_refused():
    with pytest.raises(Implausible):
        all_analytes()["platelets"].canonical(Decimal("212000"), "10^9/L")


def test_every_analyte_accepts_its_own_unit():
    assert all(analyte.factors[analyte.unit] == 1 for analyte in all_analytes().values())
