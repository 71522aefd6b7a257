"""Every red flag on both sides of its mark, what silences it, and the language its trigger is written in."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.predicates import BadPredicate, Compared, Negated, parse
from integrative.knowledge.redflags import FIELDS, FLAGS, URGENCIES, fields, flags
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.redflags import answer

SPINE = {"known_cancer": True, "spinal_pain": True}
TREATED = {"systemic_therapy_last_6w": True}
INHIBITOR = {"ici_last_12m": True}
BONE = {"known_bone_metastases": True}


def raised(**facts):
    return [flag["id"] for flag in answer(facts)["flags"]]


@pytest.mark.parametrize("table", [FIELDS, FLAGS], ids=lambda table: table.name)
def test_the_tables_hold_what_their_layout_says(table):
    assert list(table.faults()) == []


CASES = [
    ("RF01", {"known_cancer": True, "limb_weakness_new": True}, {"limb_weakness_new": True}),
    ("RF01", SPINE | {"sensory_change_new": True}, {"known_cancer": True, "sensory_change_new": True}),
    ("RF02", SPINE | {"spinal_pain_site": "thoracic"}, SPINE | {"spinal_pain_site": "lumbar"}),
    ("RF02", SPINE | {"known_metastases": True, "pain_new": True, "pain_nrs": 7},
     SPINE | {"known_metastases": True, "pain_new": True, "pain_nrs": 6}),
    ("RF03", {"saddle_anaesthesia": True}, {"bladder_dysfunction_new": True}),
    ("RF04", TREATED | {"temp_c": 38.0}, TREATED | {"temp_c": 37.9}),
    ("RF04", TREATED | {"rigors": True}, {"rigors": True}),
    ("RF05", {"temp_c": 38.3, "anc_10e9_l": 0.49}, {"temp_c": 38.3, "anc_10e9_l": 0.5}),
    ("RF05", {"temp_c": 38.0, "temp_sustained_1h": True, "anc_10e9_l": 0.99, "anc_expected_fall": True},
     {"temp_c": 38.0, "temp_sustained_1h": True, "anc_10e9_l": 1.0, "anc_expected_fall": True}),
    ("RF05", {"temp_c": 38.3, "anc_10e9_l": 0.1}, {"temp_c": 38.2, "anc_10e9_l": 0.1}),
    ("RF05", {"temp_c": 38.0, "temp_sustained_1h": True, "anc_10e9_l": 0.1},
     {"temp_c": 37.9, "temp_sustained_1h": True, "anc_10e9_l": 0.1}),
    ("RF06", {"known_cancer": True, "temp_c": 38.0}, {"known_cancer": True, "temp_c": 38.0} | TREATED),
    ("RF06", {"known_cancer": True, "temp_c": 38.0}, {"known_cancer": True, "temp_c": 37.9}),
    ("RF07", {"weight_kg": 94.9, "weight_1m_kg": 100}, {"weight_kg": 95, "weight_1m_kg": 100}),
    ("RF07", {"weight_kg": 92.4, "weight_3m_kg": 100}, {"weight_kg": 92.5, "weight_3m_kg": 100}),
    ("RF07", {"weight_kg": 89.9, "weight_6m_kg": 100}, {"weight_kg": 90, "weight_6m_kg": 100}),
    ("RF07", {"weight_kg": 89.9, "weight_6m_kg": 100},
     {"weight_kg": 89.9, "weight_6m_kg": 100, "weight_loss_intentional": True}),
    ("RF08", {"weight_kg": 94.9, "weight_6m_kg": 100}, {"weight_kg": 95, "weight_6m_kg": 100}),
    ("RF08", {"weight_kg": 97.9, "weight_6m_kg": 100, "bmi": 19.9},
     {"weight_kg": 97.9, "weight_6m_kg": 100, "bmi": 20}),
    ("RF08", {"weight_kg": 97.9, "weight_6m_kg": 100, "bmi": 19.9},
     {"weight_kg": 98, "weight_6m_kg": 100, "bmi": 19.9}),
    ("RF09", {"phq9_item9": 1}, {"phq9_item9": 0}),
    ("RF10", {"suicide_plan_or_intent": True}, {"suicidal_thoughts": True}),
    ("RF11", {"esas": {"nausea": 7}}, {"esas": {"nausea": 6}}),
    ("RF11", {"pain_nrs": 7}, {"pain_nrs": 6}),
    ("RF11", {"esas": {"wellbeing": 7}}, {"esas": {"other": 10}}),
    ("RF12", {"acute_confusion": True}, {"acute_confusion": False}),
    ("RF13", {"vomiting": True, "no_stool_or_flatus_24h": True}, {"no_stool_or_flatus_24h": True}),
    ("RF13", {"vomiting": True, "abdominal_distension": True, "abdominal_colic": True},
     {"vomiting": True, "abdominal_distension": True}),
    ("RF14", {"face_neck_swelling": True, "arm_swelling": True}, {"arm_swelling": True}),
    ("RF15", {"calcium_corrected_mmol_l": 3.51}, {"calcium_corrected_mmol_l": 3.5}),
    ("RF16", {"calcium_corrected_mmol_l": 3.0}, {"calcium_corrected_mmol_l": 2.99}),
    ("RF16", {"calcium_corrected_mmol_l": 2.61, "hypercalcaemia_symptoms": True},
     {"calcium_corrected_mmol_l": 2.6, "hypercalcaemia_symptoms": True}),
    ("RF16", {"calcium_corrected_mmol_l": 3.5}, {"calcium_corrected_mmol_l": 3.51}),
    ("RF17", INHIBITOR | {"stools_over_baseline": 4}, INHIBITOR | {"stools_over_baseline": 3}),
    ("RF17", INHIBITOR | {"stools_over_baseline": 6}, INHIBITOR | {"stools_over_baseline": 7}),
    ("RF18", INHIBITOR | {"stools_over_baseline": 7}, INHIBITOR | {"stools_over_baseline": 6}),
    ("RF19", INHIBITOR | {"cough_new": True}, {"cough_new": True}),
    ("RF20", INHIBITOR | {"chest_pain": True}, {"chest_pain": True}),
    ("RF21", INHIBITOR | {"jaundice": True}, {"jaundice": True}),
    ("RF22", {"unilateral_leg_swelling": True}, {}),
    ("RF23", {"haemoptysis": True}, {"dyspnoea_new": True}),
    ("RF24", {"headache_severe_new": True, "vomiting": True}, {"headache_severe_new": True}),
    ("RF25", {"dyspnoea_at_rest": True}, {"dyspnoea_new": True}),
    ("RF26", BONE | {"unable_to_weight_bear": True}, {"unable_to_weight_bear": True}),
    ("RF27", BONE | {"bone_pain_on_loading": True}, {"bone_pain_on_loading": True}),
    ("RF28", {"on_opioids": True, "resp_rate": 7}, {"on_opioids": True, "resp_rate": 8}),
    ("RF28", {"on_opioids": True, "hard_to_rouse": True}, {"hard_to_rouse": True}),
    ("RF29", {"phq4_total": 9}, {"phq4_total": 8}),
    ("RF29", {"phq9_total": 20}, {"phq9_total": 19}),
    ("RF30", {"unable_to_keep_fluids_24h": True}, {"vomiting": True}),
    ("RF31", {"major_bleeding": True}, {}),
    ("RF32", {"caregiver_unable_to_continue": True}, {}),
    ("RF33", TREATED | {"stools_over_baseline": 4}, TREATED | {"stools_over_baseline": 3}),
    ("RF33", TREATED | {"stools_over_baseline": 6}, TREATED | INHIBITOR | {"stools_over_baseline": 6}),
    ("RF33", TREATED | {"stools_over_baseline": 6}, TREATED | {"stools_over_baseline": 7}),
    ("RF34", TREATED | {"stools_over_baseline": 7}, TREATED | {"stools_over_baseline": 6}),
    ("RF35", {"on_opioids": True, "resp_rate": 10}, {"on_opioids": True, "resp_rate": 11}),
    ("RF35", {"on_opioids": True, "resp_rate": 8}, {"on_opioids": True, "resp_rate": 7}),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "facts", "not_quite"), CASES)
def test_each_flag_is_raised_at_its_mark_and_not_before(flag, facts, not_quite):
    assert flag in raised(**facts)
    assert flag not in raised(**not_quite)


def test_every_flag_has_its_case():
    assert {flag for flag, _, _ in CASES} == {flag.id for flag in flags()}


# Every number of a trigger, by hand: what raises it, what just does not, and what else has to be reported.
# They are put to the trigger itself, where no graver flag stands in the way.
MARKS = [
    ("RF02", "pain_nrs", "7", "6", SPINE | {"known_metastases": True, "pain_new": True}),
    ("RF04", "temp_c", "38.0", "37.99", TREATED),
    ("RF05", "temp_c", "38.3", "38.29", {"anc_10e9_l": "0.1"}),
    ("RF05", "temp_c", "38.0", "37.99", {"temp_sustained_1h": True, "anc_10e9_l": "0.1"}),
    ("RF05", "anc_10e9_l", "0.49", "0.5", {"temp_c": "39"}),
    ("RF05", "anc_10e9_l", "0.99", "1.0", {"temp_c": "39", "anc_expected_fall": True}),
    ("RF06", "temp_c", "38.0", "37.99", {"known_cancer": True}),
    ("RF07", "loss_1m_pct", "5.01", "5", {}),
    ("RF07", "loss_3m_pct", "7.51", "7.5", {}),
    ("RF07", "loss_6m_pct", "10.01", "10", {}),
    ("RF08", "loss_6m_pct", "5.01", "5", {}),
    ("RF08", "loss_6m_pct", "2.01", "2", {"bmi": "19"}),
    ("RF08", "bmi", "19.99", "20", {"loss_6m_pct": "3"}),
    ("RF09", "phq9_item9", "1", "0", {}),
    ("RF11", "esas_worst", "7", "6", {}),
    ("RF11", "pain_nrs", "7", "6", {}),
    ("RF15", "calcium_corrected_mmol_l", "3.51", "3.5", {}),
    ("RF16", "calcium_corrected_mmol_l", "3.0", "2.99", {}),
    ("RF16", "calcium_corrected_mmol_l", "3.5", "3.51", {}),
    ("RF16", "calcium_corrected_mmol_l", "3.5", "3.51", {"hypercalcaemia_symptoms": True}),
    ("RF16", "calcium_corrected_mmol_l", "2.61", "2.6", {"hypercalcaemia_symptoms": True}),
    ("RF17", "stools_over_baseline", "4", "3", INHIBITOR),
    ("RF17", "stools_over_baseline", "6", "7", INHIBITOR),
    ("RF18", "stools_over_baseline", "7", "6", INHIBITOR),
    ("RF28", "resp_rate", "7", "8", {"on_opioids": True}),
    ("RF29", "phq4_total", "9", "8", {}),
    ("RF29", "phq9_total", "20", "19", {}),
    ("RF33", "stools_over_baseline", "4", "3", TREATED),
    ("RF33", "stools_over_baseline", "6", "7", TREATED),
    ("RF34", "stools_over_baseline", "7", "6", TREATED),
    ("RF35", "resp_rate", "8", "7", {"on_opioids": True}),
    ("RF35", "resp_rate", "10", "11", {"on_opioids": True}),
]


@pytest.mark.parametrize(("flag", "field", "enough", "not_enough", "rest"), MARKS)
def test_a_trigger_holds_at_its_number_and_not_beyond(flag, field, enough, not_enough, rest):
    trigger = {flag.id: flag.trigger for flag in flags()}[flag]
    others = {name: Fraction(value) if isinstance(value, str) else value for name, value in rest.items()}
    assert trigger.holds(others | {field: Fraction(enough)})
    assert not trigger.holds(others | {field: Fraction(not_enough)})
    assert not trigger.holds(others)


def test_every_number_of_a_trigger_stands_among_the_marks():
    tried = {(flag, field, Fraction(side)) for flag, field, *sides, _ in MARKS for side in sides}
    assert {(flag.id, *number) for flag in flags() for number in _numbers(flag.trigger)} <= tried


def _numbers(part):
    if isinstance(part, Compared):
        yield part.field, part.mark
    for inner in [*getattr(part, "parts", ()), *([part.part] if isinstance(part, Negated) else [])]:
        yield from _numbers(inner)


@pytest.mark.parametrize(
    ("silent", "facts", "by"),
    [
        ("RF02", SPINE | {"pain_nocturnal": True, "gait_disturbance_new": True}, "RF01"),
        ("RF08", {"weight_kg": 85, "weight_6m_kg": 100}, "RF07"),
        ("RF09", {"suicidal_thoughts": True, "suicide_plan_or_intent": True}, "RF10"),
        (
            "RF17",
            INHIBITOR | {"stools_over_baseline": 9, "diarrhoea_blood_mucus_or_severe_pain": True},
            "RF18",
        ),
        ("RF27", BONE | {"bone_pain_on_loading": True, "sudden_bone_pain": True}, "RF26"),
        ("RF35", {"on_opioids": True, "resp_rate": 9, "hard_to_rouse": True}, "RF28"),
    ],
)
def test_the_graver_flag_speaks_for_both(silent, facts, by):
    assert by in raised(**facts)
    assert silent not in raised(**facts)


def test_cord_compression_and_cauda_equina_are_raised_together():
    assert raised(known_cancer=True, saddle_anaesthesia=True) == ["RF01", "RF03"]


def test_the_most_urgent_comes_first_and_decides():
    found = answer({"unilateral_leg_swelling": True, "caregiver_unable_to_continue": True, "seizure": True})
    assert [flag["id"] for flag in found["flags"]] == ["RF24", "RF22", "RF32"]
    assert found["highest"] == "emergency_now"


def test_nothing_reported_raises_nothing():
    assert answer({}) == answer(dict.fromkeys(fields())) == {"flags": [], "highest": "none"}


def test_the_reasons_are_the_reported_facts_in_words():
    found = answer({"esas": {"pain": 8, "dyspnoea": 7, "anxiety": 3}, "weight_kg": 89, "weight_6m_kg": 100})
    reasons = {flag["id"]: flag["because"] for flag in found["flags"]}
    assert reasons["RF11"] == ["ESAS-r Pain: 8", "ESAS-r Shortness of breath: 7"]
    assert reasons["RF07"] == ["11.0 percent of weight lost in six months"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"temp_c": 101.2}, "out_of_range"),
        ({"temp_c": "38.5"}, "not_a_number"),
        ({"temp_c": True}, "not_a_number"),
        ({"temp_c": float("nan")}, "out_of_range"),
        ({"pain_nrs": 7.5}, "not_a_number"),
        ({"pain_nrs": 11}, "out_of_range"),
        ({"seizure": 1}, "not_true_or_false"),
        ({"seizure": "yes"}, "not_true_or_false"),
        ({"siezure": True}, "unknown_key"),
        ({"spinal_pain_site": "neck"}, "unknown_value"),
        ({"esas": {"pian": 8}}, "unknown_key"),
        ({"esas": {"pain": "8"}}, "not_a_number"),
        ({"esas": [8]}, "not_an_object"),
    ],
)
def test_a_report_that_cannot_be_is_refused(facts, code):
    with pytest.raises(BadQuestion) as refused:
        answer(facts)
    assert refused.value.code == code


bools = [field.id for field in fields().values() if field.kind == "flag"]
LOWERING = {"weight_loss_intentional", *TREATED, *INHIBITOR}


@given(st.sets(st.sampled_from(bools)), st.sampled_from(bools))
def test_one_more_reported_sign_never_lowers_the_urgency(reported, sign):
    facts = dict.fromkeys(reported, True)
    order = [*URGENCIES, "none"]
    before, after = answer(facts)["highest"], answer(facts | {sign: True})["highest"]
    assert sign in LOWERING or order.index(after) <= order.index(before)


@given(st.sets(st.sampled_from(bools)))
def test_false_is_as_good_as_not_reported(reported):
    rest = dict.fromkeys(set(bools) - reported, False)
    facts = dict.fromkeys(reported, True)
    assert answer(facts) == answer(facts | rest)


@pytest.mark.parametrize(
    "text",
    ["", "a and", "a or or b", "( a", "a )", "a b", "c", "a > b", "a >", "not", "a in b", "a in ( x", "a; b",
     "__import__", "a >= 1e5", "and", "a == 1 == 2"],
)  # fmt: skip
def test_a_trigger_that_is_not_of_the_language_is_refused(text):
    with pytest.raises(BadPredicate):
        parse(text, {"a", "b"})


@given(st.text(max_size=40))
def test_any_text_is_parsed_or_refused(text):
    with suppress(BadPredicate):
        assert parse(text, {"a", "b"}).holds({"a": True}) in {True, False}
