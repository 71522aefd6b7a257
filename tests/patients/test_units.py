"""A unit mistaken by a thousand is asked about before it is kept, and a value nobody can have is refused."""

import re
from decimal import Decimal

import pytest

from patients.models import Measurement

from .forms import ENTRIES, address, guards


@pytest.fixture
def save(patient, sign_in):
    """Posts the measurement page with these answers changed."""
    client = sign_in("clinician")

    def post(number, unit, *, analyte="platelets", **more):
        entered = {"analyte": analyte, "quantity_number": number, "quantity_unit": unit} | more
        answers = ENTRIES["measurement new"] | entered | guards(patient)
        return client.post(address("measurement new", patient), answers)

    return post


def tick_of(response):
    """What a browser would post once the box is ticked."""
    return {"unit_checked": response.context["form"].fields["unit_checked"].widget.asked}


def is_ticked(response):
    box = re.search(r'<input[^>]*name="unit_checked"[^>]*>', response.content.decode())[0]
    return bool(re.search(r"\schecked[\s>]", box))


def test_the_box_stands_on_the_page_only_when_something_is_asked(patient, sign_in, save):
    blank = sign_in("clinician").get(address("measurement new", patient)).content.decode()
    other_fault = save("220", "10^9/L", taken_on="yesterday").content.decode()
    asked = save("220", "/uL").content.decode()
    box = "The number and the unit are right as they stand"
    assert [box in page for page in (blank, other_fault, asked)] == [False, False, True]


def test_platelets_of_220_per_microliter_are_asked_about_at_the_box_and_kept_when_ticked(save):
    asked = save("220", "/uL")
    assert asked.status_code == 422
    assert asked.context["form"].errors.keys() == {"unit_checked"}
    page = asked.content.decode()
    assert "220 /uL is 0.22 ×10⁹/L. Is the unit right? Did you mean 220 10^9/L?" in page
    assert 'href="#id_unit_checked"' in page
    assert not Measurement.objects.exists()
    assert save("220", "/uL", **tick_of(asked)).status_code == 302
    assert Measurement.objects.get().value == Decimal("0.22")


def test_the_tick_answers_for_no_other_number_unit_or_analyte(save):
    tick = tick_of(save("220", "/uL"))
    for number, unit, analyte in (
        ("230", "/uL", "platelets"),
        ("220", "cells/uL", "platelets"),
        ("15", "/uL", "neutrophils"),
    ):
        asked = save(number, unit, analyte=analyte, **tick)
        assert asked.context["form"].errors.keys() == {"unit_checked"}
        assert not is_ticked(asked)
    assert not Measurement.objects.exists()


def test_the_tick_stands_while_something_else_is_put_right(save):
    tick = tick_of(save("220", "/uL"))
    assert is_ticked(save("220", "/uL", taken_on="yesterday", **tick))


@pytest.mark.parametrize(
    ("analyte", "number", "unit", "hint"),
    [
        ("platelets", "220000", "10^9/L", "Did you mean 220000 /uL?"),
        ("creatinine", "88", "mg/dL", "Did you mean 88 umol/L?"),
        ("creatinine", "0.9", "umol/L", "Did you mean 0.9 mg/dL?"),
        ("hemoglobin", "118", "g/dL", "Did you mean 118 g/L?"),
    ],
)
def test_a_value_that_nobody_can_have_is_refused_with_the_unit_that_fits(save, analyte, number, unit, hint):
    response = save(number, unit, analyte=analyte)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"quantity"}
    assert hint in response.content.decode()
    assert not Measurement.objects.exists()


def test_creatinine_in_micromoles_is_kept_as_entered_and_in_its_own_unit(save):
    assert save("88", "umol/L", analyte="creatinine").status_code == 302
    kept = Measurement.objects.get()
    assert (kept.value, kept.as_entered) == (Decimal("0.995"), "entered as 88 umol/L")
