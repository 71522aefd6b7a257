"""A date is read in any common form, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.ui.days import UnreadableDay, identity_day, read_day, work_day, work_day_in_full

NINTH_OF_MARCH = date(1964, 3, 9)


@pytest.mark.parametrize(
    "typed",
    [
        "1964-03-09",
        "1964/3/9",
        "09-Mar-1964",
        "9-mar-1964",
        "9 March 1964",
        "  9  MAR  1964 ",
        "9 Mar. 1964",
        "March 9, 1964",
        "Mar 9 1964",
        "3/9/1964",
        "03.09.1964",
        "3-9-1964",
    ],
)
def test_common_forms_mean_the_same_day(typed):
    assert read_day(typed) == NINTH_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/12/1964", "There is no month 31"),
        ("0/12/1964", "There is no month 0"),
        ("2/30/1964", "Feb 1964 has no day 30"),
        ("1963-02-29", "Feb 1963 has no day 29"),
        ("9 Marble 1964", "do not know the month “marble”"),
        ("3/9/64", "year with four digits"),
        ("9 Mar 64", "year with four digits"),
        ("Mar 1 0000", "year cannot be 0000"),
        ("yesterday", "Write a date such as"),
        ("19640309", "Write a date such as"),
        ("٣/٩/١٩٦٤", "Write a date such as"),
        ("", "Write a date such as"),
        ("1" * 10_000_000, "Write only a date"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(typed, said):
    with pytest.raises(UnreadableDay, match=said):
        read_day(typed)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_we_write_we_can_read_again(day):
    assert read_day(identity_day(day)) == day
    assert read_day(day.isoformat()) == day


def test_a_work_day_of_another_year_says_so():
    assert work_day_in_full(date(2026, 3, 6), today=date(2026, 11, 9)) == "6 Mar"
    assert work_day_in_full(date(2018, 3, 6), today=date(2026, 11, 9)) == "6 Mar 2018"


def test_work_day_is_how_colleagues_say_it():
    assert work_day(date(2026, 11, 9)) == "9 Nov"
