"""Opioids on record as oral morphine a day: what the rows say is counted, and the rest is named, never 0."""

from decimal import Decimal

import pytest

from integrative.knowledge.opioids.facts import names_an_opioid
from patients.models import Medication
from patients.opioids import line_of, opioid_day
from tests.factories.patients import MedicationFactory

from .forms import address


def taken(name, dose=None, unit="", schedule="twice a day", **more):
    number = None if dose is None else Decimal(dose)
    return Medication(name=name, dose=number, dose_unit=unit, schedule=schedule, **more)


def only(*row, **more):
    """The one line of one medicine."""
    (line,) = opioid_day([taken(*row, **more)]).rows
    return line


@pytest.mark.parametrize(
    ("row", "mg_a_day"),
    [
        (("Morphine, slow release", "15", "mg", "twice a day"), "30"),
        (("Oxycodone 5 mg", "2", "tablet", "every 6 hours"), "60"),
        (("Percocet 5/325", "1", "tablet", "three times a day"), "22.5"),
        (("Hydromorphone", "0.002", "g", "every 8 hours"), "30"),
        (("Morphine 10 mg/5 mL", "2.5", "mL", "every 4 hours"), "30"),
        (("Tramadol", "50", "mg", "four times a day"), "40"),
        (("Methadone", "2.5", "mg", "every 12 hours"), "23.5"),
        (("Codeine 30 mg", "1", "capsule", "at night"), "4.5"),
    ],
)
def test_a_scheduled_medicine_counts_the_same_in_both_columns(row, mg_a_day):
    line = only(*row)
    assert (line.scheduled, line.maximum, line.problem) == (mg_a_day, mg_a_day, "")


@pytest.mark.parametrize(
    ("schedule", "maximum"),
    [
        ("every 4 hours", "45"),
        ("every 4 hours, up to 4 a day", "30"),
        ("every 4 hours (max 20 mg a day)", "30"),
        ("up to 3 times a day", "22.5"),
        ("as needed, no more than 2 tablets per day", "15"),
    ],
)
def test_as_needed_counts_only_in_the_maximum(schedule, maximum):
    line = only("Oxycodone 5 mg", "1", "tablet", schedule, as_needed=True)
    assert (line.scheduled, line.maximum, line.problem) == ("0", maximum, "")


class TestPatches:
    def patch(self, name="Fentanyl patch", dose=None, unit="", schedule="every 72 hours", **more):
        return only(name, dose, unit, schedule, route="transdermal", **more)

    @pytest.mark.parametrize(
        ("row", "mg_a_day"),
        [
            (("Fentanyl 25 mcg/h", "1", "patch"), "60"),
            (("Fentanyl 25 mcg/h", "2", "patch", "every 3 days"), "120"),
            (("Fentanyl patch", "12", "mcg"), "28.8"),
        ],
    )
    def test_a_patch_counts_by_its_rate_whatever_its_interval(self, row, mg_a_day):
        line = self.patch(*row)
        assert (line.scheduled, line.maximum, line.problem) == (mg_a_day, mg_a_day, "")

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            (("Fentanyl patch", "1", "patch"), "patch strength missing"),
            (("Fentanyl patch", "4.2", "mg"), "patch strength missing"),
            (("Fentanyl 25 mcg/h",), "number of patches missing"),
        ],
    )
    def test_what_a_patch_lacks_is_said(self, row, problem):
        line = self.patch(*row)
        assert (line.scheduled, line.maximum) == ("", "")
        assert problem in line.problem

    def test_a_patch_as_needed_is_asked_about(self):
        assert "not worn as needed" in self.patch("Fentanyl 25 mcg/h", "1", "patch", as_needed=True).problem

    def test_a_patch_entered_as_swallowed_has_no_factor_by_that_route(self):
        assert "by this route (by mouth)" in only("Fentanyl 25 mcg/h", "1", "patch").problem


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("Oxycodone", "1", "tablet", "twice a day"), "strength of one tablet missing"),
        (("Morphine solution", "5", "mL", "twice a day"), "strength of one mL missing"),
        (("Oxycodone 5 mg", None, "", "twice a day"), "dose missing"),
        (("Morphine", "20", "drop", "twice a day"), "a dose in drop cannot be counted"),
        (("Oxycodone 5 mg", "1", "units", "daily"), "a dose in units cannot be counted"),
        (("Oxycodone", "5", "mg", "when the pain comes"), "cannot be read from “when the pain comes”"),
        (("Oxycodone", "5", "mg", "daily, up to a few"), "the most in a day cannot be read"),
        (("Buprenorphine", "8", "mg", "daily"), "gives it no equivalent"),
        (("Methadone (opioid use disorder)", "80", "mg", "daily"), "gives it no equivalent"),
        (("Meperidine", "50", "mg", "daily"), "no factor for it by this route"),
        (("Morphine and oxycodone", "5", "mg", "daily"), "no factor for it by this route"),
    ],
)
def test_what_cannot_be_counted_says_why_and_is_never_zero(row, problem):
    day = opioid_day([taken(*row)])
    assert (day.scheduled, day.maximum, day.is_known, day.uncounted) == ("", "", False, 1)
    assert (day.rows[0].scheduled, day.rows[0].maximum) == ("", "")
    assert problem in day.rows[0].problem


@pytest.mark.parametrize("route", ["injection", "infusion", "topical", "other"])
def test_a_factor_for_the_mouth_is_never_used_for_another_route(route):
    assert "no factor" in only("Morphine", "5", "mg", "daily", route=route).problem


def test_the_total_adds_what_could_be_counted_and_says_that_it_is_not_complete():
    day = opioid_day(
        [
            taken("Morphine", "30", "mg", "every 12 hours"),
            taken("Oxycodone 5 mg", "1", "tablet", "every 6 hours", as_needed=True),
            taken("Ondansetron", "8", "mg", "as needed"),
            taken("Fentanyl patch", "1", "patch", "every 72 hours", route="transdermal"),
        ]
    )
    assert (day.scheduled, day.maximum, day.uncounted) == ("60", "90", 1)
    assert [row.medication.name for row in day.rows] == ["Morphine", "Oxycodone 5 mg", "Fentanyl patch"]
    assert day.table == "CDC 2022"


def test_what_the_table_remarks_stands_beside_the_figure():
    assert "opioid use disorder does not count" in only("Methadone", "5", "mg", "daily").note
    assert "Older tables use 0.1" in only("Tramadol", "50", "mg", "daily").note
    assert only("Buprenorphine", "8", "mg", "daily").note == ""
    assert "not a limit" in opioid_day([taken("Morphine", "5", "mg")]).remarks[0]


def test_without_an_opioid_nothing_is_said():
    assert opioid_day([]) is None
    assert opioid_day([taken("Ondansetron", "8", "mg"), taken("Naloxone", "4", "mg")]) is None


@pytest.mark.parametrize(
    "name", ["Suboxone film", "Nucynta", "Duragesic", "Oxycodone/acetaminophen", "Levorphanol"]
)
def test_an_opioid_is_known_by_brand_in_combination_and_without_a_factor(name):
    assert names_an_opioid(name)


def test_a_line_hides_nothing_of_the_row():
    line = line_of(taken("Oxycodone 5 mg", "1.500", "tablet", "every 4 hours, max 6 a day", as_needed=True))
    assert (line.dose, line.frequency, line.max, line.as_needed) == (
        "1.5 tablet",
        "every 4 hours",
        "max 6 a day",
        True,
    )


class TestOnThePage:
    def page(self, patient, client):
        return " ".join(client.get(address("record", patient)).content.decode().split())

    def test_the_record_and_the_storyboard_say_the_total_and_each_problem(self, patient, sign_in):
        MedicationFactory(patient=patient, name="Morphine", dose="30", schedule="every 12 hours")
        MedicationFactory(
            patient=patient, name="Fentanyl patch", dose="1", dose_unit="patch", route="transdermal",
            schedule="every 72 hours",
        )  # fmt: skip
        page = self.page(patient, sign_in("pharmacist"))
        assert page.count('at least <span class="strong">60 mg</span> scheduled') == 2
        assert "One of two could not be counted" in page
        assert "Patch strength missing" in page
        assert "CDC 2022" in page

    def test_nothing_countable_is_said_in_words_and_never_as_a_number(self, patient, sign_in):
        MedicationFactory(patient=patient, name="Oxycodone", dose=None, dose_unit="", schedule="daily")
        page = self.page(patient, sign_in("clinician"))
        assert page.count("cannot be worked out") == 3
        assert "0 mg" not in page

    def test_one_that_was_stopped_and_other_medicines_say_nothing(self, patient, sign_in):
        MedicationFactory(patient=patient, name="Morphine", dose="30", ended_on="2026-03-01")
        MedicationFactory(patient=patient)
        assert "Opioids" not in self.page(patient, sign_in("clinician"))

    def test_an_opioid_far_down_a_long_list_is_counted(self, patient, sign_in):
        for number in range(30):
            MedicationFactory(patient=patient, name=f"Acetaminophen {number}")
        MedicationFactory(patient=patient, name="Tramadol", dose="50", schedule="twice a day")
        assert self.page(patient, sign_in("clinician")).count("20 mg</span> scheduled") == 2
