"""Bad input gives one clear message at the field, and what was typed comes back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from integrative.ui.fields import (
    DayField,
    LineField,
    NameField,
    Quantity,
    QuantityField,
    ScoreField,
    TextField,
)

UNITS = [("mg", "mg"), ("mcg", "mcg")]
TEN_MEGABYTES = "a" * 10_000_000


def complaint(field: forms.Field, typed: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (LineField(max_length=5), "abcdef", "Shorten this to 5 characters; it has 6"),
        (TextField(max_length=4000), TEN_MEGABYTES, "it has 10,000,000"),
        (LineField(), "a\x00b", "cannot be shown"),
        (LineField(), "a\x1b[2Jb", "cannot be shown"),
        (LineField(), "two\nlines", "cannot be shown"),
        (LineField(), "a\u202egnp.exe", "cannot be shown"),
        (TextField(), "bell\x07", "cannot be shown"),
        (LineField(), "   ", "required"),
        (NameField(), "<script>", "no < or >"),
        (NameField(), "4711", "has letters"),
        (NameField(), "--", "has letters"),
        (NameField(), "x" * 121, "Shorten this to 120"),
        (DayField(), "31/12/1964", "no month 31"),
        (
            DayField(not_before=date(1900, 1, 1)),
            "01-Jan-1890",
            "the earliest is 01-Jan-1900",
        ),
        (ScoreField(), "11", "Choose a number from 0 to 10"),
        (ScoreField(), "-1", "Choose a number from 0 to 10"),
        (ScoreField(), "5.5", "Choose a number from 0 to 10"),
        (ScoreField(), "five", "Choose a number from 0 to 10"),
        (ScoreField(), "٥", "Choose a number from 0 to 10"),
        (ScoreField(required=True), "", "Choose a number from 0 to 10"),
        (QuantityField(units=UNITS), ["300", ""], "Choose the unit"),
        (QuantityField(units=UNITS), ["300", "stones"], "Choose the unit"),
        (QuantityField(units=UNITS), ["lots", "mg"], "Enter a number such as 2.5"),
        (QuantityField(units=UNITS), ["1,5", "mg"], "Enter a number such as 2.5"),
        (QuantityField(units=UNITS), ["1e9", "mg"], "Enter a number such as 2.5"),
        (QuantityField(units=UNITS), ["NaN", "mg"], "Enter a number such as 2.5"),
        (QuantityField(units=UNITS), ["-3", "mg"], "Enter a number such as 2.5"),
        (
            QuantityField(units=UNITS),
            ["9" * 10_000_000 + "x", "mg"],
            "Enter a number such as 2.5",
        ),
        (
            QuantityField(units=UNITS),
            ["0.0001", "mg"],
            "at most 3 figures after the point",
        ),
        (QuantityField(units=UNITS, max_value=500), ["501", "mg"], "Enter 500 or less"),
        (QuantityField(units=UNITS, min_value=1), ["0.5", "mg"], "Enter 1 or more"),
        (QuantityField(units=UNITS), ["", ""], "required"),
    ],
)
def test_bad_input_is_refused_with_its_reason(field, typed, said):
    assert said in complaint(field, typed)


def test_a_birth_date_is_not_in_the_future():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "is in the future" in complaint(DayField(not_future=True), tomorrow.isoformat())


def test_today_is_not_the_future():
    today = timezone.localdate()
    assert DayField(not_future=True).clean(today.isoformat()) == today


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (LineField(), "  ginger tea ", "ginger tea"),
        (TextField(), "one\r\ntwo\tthree", "one\ntwo\tthree"),
        (NameField(), "O’Brien-Núñez", "O’Brien-Núñez"),
        (NameField(), "Nu\u0301n\u0303ez", "Núñez"),
        (NameField(), "李小龙", "李小龙"),
        (NameField(), "نسرین", "نسرین"),
        (ScoreField(), "0", 0),
        (ScoreField(), "10", 10),
        (ScoreField(), "", None),
        (ScoreField(), None, None),
        (QuantityField(units=UNITS), ["0.5", "mg"], Quantity(Decimal("0.5"), "mg")),
        (QuantityField(units=UNITS), ["2,000", "mg"], Quantity(Decimal(2000), "mg")),
        (
            QuantityField(units=UNITS),
            [" .25 ", "mcg"],
            Quantity(Decimal("0.25"), "mcg"),
        ),
        (QuantityField(units=UNITS, required=False), ["", "mg"], None),
        (QuantityField(units=UNITS, required=False), None, None),
    ],
)
def test_good_input_is_kept_as_meant(field, typed, kept):
    assert field.clean(typed) == kept


class DoseForm(forms.Form):
    dose = QuantityField(label="Dose", units=UNITS)
    weight = QuantityField(label="Weight", units=[("kg", "kg")], required=False)
    taken_since = DayField(label="Since")


def test_a_refused_answer_comes_back_as_typed():
    html = str(DoseForm({"dose_number": "300", "dose_unit": "", "taken_since": "31/12/1964"}))
    assert 'value="300"' in html
    assert 'value="31/12/1964"' in html


def test_a_dose_is_shown_without_trailing_zeros_and_a_day_in_words():
    form = DoseForm(
        initial={
            "dose": Quantity(Decimal("5.000"), "mg"),
            "taken_since": date(2026, 11, 9),
        }
    )
    html = str(form)
    assert 'value="5"' in html
    assert '<option value="mg" selected>' in html
    assert 'value="09-Nov-2026"' in html


def test_the_only_unit_is_said_and_posted():
    html = str(DoseForm()["weight"])
    assert "<span>kg</span>" in html
    assert '<input type="hidden" name="weight_unit" value="kg"' in html


def test_the_label_and_the_error_belong_to_the_number_box():
    html = str(DoseForm({"dose_number": "300"}))
    assert '<label class="label" for="id_dose_number">' in html
    assert 'href="#id_dose_number"' in html
    assert 'aria-describedby="id_dose_error"' in html
    assert html.count('id="id_dose_number"') == 1


def test_unchanged_answers_are_not_changes():
    initial = {
        "dose": Quantity(Decimal("5.0"), "mg"),
        "weight": Quantity(Decimal(78), "kg"),
        "taken_since": date(2026, 11, 9),
    }
    data = {
        "dose_number": "5",
        "dose_unit": "mg",
        "weight_number": "78",
        "weight_unit": "kg",
        "taken_since": "9 November 2026",
    }
    assert DoseForm(data, initial=initial).changed_data == []


def test_another_number_or_unit_is_a_change():
    initial = {"dose": Quantity(Decimal(5), "mg")}
    assert "dose" in DoseForm({"dose_number": "5", "dose_unit": "mcg"}, initial=initial).changed_data
    assert "dose" in DoseForm({"dose_number": "6", "dose_unit": "mg"}, initial=initial).changed_data
