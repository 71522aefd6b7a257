import pytest

from integrative.knowledge.doses import intake


@pytest.mark.parametrize(
    ("text", "milligrams", "units"),
    [
        ("300 mg three times a day", 900, None),
        ("300mg TID", 900, None),
        ("4 g", 4000, None),
        ("2,000 IU", None, 2000),
        ("50 mcg", 0.05, None),
        ("500 mg bid", 1000, None),
        ("2 caps 500 mg", 1000, None),
        ("1-2 g", 2000, None),
        ("1,5 g", 1500, None),
        ("50,000 IU weekly", None, 50_000 / 7),
        ("500 mg 2x/day", 1000, None),
        ("0.5 mg", 0.5, None),
    ],
)
def test_amounts_come_to_a_day(text, milligrams, units):
    found = intake(text)
    dose = found.doses[0]
    times = found.times_a_day
    assert (dose.milligrams and dose.milligrams * times) == (milligrams and pytest.approx(milligrams))
    assert (dose.units and dose.units * times) == (units and pytest.approx(units))


@pytest.mark.parametrize("text", ["vitamin B12", "CoQ10", "omega 3", "Taxol weekly", "mg", "", "5 grapes"])
def test_a_number_that_is_part_of_a_name_is_no_amount(text):
    assert intake(text).doses == ()
