"""Coverage rules, late effects and plan templates: the tables hold, and rows are found by their subject."""

from __future__ import annotations

from datetime import date

import pytest

from integrative.knowledge.coverage import COVERAGE, all_coverage_rules, coverage
from integrative.knowledge.late_effects import LATE_EFFECTS, after_agents
from integrative.knowledge.plan_templates import TEMPLATES, all_templates, templates_for
from integrative.knowledge.symptom_care import SYMPTOM_CARE, symptom_care
from integrative.knowledge.symptoms import all_symptoms
from integrative.knowledge.therapies.catalog import all_therapies

MEDICARE = "Original Medicare"


@pytest.mark.parametrize(
    "table", [COVERAGE, LATE_EFFECTS, TEMPLATES, SYMPTOM_CARE], ids=lambda table: table.name
)
def test_the_tables_hold_what_their_layout_says(table):
    assert list(table.faults()) == []


@pytest.mark.parametrize(
    ("on", "covered"),
    [
        (date(2026, 1, 30), "unknown"),
        (date(2026, 1, 31), "conditional"),
        (date(2027, 12, 31), "conditional"),
        (date(2028, 1, 1), "unknown"),
    ],
)
def test_outside_its_dates_a_rule_is_unknown(on, covered):
    rules = {rule.id: rule for rule in coverage(MEDICARE, "nutrition_counselling", on)}
    assert rules["CV015"].covered == covered


def test_no_rule_is_unknown_and_never_yes():
    assert [rule.covered for rule in coverage(MEDICARE, "journaling", date(2026, 11, 21))] == ["unknown"]


def test_a_lapsed_rule_tells_the_person_nothing_of_its_past():
    rule = coverage(MEDICARE, "acupuncture", date(1970, 1, 1))[0]
    assert (rule.covered, rule.for_patients) == ("unknown", all_coverage_rules()["CV036"].for_patients)


def test_every_symptom_of_the_clinic_has_first_steps_that_cost_nothing():
    clinic = {symptom.id for symptom in all_symptoms().values() if symptom.group == "clinic"}
    assert symptom_care().keys() == clinic
    assert all(care.first_steps for care in symptom_care().values())


def test_late_effects_are_found_by_the_drug():
    assert "LE016" in {effect.id for effect in after_agents({"cisplatin"})}
    assert after_agents(set()) == []


def test_a_template_asks_for_its_exposure():
    on_ai = {template.id for template in templates_for("breast", ["maintenance"], ["aromatase_inhibitor"])}
    assert "PT002" in on_ai
    assert "PT002" not in {template.id for template in templates_for("breast", ["maintenance"], [])}


def test_templates_that_name_the_cancer_come_first():
    named = [
        "breast" in template.cancers for template in templates_for("breast", ["active"], ["chemotherapy"])
    ]
    assert named == sorted(named, reverse=True)
    assert True in named


@pytest.mark.parametrize("template", all_templates().values(), ids=lambda template: template.id)
def test_a_template_fills_each_slot_with_what_may_fill_it_and_begins_free(template):
    assert "lifestyle_anchor" in all_therapies()[template.anchor.therapy].plan_slots
    assert "coping_practice" in all_therapies()[template.coping].plan_slots
    assert all(target.steps for target in template.targets)
