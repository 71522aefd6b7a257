"""A date is said back in words, beside its box, before anything is saved."""

import logging
from datetime import date

import pytest
from django import forms
from django.urls import reverse

from integrative.ui.days import UnreadableDay, read_day, said_back
from integrative.ui.fields import DayField

READ_BACK = reverse("read_day")
TODAY = date(2026, 3, 3)


class Sheet(forms.Form):
    since = DayField(label="Since")
    born = DayField(label="Born", tells_age=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("03/04/1964", "4 March 1964"),
        ("3 april 1964", "3 April 1964"),
        ("1964-04-03", "3 April 1964"),
        ("3/3/2026", "3 March 2026"),
        ("3/4/2026", "4 March 2026, still to come"),
        ("03/04/64", ""),
        ("13/04/1964", ""),
        ("30-Feb-1964", ""),
        ("", ""),
        ("9" * 10_000_000, ""),
    ],
)
def test_what_is_said_of_a_day(typed, said):
    assert said_back(typed, today=TODAY) == said


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("3/4/1964", "4 March 1964, 61 years old"),
        ("3/3/1964", "3 March 1964, 62 years old"),
        ("3/3/2025", "3 March 2025, 1 year old"),
        ("3/4/2026", "4 March 2026, still to come"),
    ],
)
def test_a_birth_date_is_said_with_the_age(born, said):
    assert said_back(born, today=TODAY, tells_age=True) == said


@pytest.mark.parametrize(
    "typed", ["03/04/1964", "4.3.1964", "4-mar-1964", "Marble 3 1964", "1964", "0/1/1964"]
)
def test_the_page_the_box_and_the_field_read_alike(typed, sign_in):
    """One rule: whatever the field will take is said back, and nothing else is."""
    said = sign_in("clinician").post(READ_BACK, {"day": typed}).content.decode()
    box = str(Sheet({"since": typed})["since"])
    try:
        day = read_day(typed)
    except UnreadableDay:
        assert said == ""
        assert f'value="{typed}"' in box
    else:
        assert said == f"{day.day} {day:%B} {day.year}"
        assert f'value="{day:%d-%b-%Y}"' in box
        assert f">{said}</output>" in box


def test_without_script_a_refused_page_shows_the_day_in_both_forms():
    sheet = Sheet({"since": "03/04/1964", "born": ""})
    assert not sheet.is_valid()
    box = str(sheet["since"].as_field_group())
    assert 'value="04-Mar-1964"' in box
    assert "4 March 1964</output>" in box
    assert sheet["since"].value() == "03/04/1964"


def test_only_a_birth_date_asks_for_the_age():
    boxes = Sheet()
    assert "data-tells-age" in str(boxes["born"])
    assert "data-tells-age" not in str(boxes["since"])


def test_the_day_is_posted_by_someone_signed_in_and_stands_in_no_log_line(sign_in, caplog):
    caplog.set_level(logging.INFO)
    client = sign_in("navigator")
    assert client.post(READ_BACK, {"day": "03/04/1964", "tells_age": "1"}).status_code == 200
    assert client.get(READ_BACK, {"day": "03/04/1964"}).status_code == 405
    assert sign_in("nobody").post(READ_BACK, {"day": "03/04/1964"}).status_code == 302
    assert "POST read_day" in caplog.text
    assert "1964" not in caplog.text
