"""What must hold for any question, tried with questions made at random."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrative.knowledge.agents import all_agents, all_regimens
from integrative.knowledge.screening.findings import VERDICTS
from integrative.knowledge.supplements import all_supplements
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.screen import answer

ON = date(2026, 11, 21)
SUPPLEMENTS = sorted(supplement.name for supplement in all_supplements().values())
TREATMENTS = sorted({regimen.name for regimen in all_regimens().values()})
MEDICINES = sorted(agent.name for agent in all_agents().values() if agent.kind == "medicine")
COUNTS = {"platelets": (5, 400), "anc": (0, 9), "egfr": (10, 120), "alt": (10, 400)}
UNITS = {"platelets": "10^9/L", "anc": "10^9/L", "egfr": "mL/min", "alt": "U/L"}

LABELS = [*SUPPLEMENTS, "Nerve Renew Complex", "ALA"]
products = st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True)


@st.composite
def labs(draw):
    names = draw(st.lists(st.sampled_from(sorted(COUNTS)), max_size=4, unique=True))
    return [
        {
            "test": name,
            "value": draw(st.integers(*COUNTS[name])),
            "unit": UNITS[name],
            "on": (ON - timedelta(days=draw(st.integers(0, 10)))).isoformat(),
        }
        for name in names
    ]


@st.composite
def situations(draw):
    return {
        "treatments": draw(st.lists(st.sampled_from(TREATMENTS), max_size=2, unique=True)),
        "medications": draw(st.lists(st.sampled_from(MEDICINES), max_size=4, unique=True)),
        "labs": draw(labs()),
        "conditions": draw(
            st.lists(st.sampled_from(["ER+ breast cancer", "neuropathy grade 2"]), max_size=2)
        ),
        "procedures": draw(st.sampled_from([[], [{"name": "port removal", "on": "2026-12-08"}]])),
        "on": ON.isoformat(),
    }


def screened(products, situation):
    return answer({"products": products, **situation})


def verdicts(found):
    return {entry["product"]: VERDICTS.index(entry["verdict"]) for entry in found["verdicts"]}


def problems(found, product):
    return {
        (finding["supplement"], finding["with"], finding["rule"])
        for finding in found["findings"]
        if finding["product"] == product
    }


@given(products, situations(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_products_does_not_matter(names, situation, random):
    mixed = random.sample(names, len(names))
    assert screened(names, situation) == screened(mixed, situation)


@given(products, st.sampled_from(SUPPLEMENTS), situations())
@settings(max_examples=60, deadline=None)
def test_adding_a_product_never_removes_a_finding_about_another(names, added, situation):
    before, after = screened(names, situation), screened([*names, added], situation)
    for name in names:
        assert problems(before, name) <= problems(after, name)
        assert verdicts(after)[name] <= verdicts(before)[name]


@given(products, situations(), st.sampled_from(MEDICINES))
@settings(max_examples=60, deadline=None)
def test_adding_a_medicine_never_makes_a_verdict_milder(names, situation, added):
    more = {**situation, "medications": [*situation["medications"], added]}
    before, after = verdicts(screened(names, situation)), verdicts(screened(names, more))
    assert all(after[name] <= before[name] for name in names)


@given(products, situations(), st.integers(11, 400))
@settings(max_examples=60, deadline=None)
def test_ageing_a_count_never_makes_a_verdict_milder(names, situation, days):
    age = timedelta(days=days)
    labs = situation["labs"]
    aged = [{**lab, "on": (date.fromisoformat(lab["on"]) - age).isoformat()} for lab in labs]
    before = verdicts(screened(names, situation))
    after = verdicts(screened(names, {**situation, "labs": aged}))
    assert all(after[name] <= before[name] for name in names)


AT_RISK = {"treatments": ["cisplatin", "imatinib"], "medications": ["warfarin"]}
"""Marrow, kidneys, liver and clotting are all at risk, so every one of these values is asked for."""
VALUES = {**COUNTS, "inr": (1, 9)}


@given(
    products,
    situations(),
    st.fixed_dictionaries({name: st.integers(*span) for name, span in VALUES.items()}),
    st.sets(st.sampled_from(sorted(VALUES)), min_size=1),
)
@settings(max_examples=150, deadline=None)
def test_leaving_out_a_value_that_is_asked_for_never_makes_a_verdict_milder(names, situation, values, lost):
    labs = [
        {"test": name, "value": value, "unit": UNITS.get(name, ""), "on": ON.isoformat()}
        for name, value in values.items()
    ]
    known = {**situation, **AT_RISK, "labs": labs}
    unknown = {**known, "labs": [lab for lab in labs if lab["test"] not in lost]}
    before, after = verdicts(screened(names, known)), verdicts(screened(names, unknown))
    assert all(after[name] <= before[name] for name in names)


@pytest.mark.parametrize(
    ("product", "value", "situation"),
    [
        ("magnesium", {"test": "egfr", "value": 25, "unit": "mL/min"}, {"treatments": ["cisplatin"]}),
        ("S. boulardii", {"test": "anc", "value": 0.2, "unit": "10^9/L"}, {"treatments": ["carboplatin"]}),
        ("kava", {"test": "alt", "value": 300, "unit": "U/L"}, {"treatments": ["imatinib"]}),
    ],
)
def test_a_value_that_would_stop_a_product_stops_it_while_nobody_knows_it(product, value, situation):
    known = screened(
        [product], {**situation, "labs": [{**value, "on": ON.isoformat()}], "on": ON.isoformat()}
    )
    unknown = screened([product], {**situation, "on": ON.isoformat()})
    assert known["verdicts"][0]["verdict"] == unknown["verdicts"][0]["verdict"] == "stop"


@given(products, situations())
@settings(max_examples=40, deadline=None)
def test_an_unknown_drug_never_makes_a_verdict_milder(names, situation):
    with_unknown = {**situation, "medications": [*situation["medications"], "zzyzxumab"]}
    before, after = verdicts(screened(names, situation)), verdicts(screened(names, with_unknown))
    assert all(after[name] <= before[name] for name in names)
    assert all(after[name] < VERDICTS.index("care") for name in names)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_an_answer_or_a_refusal(text):
    try:
        found = answer({"products": [text]})
    except BadQuestion:
        return
    assert found["verdicts"][0]["product"]
