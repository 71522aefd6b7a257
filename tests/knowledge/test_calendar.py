from datetime import date

import pytest

from integrative.knowledge.calendar import day_after, nadir_days, nadir_windows, stop_by, window_of


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


@pytest.mark.parametrize(
    ("treatment", "cycle_days", "window"),
    [
        ("docetaxel", 21, "docetaxel"),
        ("Taxotere 75 mg/m2", 21, "docetaxel"),
        ("R-CHOP", 21, "rchop"),
        ("Carboplatin, paclitaxel", 21, "carbo_pac"),
        ("Paclitaxel and carboplatin", 21, "carbo_pac"),
        ("Vinorelbine, weekly", 21, "vinorelbine"),
        ("Carboplatin, 3-weekly", 21, "carboplatin"),
    ],
)
def test_a_treatment_finds_its_window_however_it_is_written(treatment, cycle_days, window):
    assert window_of(treatment, cycle_days).ref == window


@pytest.mark.parametrize(
    ("treatment", "cycle_days"),
    [
        ("docetaxel", 22),
        ("Docetaxel, prednisone", 21),
        ("R-CHOP, then carboplatin", 21),
        ("Paclitaxel every week", 21),
        ("tamoxifen", 28),
        ("High-dose melphalan", 21),
        ("docetaxel and a study drug", 21),
    ],
)
def test_what_the_table_does_not_speak_of_has_no_window(treatment, cycle_days):
    assert window_of(treatment, cycle_days) is None


def test_a_day_after_the_end_of_a_cycle_is_none_of_its_days():
    windows = nadir_windows()
    assert nadir_days(windows["docetaxel"], 21) == {"neutrophils": (7, 8)}
    assert nadir_days(windows["carboplatin"], 21) == {"neutrophils": (21, 21), "platelets": (21, 21)}
    assert nadir_days(windows["trastuzumab_deruxtecan"], 21) == {}


def test_every_window_begins_before_it_ends():
    for window in nadir_windows().values():
        for days in (window.neutrophils, window.platelets):
            assert days is None or days[0] <= days[1]
