"""When counts are lowest: by the table, for a regimen and a cycle it knows, and for no other."""

from datetime import date, timedelta

import pytest

from patients.models import TreatmentCourse
from patients.nadir import nadir_lines
from tests.factories.patients import TreatmentFactory

from .forms import address

BEGAN = date(2026, 11, 24)


def said(regimen, *, day=1, cycle_days=21, **more):
    """The sentences on the `day`-th day after the treatment began."""
    course = TreatmentCourse(regimen=regimen, started_on=BEGAN, cycle_days=cycle_days, **more)
    return [line.text for line in nadir_lines([course], BEGAN + timedelta(days=day - 1))]


@pytest.mark.parametrize(
    ("regimen", "cycle_days", "sentence"),
    [
        ("AC", 21, "Neutrophils are usually lowest on days 10 to 14 of this cycle (about 3 to 7 Dec)."),
        ("Adriamycin Cytoxan", 14, "Neutrophils are usually lowest on days 10 to 14 of this cycle"),
        ("Doxorubicin and cyclophosphamide", 21, "on days 10 to 14"),
        ("Bendamustine", 28, "Counts are usually lowest on days 15 to 21 of this cycle (about 8 to 14 Dec)."),
        ("Eribulin", 21, "Neutrophils are usually lowest on day 13 of this cycle (about 6 Dec)."),
        ("Docetaxel", 21, "on days 7 to 8 of this cycle (about 30 Nov to 1 Dec)"),
        ("Kadcyla", 21, "Platelets are usually lowest on day 8"),
        (
            "Carboplatin and paclitaxel",
            21,
            "Neutrophils are usually lowest on days 11 to 21 of this cycle (about 4 to 14 Dec), "
            "platelets on days 14 to 21 of this cycle (about 7 to 14 Dec).",
        ),
        ("Lomustine", 42, "on days 35 to 42 of this cycle (about 28 Dec to 4 Jan 2027), platelets on day 28"),
    ],
)
def test_a_treatment_of_the_table_says_its_days(regimen, cycle_days, sentence):
    (text,) = said(regimen, cycle_days=cycle_days)
    assert sentence in text
    assert text.endswith("Never a reason to skip a blood count.")


@pytest.mark.parametrize(
    ("regimen", "cycle_days"),
    [
        ("Carboplatin, pemetrexed, pembrolizumab", 21),
        ("AC then weekly paclitaxel", 21),
        ("AC-T", 14),
        ("Docetaxel and ipatasertib", 21),
        ("Docetaxel with XYZ-123", 21),
        ("Docetaxel", 14),
        ("Docetaxel", None),
        ("Paclitaxel, weekly", 21),
        ("Weekly paclitaxel", 21),
        ("Enhertu", 21),
        ("Letrozole", 28),
        ("the study drug", 21),
        ("", 21),
    ],
)
def test_another_regimen_a_drug_beside_it_or_another_cycle_says_nothing(regimen, cycle_days):
    assert said(regimen, cycle_days=cycle_days) == []


def test_the_days_are_those_of_the_cycle_that_runs():
    (text,) = said("AC", day=22)
    assert "(about 24 to 28 Dec)" in text


@pytest.mark.parametrize(("day", "is_today"), [(9, False), (10, True), (14, True), (15, False), (31, True)])
def test_today_lies_in_the_window_or_not(day, is_today):
    course = TreatmentCourse(regimen="AC", started_on=BEGAN, cycle_days=21)
    (line,) = nadir_lines([course], BEGAN + timedelta(days=day - 1))
    assert line.is_today is is_today


@pytest.mark.parametrize(("day", "lines"), [(0, 0), (1, 1), (42, 1), (43, 0)])
def test_before_the_first_cycle_and_after_the_last_nothing_is_said(day, lines):
    assert len(said("AC", day=day, cycles_planned=2)) == lines


def test_a_treatment_that_ended_says_nothing():
    assert said("AC", day=12, ended_on=BEGAN + timedelta(days=10)) == []


def test_the_record_says_it_under_treatment_with_its_certainty(patient, sign_in):
    TreatmentFactory(patient=patient, regimen="TC")
    page = sign_in("pharmacist").get(address("record", patient)).content.decode()
    assert "Neutrophils are usually lowest on days 7 to 10 of this cycle" in page
    assert "Certainty low; source: from the two agents" in page


def test_the_record_is_quiet_about_a_regimen_the_table_does_not_know(patient, sign_in):
    TreatmentFactory(patient=patient)
    assert "usually lowest" not in sign_in("clinician").get(address("record", patient)).content.decode()
