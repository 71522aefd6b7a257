"""Nights across midnight, by day, and through both changes of the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.sleep import NightMetrics, week
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.sleep import answer

PLAIN = {
    "diary_date": "2026-06-10",
    "tz": "America/New_York",
    "into_bed": "22:30",
    "lights_out": "23:00",
    "sol_min": 30,
    "waso_min": 45,
    "final_wake": "06:30",
    "out_of_bed": "07:00",
}
INVALID = {"status": "invalid", "tib_min": None, "tst_min": None, "se_pct": None, "window_se_pct": None}


def night(**changes):
    return answer(PLAIN | changes)


def minutes(**changes):
    found = night(**changes)
    return found["tib_min"], found["tst_min"]


def test_a_plain_night():
    assert night() == {"status": "ok", "tib_min": 510, "tst_min": 375, "se_pct": 73.5, "window_se_pct": 78.1}


def test_without_a_time_into_bed_lights_out_counts():
    assert night(into_bed=None)["se_pct"] == night()["window_se_pct"] == 78.1


def test_to_bed_after_midnight():
    assert minutes(into_bed="00:10", lights_out="00:30", sol_min=0, waso_min=0) == (410, 360)


def test_sleep_by_day_stays_on_its_day():
    day = {"into_bed": "08:00", "lights_out": "08:15", "final_wake": "15:00", "out_of_bed": "15:30"}
    assert minutes(**day, sol_min=15, waso_min=0) == (450, 390)


def test_the_night_the_clock_is_set_forward_is_an_hour_shorter():
    assert minutes(diary_date="2026-03-08") == (450, 315)


def test_the_night_the_clock_is_set_back_is_an_hour_longer():
    assert minutes(diary_date="2026-11-01") == (570, 435)


def test_an_hour_that_comes_twice_is_its_first_pass_on_going_to_bed():
    autumn = {
        "diary_date": "2026-11-01",
        "sol_min": 0,
        "waso_min": 0,
        "into_bed": None,
        "lights_out": "01:30",
    }
    assert minutes(**autumn) == (390, 360)


def test_an_hour_that_comes_twice_is_its_second_pass_on_getting_up():
    autumn = {
        "diary_date": "2026-11-01",
        "sol_min": 0,
        "waso_min": 0,
        "final_wake": "01:15",
        "out_of_bed": "01:30",
    }
    assert minutes(**autumn) == (240, 195)


def test_a_time_the_clock_skips_is_read_with_the_offset_before():
    spring = {
        "diary_date": "2026-03-08",
        "sol_min": 0,
        "waso_min": 0,
        "into_bed": None,
        "lights_out": "02:30",
    }
    assert minutes(**spring) == minutes(**spring | {"lights_out": "03:30"}) == (210, 180)


def test_a_night_without_sleep_is_a_night():
    assert night(sol_min=450, waso_min=0)["se_pct"] == 0.0


@pytest.mark.parametrize(("lights_out", "status"), [("15:00", "ok"), ("14:59", "invalid")])
def test_more_than_sixteen_hours_in_bed_are_not_believed(lights_out, status):
    assert night(into_bed=None, lights_out=lights_out)["status"] == status


@pytest.mark.parametrize(("waso_min", "status"), [(420, "ok"), (421, "invalid")])
def test_more_awake_than_lying_there_is_not_believed(waso_min, status):
    assert night(waso_min=waso_min)["status"] == status


@pytest.mark.parametrize(
    "missing", ["diary_date", "tz", "lights_out", "sol_min", "waso_min", "final_wake", "out_of_bed"]
)
def test_what_is_needed_and_missing_gives_no_metrics(missing):
    assert night(**{missing: None}) == INVALID


@pytest.mark.parametrize(
    "wrong",
    [
        {"sol_min": -1}, {"sol_min": 1.5}, {"sol_min": "30"}, {"sol_min": True}, {"waso_min": float("nan")},
        {"lights_out": "7:00"}, {"lights_out": "24:00"}, {"lights_out": "23:60"}, {"lights_out": 2300},
        {"into_bed": ""}, {"out_of_bed": "07:00:00"}, {"out_of_bed": "٠٧:٠٠"}, {"diary_date": "20260610"},
        {"diary_date": "2026-02-30"}, {"diary_date": 5}, {"tz": "Mars/Base"}, {"tz": "../../etc/passwd"},
        {"tz": "America"}, {"tz": ""}, {"tz": "x" * 10_000}, {"tz": "a\x00b"}, {"naps_min": -5},
        {"final_wake": "07:00", "lights_out": "07:00", "into_bed": "07:00", "sol_min": 0, "waso_min": 0},
    ],
)  # fmt: skip
def test_what_cannot_be_gives_no_metrics(wrong):
    assert night(**wrong) == INVALID


def test_naps_stand_apart():
    assert night(naps_min=40) == night() | {"naps_min": 40}


def test_an_unknown_key_is_refused():
    with pytest.raises(BadQuestion):
        night(bedtime="22:00")


clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))


@given(
    st.dates(),
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"]),
    clocks, clocks, clocks, clocks, st.integers(0, 300), st.integers(0, 300),
)  # fmt: skip
def test_any_night_adds_up_or_is_refused(day, tz, into_bed, lights_out, woke, up, sol, waso):
    found = night(
        diary_date=day.isoformat(),
        tz=tz,
        into_bed=into_bed,
        lights_out=lights_out,
        sol_min=sol,
        waso_min=waso,
        final_wake=woke,
        out_of_bed=up,
    )
    if found["status"] == "ok":
        assert 0 <= found["tst_min"] <= found["tib_min"] <= 960
        assert 0 <= found["se_pct"] <= (found["window_se_pct"] or 0) <= 100 or not found["tst_min"]


@given(st.integers(0, 364))
def test_only_two_nights_of_a_year_are_not_as_long_as_the_clock_says(offset):
    day = date(2026, 1, 1) + timedelta(days=offset)
    expected = {date(2026, 3, 8): 450, date(2026, 11, 1): 570}.get(day, 510)
    assert night(diary_date=day.isoformat())["tib_min"] == expected


@pytest.mark.parametrize(("nights", "mean"), [(3, None), (4, 80.0)])
def test_a_week_needs_four_nights_for_a_mean(nights, mean):
    assert week([NightMetrics(500, 400, 80.0, 82.0)] * nights).se_pct == mean
