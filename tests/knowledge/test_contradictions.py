"""Facts that can't both be right: every rule asks where it must, and keeps quiet where it may."""

from datetime import date

import pytest

from integrative.knowledge.contradictions import (
    PREGNANCY_HAZARDS,
    Course,
    OnRecord,
    aromatase_inhibitors,
    contradictions,
)

NEGATIVE = {"er": "negative", "pr": "negative", "her2": "negative"}
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
WORDS = {"survivorship": "survivorship", "newly_diagnosed": "newly diagnosed"}


def asked(**facts):
    """What someone has to check, as texts."""
    return [found.text for found in contradictions(OnRecord(**facts))]


def course(name="Paclitaxel", started_on=FEBRUARY, **more):
    return Course(name, started_on, **more)


def test_an_empty_record_asks_nothing():
    assert contradictions(OnRecord()) == []


class TestEndocrineTreatment:
    @pytest.mark.parametrize("medicine", ["Anastrozole", "letrozole 2.5 mg", "EXEMESTANE", "Arimidex"])
    def test_an_aromatase_inhibitor_beside_a_receptor_negative_tumor_asks_for_a_check(self, medicine):
        (found,) = contradictions(OnRecord(medicines=["Ondansetron", medicine], tumors=[NEGATIVE]))
        assert found.title == "Check the record"
        assert "ER negative" in found.text

    def test_so_does_one_that_stands_as_a_treatment(self):
        (text,) = asked(courses=[course("Anastrozole, five years")], tumors=[NEGATIVE])
        assert "Anastrozole" in text

    @pytest.mark.parametrize(
        "tumors",
        [
            [],
            [{"er": "positive", "pr": "negative"}],
            [{"er": "negative", "pr": "positive"}],
            [{"er": "equivocal", "pr": "negative"}],
            [{"er": "negative"}],
            [{}],
            [NEGATIVE, {"er": "positive", "pr": "positive"}],
        ],
    )
    def test_no_question_when_a_receptor_explains_it_or_is_not_known(self, tumors):
        assert asked(medicines=["Letrozole"], tumors=tumors) == []

    def test_a_second_cancer_without_receptors_does_not_explain_it(self):
        assert asked(medicines=["Letrozole"], tumors=[NEGATIVE, {}])

    @pytest.mark.parametrize("medicine", ["Tamoxifen", "Preletrozolex", ""])
    def test_other_medicines_ask_nothing(self, medicine):
        assert asked(medicines=[medicine], tumors=[NEGATIVE]) == []

    def test_two_inhibitors_are_one_question_that_names_both(self):
        (text,) = asked(medicines=["Letrozole", "Anastrozole"], tumors=[NEGATIVE])
        assert "Anastrozole and Letrozole" in text

    def test_the_table_holds_the_three_substances(self):
        assert {"anastrozole", "letrozole", "exemestane"} <= set(aromatase_inhibitors())


class TestCycles:
    def test_a_cycle_beyond_the_course_is_said_with_both_numbers(self):
        (text,) = asked(courses=[course(cycle=7, cycles_planned=6)])
        assert "Paclitaxel is in cycle 7, but 6 were planned" in text

    @pytest.mark.parametrize(("cycle", "planned"), [(6, 6), (1, 6), (7, None), (None, 6), (None, None)])
    def test_the_last_planned_cycle_and_what_is_not_known_ask_nothing(self, cycle, planned):
        assert asked(courses=[course(cycle=cycle, cycles_planned=planned)]) == []

    def test_each_course_speaks_for_itself(self):
        over, within = course("AC", cycle=5, cycles_planned=4), course(cycle=2, cycles_planned=4)
        (text,) = asked(courses=[within, over])
        assert "AC is in cycle 5" in text


class TestPregnancy:
    @pytest.mark.parametrize("row", [row for row in PREGNANCY_HAZARDS.rows() if row["kind"] == "agent"])
    def test_every_drug_of_the_table_asks_for_the_prescriber(self, row):
        (text,) = asked(medicines=[row["id"]], pregnant=True)
        assert f"Pregnancy is on record beside {row['id']}" in text
        assert "Ask the prescriber today" in text

    @pytest.mark.parametrize("written", ["Coumadin 5 mg", "AC", "Tamoxifen", "Nivolumab"])
    def test_brands_regimens_and_every_cancer_drug_count(self, written):
        assert asked(courses=[course(written)], pregnant=True)

    def test_several_are_one_question(self):
        (text,) = asked(medicines=["Warfarin"], courses=[course("AC")], pregnant=True)
        assert "Warfarin, AC" in text

    @pytest.mark.parametrize("written", ["Ondansetron", "Acetaminophen", "something from the market", ""])
    def test_other_medicines_ask_nothing(self, written):
        assert asked(medicines=[written], pregnant=True) == []

    def test_without_a_pregnancy_nothing_is_asked(self):
        assert asked(medicines=["Warfarin"], courses=[course()]) == []


class TestPhase:
    @pytest.mark.parametrize("phase", ["recovery", "survivorship"])
    def test_a_phase_after_treatment_beside_a_treatment_that_goes_on(self, phase):
        (text,) = asked(courses=[course("AC"), course("Trastuzumab")], phase=phase, words=WORDS)
        assert f"“{phase}”, but AC, Trastuzumab goes on" in text

    @pytest.mark.parametrize("phase", ["recovery", "survivorship"])
    def test_a_phase_after_treatment_without_one_fits(self, phase):
        assert asked(phase=phase) == []

    def test_newly_diagnosed_although_a_treatment_has_begun_since(self):
        (text,) = asked(
            courses=[course(started_on=MARCH)], phase="newly_diagnosed", phase_since=FEBRUARY, words=WORDS
        )
        assert "“newly diagnosed”, and a treatment has begun since" in text

    @pytest.mark.parametrize(
        ("since", "courses"),
        [
            (MARCH, [course(started_on=MARCH)]),
            (MARCH, [course(started_on=FEBRUARY)]),
            (FEBRUARY, []),
            (None, [course(started_on=MARCH)]),
        ],
    )
    def test_newly_diagnosed_again_or_before_any_treatment_fits(self, since, courses):
        assert asked(courses=courses, phase="newly_diagnosed", phase_since=since) == []

    def test_active_treatment_without_one_that_goes_on(self):
        (text,) = asked(phase="active_treatment")
        assert "“active treatment”, but no treatment on record goes on today" in text

    def test_active_treatment_with_one_fits(self):
        assert asked(courses=[course()], phase="active_treatment") == []

    @pytest.mark.parametrize("phase", ["", "radiation", "maintenance", "advanced", "hospice"])
    def test_other_phases_fit_with_and_without_treatment(self, phase):
        assert asked(phase=phase) == asked(courses=[course()], phase=phase) == []


def test_several_rules_ask_side_by_side():
    texts = asked(
        medicines=["Letrozole"],
        courses=[course(cycle=9, cycles_planned=4)],
        tumors=[NEGATIVE],
        pregnant=True,
        phase="survivorship",
    )
    assert [text.split()[0] for text in texts] == ["Letrozole", "By", "Pregnancy", "The"]
