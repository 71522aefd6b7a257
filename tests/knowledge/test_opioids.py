"""Opioid lines as clinics write them, to the tenth of a milligram, and honesty about the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.opioids import facts
from integrative.knowledge.opioids.reading import amount, cap, doses_a_day, strength
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.mme import answer


def line(drug="morphine", strength="10 mg tab", dose="1 tab", frequency="BID", route="oral", **more):
    return {"drug": drug, "strength": strength, "dose": dose, "frequency": frequency, "route": route, **more}


def totals(*lines):
    found = answer({"lines": list(lines)})
    return found["scheduled"], found["maximum"], found["complete"]


@pytest.mark.parametrize("table", [facts.FACTORS, facts.NAMES, facts.RULES], ids=lambda table: table.name)
def test_the_tables_hold_what_their_layout_says(table):
    assert list(table.faults()) == []


@pytest.mark.parametrize(
    ("drug", "factor"),
    [
        ("codeine", 0.15), ("hydrocodone", 1), ("hydromorphone", 5), ("methadone", 4.7), ("morphine", 1),
        ("oxycodone", 1.5), ("oxymorphone", 3), ("tapentadol", 0.4), ("tramadol", 0.2),
    ],
)  # fmt: skip
def test_each_factor_of_the_2022_table(drug, factor):
    assert totals(line(drug, strength="100 mg", frequency="daily")) == (100 * factor, 100 * factor, True)


def test_a_patch_counts_by_its_rate_and_not_by_its_interval():
    patch = {"drug": "fentanyl", "strength": "25 mcg/h", "dose": "1 patch", "route": "transdermal"}
    assert (
        totals({**patch, "frequency": "q72h"}) == totals({**patch, "frequency": "q48h"}) == (60.0, 60.0, True)
    )
    assert totals({**patch, "patches_worn": 2}) == (120.0, 120.0, True)
    assert totals({**patch, "strength": "12 mcg/hr patch"}) == (28.8, 28.8, True)


@pytest.mark.parametrize(
    ("strength", "dose", "frequency", "scheduled"),
    [
        ("5/325", "1 tab", "q6h", 30.0),
        ("7.5 mg/325 mg", "2", "TID", 67.5),
        ("10-325 mg", "1-2 tabs", "q4-6h", 180.0),
        ("5 mg tab", "1/2 tab", "daily", 3.8),
        ("5 mg tab", "1 1/2 tablets", "twice daily", 22.5),
        ("5 mg", "½ tab", "bid", 7.5),
        ("5 mg/5 mL", "10 mL", "every 4 hours", 90.0),
        ("20 mg/mL", "0.25 mL", "q3h", 60.0),
        ("", "10 mg", "5x", 75.0),
        ("10 mg ER 12 hr tab", "1 tab", "q12h", 30.0),
        ("5 mg", "1 tab", "twice a week", 2.1),
        ("5 mg", "1 tab", "every other day", 3.8),
    ],
)
def test_strengths_doses_and_frequencies(strength, dose, frequency, scheduled):
    assert totals(line("oxycodone", strength, dose, frequency)) == (scheduled, scheduled, True)


def test_as_needed_counts_only_in_the_maximum():
    assert totals(line("oxycodone", "5 mg tab", "1 tab", "q6h", prn=True)) == (0.0, 30.0, True)
    assert totals(line("oxycodone", "5 mg tab", "1 tab", "q6h prn")) == (0.0, 30.0, True)


@pytest.mark.parametrize(
    ("cap", "maximum"),
    [
        ("max 4 per day", 30.0),
        ("4", 30.0),
        ("20 mg/day", 30.0),
        ("max 20 mg daily", 30.0),
        ("max 2 doses/day", 30.0),
        ("max 12 tabs per 24 hours", 60.0),
        ("none", 60.0),
    ],
)
def test_a_cap_limits_the_maximum(cap, maximum):
    assert totals(line("oxycodone", "5 mg", "2 tabs", "q6h", prn=True, max=cap)) == (0.0, maximum, True)


def test_as_needed_without_an_interval_counts_to_its_cap():
    assert totals(line("oxycodone", "5 mg", "1 tab", "prn", prn=True, max="max 3 per day")) == (
        0.0,
        22.5,
        True,
    )


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (line("buprenorphine", "8 mg", "1", "daily", "SL"), "excluded"),
        (line("Suboxone"), "excluded"),
        (line("methadone", indication="opioid use disorder"), "excluded"),
        (line("methadone", indication="OUD"), "excluded"),
        (line("morphine", route="IV"), "no factor"),
        (line("morphine", route="rectal"), "no factor"),
        (line("fentanyl", "200 mcg", "1", "q4h", "buccal"), "no factor"),
        (line("levorphanol"), "no factor"),
        (line("ibuprofen"), "no factor"),
        (line("morphine or oxycodone"), "no factor"),
        (line(""), "no factor"),
        (line(route=""), "no route"),
        (line(dose=""), "unreadable dose"),
        (line(dose="some"), "unreadable dose"),
        (line(dose="5 mL"), "unreadable dose"),
        (line(dose="-1 tab"), "unreadable dose"),
        (line(strength="strong"), "unreadable strength"),
        (line(strength="5-10 mg"), "unreadable strength"),
        (line("codeine", "300/30"), "unreadable strength"),
        (line("Tylenol 3 with codeine", ""), "unreadable strength"),
        (line(strength="1,000 mg"), "unreadable strength"),
        (line(strength="1234567 mg"), "unreadable strength"),
        (line(strength="0.1234567 mg"), "unreadable strength"),
        (line(frequency=""), "unreadable frequency"),
        (line(frequency="when it hurts"), "unreadable frequency"),
        (line(frequency="q0h"), "unreadable frequency"),
        (line(max="a few"), "unreadable maximum"),
        (line("fentanyl", "25 mcg/h", "1 patch", "q72h", "transdermal", prn=True), "patch as needed"),
        (line("fentanyl", "4.2 mg", "1 patch", "q72h", "transdermal"), "unreadable strength"),
        (line("fentanyl", "25 mcg/h", "", "q72h", "transdermal"), "unreadable dose"),
    ],
)
def test_what_cannot_be_converted_is_named_and_never_zero(entry, code):
    found = answer({"lines": [entry]})
    assert found["problems"] == [{"line": 1, "code": code}]
    assert found["lines"] == [{"mme_scheduled": None, "mme_maximum": None}]
    assert (found["scheduled"], found["maximum"], found["complete"]) == (None, None, False)


def test_the_rest_is_summed_and_marked_incomplete():
    found = answer({"lines": [line(), line("buprenorphine"), line("tramadol", "50 mg", "1", "QID")]})
    assert (found["scheduled"], found["complete"]) == (60.0, False)
    assert found["problems"] == [{"line": 2, "code": "excluded"}]


def test_no_opioids_at_all_is_zero():
    assert totals() == (0.0, 0.0, True)


def test_the_opioid_part_comes_second_when_its_partner_is_named_first():
    assert totals(line("acetaminophen/codeine", "300/30", "1", "QID")) == (18.0, 18.0, True)


def test_methadone_for_pain_is_counted():
    assert totals(line("methadone", "5 mg", "1", "TID", indication="cancer pain")) == (70.5, 70.5, True)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({}, "missing"),
        ({"lines": "oxycodone"}, "not_a_list"),
        ({"lines": ["oxycodone"]}, "not_an_object"),
        ({"lines": [{"drugg": "oxycodone"}]}, "unknown_key"),
        ({"lines": [{"drug": 5}]}, "not_text"),
        ({"lines": [{"drug": "x" * 1000}]}, "too_long"),
        ({"lines": [{"drug": "oxy\x00codone"}]}, "control_character"),
        ({"lines": [{"prn": "yes"}]}, "not_true_or_false"),
        ({"lines": [{"patches_worn": 1.5}]}, "not_a_number"),
        ({"lines": [{"patches_worn": True}]}, "not_a_number"),
        ({"lines": [{}] * 501}, "too_long"),
    ],
)
def test_what_is_no_question_is_refused(question, code):
    with pytest.raises(BadQuestion) as refused:
        answer(question)
    assert refused.value.code == code


lines_strategy = st.lists(
    st.builds(
        line,
        drug=st.sampled_from(["morphine", "oxycodone", "buprenorphine", "Dilaudid", "water"]),
        strength=st.sampled_from(["5 mg", "10/325", "what"]),
        dose=st.sampled_from(["1 tab", "1-2", "5 mg", "lots"]),
        frequency=st.sampled_from(["BID", "q4-6h", "daily", "weekly", "?"]),
        prn=st.booleans(),
        max=st.sampled_from(["", "max 3 per day", "15 mg"]),
    ),
    max_size=5,
)


@given(lines_strategy)
def test_the_scheduled_total_of_lines_without_caps_is_never_above_the_maximum(lines):
    scheduled, maximum, _ = totals(*({**entry, "max": ""} for entry in lines))
    assert (scheduled is None) == (maximum is None)
    assert scheduled is None or scheduled <= maximum


@given(lines_strategy, st.randoms())
def test_the_order_of_lines_does_not_matter(lines, random):
    mixed = list(lines)
    random.shuffle(mixed)
    assert totals(*lines) == totals(*mixed)


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reading(text):
    assert strength(text, text) is None or strength(text, text).amount >= 0
    assert all(read is None or read.value >= 0 for read in (amount(text), cap(text)))
    assert doses_a_day(text) is None or doses_a_day(text) >= 0


@pytest.mark.parametrize("junk", ["1 " * 100, "9" * 200, "q" * 200, "5/" * 100, "1-" * 100, " " * 200])
def test_long_junk_is_read_as_nothing(junk):
    assert amount(junk) is None
    assert doses_a_day(junk) is None
