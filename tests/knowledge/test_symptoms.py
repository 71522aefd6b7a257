import pytest

from integrative.knowledge.levels import level_of
from integrative.knowledge.plan_templates import all_templates
from integrative.knowledge.symptoms import MOST_FIRST, all_symptoms, asked_first
from patients.models import CancerType


@pytest.mark.parametrize(
    ("score", "word"),
    [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"), (7, "severe"), (10, "severe")],
)
def test_levels_change_at_the_published_cut_points(score, word):
    assert level_of(score).lower() == word


def test_the_nine_of_the_esas_come_first():
    assert [s.group for s in all_symptoms().values()][:9] == ["esas_r"] * 9


def test_nerve_pain_is_asked_first_after_colorectal_cancer_but_not_in_melanoma():
    assert "cipn" in {s.id for s in asked_first(frozenset({"colorectal"}))}
    assert "cipn" not in {s.id for s in asked_first(frozenset({"melanoma"}))}


def test_without_a_cancer_the_nine_remain():
    assert len(asked_first(frozenset())) == 9


def test_what_a_plan_of_the_phase_aims_at_comes_right_after_the_nine():
    after_treatment = [s.id for s in asked_first(frozenset({"colorectal"}), "post")]
    assert {"cipn", "falls_balance"} == set(after_treatment[9:11])


def test_what_belongs_to_another_phase_is_left_for_later():
    on_treatment = {s.id for s in asked_first(frozenset({"breast"}), "active")}
    later = {s.id for s in asked_first(frozenset({"breast"}), "maintenance")}
    assert "ai_arthralgia" not in on_treatment
    assert "ai_arthralgia" in later
    assert "cipn" in on_treatment


@pytest.mark.parametrize("cancer", CancerType.values)
@pytest.mark.parametrize(
    "phase", ["", "pre_treatment", "active", "post", "maintenance", "advanced", "end_of_life"]
)
def test_about_twelve_are_asked_first_and_no_aim_of_the_phase_is_left_out(cancer, phase):
    first = [symptom.id for symptom in asked_first(frozenset({cancer}), phase)]
    plans = [plan for plan in all_templates().values() if cancer in plan.cancers and phase in plan.phases]
    aims = {target.symptom for plan in plans for target in plan.targets}
    assert len(first) == len(set(first))
    assert len(first) <= MOST_FIRST + 4
    assert aims <= set(first)


def test_a_cancer_without_plans_is_asked_by_cancer_alone():
    assert asked_first(frozenset({"kidney"}), "active") == asked_first(frozenset({"kidney"}))


def test_every_anchor_is_worded():
    assert all(symptom.anchor_0 and symptom.anchor_10 for symptom in all_symptoms().values())


def test_relevance_names_cancers_the_record_knows():
    known = {*CancerType.values, "any", "pelvic"}
    named = {cancer for symptom in all_symptoms().values() for cancer in symptom.relevant_to}
    assert named <= known
