from datetime import date

import pytest

from integrative.knowledge.calendar import day_after, nadir_dates, nadir_windows, stop_by


@pytest.mark.parametrize(
    ("procedure", "today", "last"),
    [
        (date(2026, 12, 8), date(2026, 11, 21), date(2026, 11, 24)),
        (date(2026, 12, 5), date(2026, 11, 21), date(2026, 11, 21)),
        (date(2026, 12, 4), date(2026, 11, 21), date(2026, 11, 21)),
        (date(2028, 3, 14), date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_the_day_to_stop_is_the_hold_before_the_procedure_or_today(procedure, today, last):
    assert stop_by(procedure, 14, today) == last


def test_restarting_begins_the_day_after():
    assert day_after(date(2026, 12, 31)) == date(2027, 1, 1)


def test_counts_are_lowest_on_the_days_of_the_table():
    assert nadir_dates("docetaxel", date(2026, 11, 1)) == {
        "neutrophils": (date(2026, 11, 7), date(2026, 11, 8))
    }
    assert set(nadir_dates("carboplatin", date(2026, 11, 1))) == {"neutrophils", "platelets"}
    assert nadir_dates("tamoxifen", date(2026, 11, 1)) == {}


def test_every_window_begins_before_it_ends():
    for window in nadir_windows().values():
        for days in (window.neutrophils, window.platelets):
            assert days is None or days[0] <= days[1]
