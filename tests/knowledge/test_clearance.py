"""Every rule at its limit, every age of a count, and no verdict that is milder for being old."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.therapies.catalog import THERAPIES, all_therapies
from integrative.knowledge.therapies.safety_facts import (
    ACTIONS,
    FIELDS,
    MEASURED,
    NUMERIC,
    RULES,
    all_rules,
    rules_of,
    safety_fields,
)
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.clear import answer

TODAY = date(2026, 11, 21)
STEP = 0.001


def count(value, age=0, **more):
    return {"value": value, "age_days": age, **more}


def ask(therapy, thresholds=None, **person):
    return answer({"therapy": therapy, "person": person, "on": TODAY.isoformat(), "thresholds": thresholds})


def action(therapy, thresholds=None, **person):
    return ask(therapy, thresholds, **person)["action"]


def speaking(therapy, thresholds=None, **person):
    return [reason["rule"] for reason in ask(therapy, thresholds, **person)["reasons"]]


@pytest.mark.parametrize("table", [THERAPIES, FIELDS, RULES], ids=lambda table: table.name)
def test_the_tables_hold_what_their_layout_says(table):
    assert list(table.faults()) == []


def test_no_text_calls_anything_safe():
    assert not [rule.id for rule in all_rules().values() if re.search(r"\bsafe(ly)?\b", rule.text.lower())]


def _meeting(rule):
    """A person whom the second part of a rule is about."""
    if rule.also is None or rule.also.operator == "is_false":
        return {}
    return {rule.also.field: 17 if rule.also.field == "age_years" else True}


def _given(rule, value):
    return count(value) if safety_fields()[rule.when.field].kind in MEASURED else value


NUMBERED = [rule for rule in all_rules().values() if rule.when.operator in NUMERIC]


@pytest.mark.parametrize("rule", NUMBERED, ids=lambda rule: rule.id)
def test_a_numbered_rule_speaks_on_its_side_of_the_limit_only(rule):
    mark = float(rule.when.value)
    step = 1 if safety_fields()[rule.when.field].kind == "number" else STEP
    inside, outside = {
        "<": ([mark - step], [mark, mark + step]),
        ">": ([mark + step], [mark, mark - step]),
        ">=": ([mark, mark + step], [mark - step]),
        "between": ([mark, float(rule.when.upper or 0) - step], [mark - step, float(rule.when.upper or 0)]),
    }[rule.when.operator]
    for therapy in rule.therapies:
        for value in inside:
            assert rule.id in speaking(therapy, **_meeting(rule), **{rule.when.field: _given(rule, value)})
        for value in outside:
            assert rule.id not in speaking(
                therapy, **_meeting(rule), **{rule.when.field: _given(rule, value)}
            )


SAID = [rule for rule in all_rules().values() if rule.when.operator not in NUMERIC]


def _fact(rule):
    kind = safety_fields()[rule.when.field].kind
    if kind == "flag":
        return True
    words = rule.when.words or safety_fields()[rule.when.field].choices or ("left hip",)
    return [words[0]] if kind == "list" else words[0]


@pytest.mark.parametrize("rule", SAID, ids=lambda rule: rule.id)
def test_a_rule_about_a_fact_speaks_when_it_is_reported_and_not_before(rule):
    for therapy in rule.therapies:
        assert rule.id in speaking(therapy, **_meeting(rule), **{rule.when.field: _fact(rule)})
        assert rule.id not in speaking(therapy, **_meeting(rule))


@pytest.mark.parametrize(
    ("rule", "therapy", "person"),
    [
        ("TS034", "acupuncture", {"splenectomy": True, "age_years": 18}),
        ("TS087", "aerobic_exercise", {"hb_g_dl": count(8.5)}),
        ("TS118", "resistance_exercise", {"recent_surgery_days": 10, "surgery_clearance": True}),
    ],
)
def test_the_second_part_of_a_rule_must_hold_too(rule, therapy, person):
    assert rule in {found.id for found in rules_of(therapy)}
    assert rule not in speaking(therapy, **person)


def test_no_surgical_clearance_on_record_is_none():
    assert "TS118" in speaking("resistance_exercise", recent_surgery_days=10)


def test_the_strictest_stands_and_comes_first():
    found = ask("oncology_massage", anticoagulant=True, dvt_status="suspected", skin_allergy=True)
    assert [reason["action"] for reason in found["reasons"]] == ["hold", "adapt", "info"]
    assert found["action"] == "hold"


def test_the_lightest_pressure_counts():
    assert ask("oncology_massage", anticoagulant=True, platelets_10e9_l=count(30))["pressure_max"] == 2
    assert ask("oncology_massage", anticoagulant=True, platelets_10e9_l=count(15))["pressure_max"] == 0
    assert ask("oncology_massage")["pressure_max"] is None


@pytest.mark.parametrize(
    ("age", "treated", "found"),
    [(7, True, "clear"), (8, True, "ask"), (30, False, "clear"), (31, False, "ask")],
)
def test_a_count_grows_old_sooner_under_treatment(age, treated, found):
    counts = {"platelets_10e9_l": count(200, age), "anc_10e9_l": count(3, age)}
    assert action("acupuncture", **counts, active_treatment=treated, marrow_risk=True) == found


def test_an_old_count_is_not_asked_for_without_marrow_risk():
    assert action("acupuncture", platelets_10e9_l=count(200, 90)) == "clear"


@pytest.mark.parametrize(("value", "found"), [(24, "hold"), (30, "ask")])
def test_an_old_count_that_would_trigger_is_never_milder_than_asking(value, found):
    old = ask("acupuncture", platelets_10e9_l=count(value, 90))
    assert (old["action"], old["stale"]) == (found, ["platelets_10e9_l"])


def test_a_missing_count_is_asked_for_where_the_marrow_is_at_risk():
    found = ask("acupuncture", marrow_risk=True)
    assert (found["action"], found["missing"]) == ("ask", ["platelets_10e9_l", "anc_10e9_l"])
    assert action("acupuncture") == "clear"


@pytest.mark.parametrize(
    "given",
    [
        count(42, unit="mmol/L"),
        count(42, unit="10^9/l "),
        count(-1),
        count(2001),
        count(42, age=-1),
        {"value": 42, "on": "2026-11-22"},
    ],
)
def test_a_count_in_doubt_is_asked_about_even_without_marrow_risk(given):
    found = ask("acupuncture", platelets_10e9_l=given)
    assert (found["action"], found["used"]) == ("ask", {})


def test_a_count_without_a_date_counts_as_old():
    assert action("acupuncture", platelets_10e9_l={"value": 200}) == "clear"
    assert action("acupuncture", platelets_10e9_l={"value": 200}, marrow_risk=True) == "ask"


@pytest.mark.parametrize(
    ("field", "value", "unit", "therapy", "found"),
    [
        ("platelets_10e9_l", 24_999, "/uL", "acupuncture", "hold"),
        ("platelets_10e9_l", 25_000, "/uL", "acupuncture", "adapt"),
        ("temperature_c", 100.4, "degF", "yoga", "hold"),
        ("temperature_c", 100.3, "degF", "yoga", "clear"),
        ("hb_g_dl", 69.9, "g/L", "aerobic_exercise", "ask"),
        ("hb_g_dl", 5, "mmol/L", "aerobic_exercise", "ask"),
    ],
)
def test_units_are_converted_exactly_or_asked_about(field, value, unit, therapy, found):
    assert action(therapy, **{field: count(value, unit=unit)}) == found


def test_the_clearance_expires_with_its_oldest_count():
    found = ask(
        "acupuncture",
        platelets_10e9_l={"value": 42, "on": "2026-11-17"},
        anc_10e9_l={"value": 2, "on": "2026-11-19"},
        active_treatment=True,
    )
    assert found["expires_on"] == "2026-11-24"
    assert found["used"]["platelets_10e9_l"] == {"value": 42, "on": "2026-11-17", "age_days": 4}


def test_a_site_rule_names_its_site():
    reason = ask("acupuncture", port=True)["reasons"][0]
    assert (reason["rule"], reason["scope"], reason["site"]) == ("TS012", "site", "port_site")


@pytest.mark.parametrize(
    ("thresholds", "value", "found"),
    [
        ({"TS001": {"value": 30, "by": "Dr. Osei"}}, 29, "hold"),
        ({"TS001": {"value": 30, "by": "Dr. Osei"}}, 30, "adapt"),
        ({"TS001": {"value": 20, "by": "Dr. Osei"}}, 22, "adapt"),
        ({"TS001": {"value": 20, "by": "Dr. Osei"}}, 19, "hold"),
        ({"TS002": {"value": 30, "by": "Dr. Osei"}}, 27, "hold"),
        ({"TS002": {"value": 20, "by": "Dr. Osei"}}, 22, "hold"),
        ({"TS002": {"value2": 80, "by": "Dr. Osei"}}, 79, "adapt"),
    ],
)
def test_a_clinic_moves_a_limit_and_no_gap_opens(thresholds, value, found):
    assert action("acupuncture", thresholds, platelets_10e9_l=count(value)) == found


def test_a_clinic_limit_names_who_signed_it():
    reason = ask("acupuncture", {"TS001": {"value": 30, "by": "Dr. Osei"}}, platelets_10e9_l=count(29))[
        "reasons"
    ][0]
    assert reason["basis"].endswith("limit set by Dr. Osei")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({}, "missing"),
        ({"therapy": "leeches"}, "unknown_value"),
        ({"therapy": "yoga", "person": {"platelets": count(5)}}, "unknown_key"),
        ({"therapy": "yoga", "person": {"platelets_10e9_l": 5}}, "not_an_object"),
        ({"therapy": "yoga", "person": {"platelets_10e9_l": count("5")}}, "not_a_number"),
        ({"therapy": "yoga", "person": {"platelets_10e9_l": count(float("nan"))}}, "out_of_range"),
        ({"therapy": "yoga", "person": {"platelets_10e9_l": count(5, 1.5)}}, "not_a_number"),
        ({"therapy": "yoga", "person": {"port": "yes"}}, "not_true_or_false"),
        ({"therapy": "yoga", "person": {"dvt_status": "maybe"}}, "unknown_value"),
        ({"therapy": "yoga", "person": {"bone_metastasis_sites": "spine"}}, "not_a_list"),
        ({"therapy": "yoga", "person": {"bone_metastasis_sites": ["toe"]}}, "unknown_value"),
        ({"therapy": "yoga", "person": {"age_years": 200}}, "out_of_range"),
        ({"therapy": "yoga", "thresholds": {"TS001": {"value": 30}}}, "missing"),
        ({"therapy": "yoga", "thresholds": {"TS006": {"value": 30, "by": "x"}}}, "unknown_value"),
        ({"therapy": "yoga", "thresholds": {"TS002": {"value": 60, "by": "x"}}}, "out_of_range"),
        ({"therapy": "yoga", "thresholds": {"TS001": {"value2": 60, "by": "x"}}}, "unknown_key"),
        ({"therapy": "yoga", "on": "21.11.2026"}, "not_a_date"),
        ({"therapy": "yoga", "on": "0001-01-01", "person": {"hb_g_dl": count(9, 5)}}, "out_of_range"),
        (
            {"therapy": "yoga", "on": "2026-11-21", "person": {"hb_g_dl": count(9, 5, on="2026-11-20")}},
            "contradiction",
        ),
    ],
)
def test_what_is_no_question_is_refused(question, code):
    with pytest.raises(BadQuestion) as refused:
        answer(question)
    assert refused.value.code == code


def test_the_last_day_of_the_calendar_is_a_day():
    person = {"platelets_10e9_l": {"value": 200, "on": "9999-12-31"}}
    assert answer({"therapy": "yoga", "on": "9999-12-31", "person": person})["expires_on"] == "9999-12-31"


@pytest.mark.parametrize("therapy", all_therapies())
@pytest.mark.parametrize("lab", ["platelets_10e9_l", "anc_10e9_l", "hb_g_dl"])
def test_bands_of_one_therapy_and_count_never_leave_a_gap(therapy, lab):
    """From the lowest band up to the highest every count meets a rule: strictness never has a hole."""
    rules = [rule for rule in rules_of(therapy) if rule.when.field == lab and rule.also is None]
    edges = sorted(
        {float(mark) for rule in rules for mark in (rule.when.value, rule.when.upper) if mark is not None}
    )
    for low, high in pairwise(edges):
        assert set(speaking(therapy, **{lab: count((low + high) / 2)})) & {rule.id for rule in rules}


people = st.fixed_dictionaries(
    {"platelets_10e9_l": st.integers(0, 400), "anc_10e9_l": st.integers(0, 10), "hb_g_dl": st.integers(2, 18)}
)
therapies = st.sampled_from(sorted(all_therapies()))


def milder(one, other):
    return ACTIONS.index(one) < ACTIONS.index(other)


@given(therapies, people, st.integers(0, 400), st.integers(0, 400), st.booleans(), st.booleans())
def test_an_older_count_never_makes_the_verdict_milder(therapy, values, age, more, treated, at_risk):
    facts = {"active_treatment": treated, "marrow_risk": at_risk}
    young = action(therapy, **facts, **{name: count(value, age) for name, value in values.items()})
    old = action(therapy, **facts, **{name: count(value, age + more) for name, value in values.items()})
    assert not milder(old, young)


@given(
    therapies,
    st.sets(st.sampled_from([f.id for f in safety_fields().values() if f.kind == "flag"])),
    st.data(),
)
def test_one_more_reported_fact_never_makes_the_verdict_milder(therapy, reported, data):
    facts = dict.fromkeys(reported, True)
    more = data.draw(st.sampled_from([f.id for f in safety_fields().values() if f.kind == "flag"]))
    if more not in {"surgery_clearance", "active_treatment"}:
        assert not milder(action(therapy, **facts | {more: True}), action(therapy, **facts))


@given(st.integers(1, 49), st.integers(0, 60))
def test_moving_one_limit_never_clears_what_the_table_does_not(limit, value):
    moved = {"TS001": {"value": limit, "by": "clinic"}}
    table = action("acupuncture", platelets_10e9_l=count(value))
    assert (table == "clear") == (action("acupuncture", moved, platelets_10e9_l=count(value)) == "clear")


@given(therapies, people, st.integers(0, 30))
def test_a_clearance_holds_until_it_expires(therapy, values, age):
    person = {
        name: {"value": value, "on": (TODAY - timedelta(days=age)).isoformat()}
        for name, value in values.items()
    }
    found = answer({"therapy": therapy, "person": person, "on": TODAY.isoformat()})
    if found["expires_on"]:
        last = answer({"therapy": therapy, "person": person, "on": found["expires_on"]})
        assert last["action"] == found["action"]
