"""Evidence matched to the person it was made for, the headline chosen by rule, and disagreement shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.therapies.evidence import EVIDENCE, PHASES, Situation, all_statements
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.evidence import answer

ON_AI = {
    "age_group": "adult",
    "cancer_type": "breast",
    "phases": ["maintenance"],
    "exposures": ["aromatase_inhibitor", "endocrine_therapy"],
}


def ask(symptom, therapy=None, person=None, **more):
    return answer({"symptom": symptom, "therapy": therapy, "person": person, **more})


def ids(found):
    return [row["id"] for row in found["rows"]]


def test_the_table_holds_what_its_layout_says():
    assert list(EVIDENCE.faults()) == []


def test_conflicts_are_mutual():
    known = all_statements()
    assert not [
        (one.id, other)
        for one in known.values()
        for other in one.conflicts_with
        if one.id not in known[other].conflicts_with
    ]


def test_a_house_reading_never_says_should():
    assert not [
        row.id
        for row in all_statements().values()
        if (row.basis, row.recommendation) == ("house-reading", "should")
    ]


def test_no_effect_is_called_safe():
    assert not [row.id for row in all_statements().values() if re.search(r"\bsafe", row.effect.lower())]


def test_guidance_leads_and_the_trial_stands_beside_it():
    found = ask("ai_arthralgia", "acupuncture", ON_AI)
    assert (found["recommendation"], found["headline"], ids(found)) == (
        "should",
        "P22-01",
        ["P22-01", "S1200"],
    )
    assert not found["outside_population"]
    assert not found["conflict"]


@pytest.mark.parametrize(
    "change",
    [
        {"cancer_type": "lung"},
        {"cancer_type": None},
        {"age_group": "child"},
        {"age_group": None},
        {"exposures": []},
    ],
)
def test_outside_the_population_it_is_said_and_is_no_recommendation_for_this_person(change):
    found = ask("ai_arthralgia", "acupuncture", ON_AI | change)
    assert (found["recommendation"], found["outside_population"]) == ("should", True)
    assert not any(row["in_population"] for row in found["rows"])
    assert found["rows"][0]["population"] == "breast cancer, adults, with aromatase inhibitor"


def test_a_phase_that_does_not_meet_leaves_the_row_out():
    assert "S1200" not in ids(ask("ai_arthralgia", "acupuncture", ON_AI | {"phases": ["active"]}))


def test_nothing_stored_is_nothing_and_not_no_effect():
    nothing = {
        "recommendation": None,
        "headline": None,
        "outside_population": False,
        "conflict": False,
        "rows": [],
    }
    assert ask("anxiety", "tens") == nothing


def test_prevention_says_nothing_about_treating():
    treating = set(ids(ask("cipn", "acupuncture", {"age_group": "adult"})))
    preventing = set(ids(ask("cipn", "acupuncture", {"age_group": "adult"}, intent="prevent")))
    assert treating
    assert preventing
    assert not treating & preventing


def test_conflicting_rows_are_shown_together_under_the_one_that_names_the_cancer():
    person = {
        "age_group": "adult",
        "cancer_type": "breast",
        "phases": ["post"],
        "exposures": ["menopausal_vasomotor"],
    }
    found = ask("hot_flashes", "acupuncture", person)
    assert found["conflict"]
    assert found["headline"] == "B17-12"
    assert {"B17-12", "NAMS23-04"} <= set(ids(found))


def test_a_conflict_with_another_therapy_is_shown_too():
    person = {
        "age_group": "adult",
        "cancer_type": "breast",
        "phases": ["active"],
        "exposures": ["neurotoxic_chemo"],
    }
    for therapy, other in (("combined_exercise", "STOP24"), ("balance_training", "N20-05")):
        found = ask("cipn", therapy, person, intent="prevent")
        assert found["conflict"]
        assert other in ids(found)
        assert found["headline"] != other


def test_every_cancer_but_one_takes_any_other_but_not_an_unknown_one():
    spared = next(row for row in all_statements().values() if row.population == ("!breast",))
    rest = {"age_group": "adult", "phases": frozenset(PHASES), "exposures": frozenset(spared.requires)}
    assert spared.fits(Situation(cancer_type="kidney", **rest))
    assert not spared.fits(Situation(cancer_type="breast", **rest))
    assert not spared.fits(Situation(cancer_type=None, **rest))


def test_either_of_two_exposures_is_enough():
    row = next(row for row in all_statements().values() if any("/" in need for need in row.requires))
    person = {"cancer_type": "head_neck", "age_group": "adult", "phases": frozenset(PHASES)}
    for exposure in row.requires[0].split("/"):
        assert row.fits(Situation(**person, exposures=frozenset({exposure})))
    assert not row.fits(Situation(**person, exposures=frozenset()))


def test_all_therapies_come_best_first():
    found = ask("fatigue", person={"age_group": "adult", "cancer_type": "breast", "phases": ["post"]})
    order = ["should", "may", "no-recommendation", "should-not"]
    fitting = [order.index(row["recommendation"]) for row in found["rows"] if row["in_population"]]
    assert fitting == sorted(fitting)
    assert found["headline"] == found["rows"][0]["id"]


@pytest.mark.parametrize("statement", all_statements().values(), ids=lambda statement: statement.id)
def test_every_statement_is_found_by_the_people_it_was_made_for(statement):
    cancer = next((word for word in statement.population if word != "any" and word[0] != "!"), "kidney")
    person = {
        "cancer_type": cancer,
        "age_group": "adult" if statement.age_group == "any" else statement.age_group,
        "phases": [phase for phase in statement.phases if phase != "any"],
        "exposures": [need.split("/")[-1] for need in statement.requires],
    }
    found = ask(statement.symptom, statement.therapy, person, intent=statement.intent)
    assert {row["id"]: row["in_population"] for row in found["rows"]}[statement.id]
    assert not found["outside_population"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({}, "missing"),
        ({"symptom": "sadness"}, "unknown_value"),
        ({"symptom": "anxiety", "therapy": "leeches"}, "unknown_value"),
        ({"symptom": "anxiety", "intent": "cure"}, "unknown_value"),
        ({"symptom": "anxiety", "person": []}, "not_an_object"),
        ({"symptom": "anxiety", "person": {"phases": ["active_treatment"]}}, "unknown_value"),
        ({"symptom": "anxiety", "person": {"phases": "active"}}, "not_a_list"),
        ({"symptom": "anxiety", "person": {"age_group": "elder"}}, "unknown_value"),
        ({"symptom": "anxiety", "person": {"exposures": [5]}}, "not_text"),
        ({"symptom": "anxiety", "person": {"sex": "f"}}, "unknown_key"),
        ({"symptom": "anx\x00iety"}, "control_character"),
    ],
)
def test_what_is_no_question_is_refused(question, code):
    with pytest.raises(BadQuestion) as refused:
        answer(question)
    assert refused.value.code == code


exposures = sorted(
    {part for row in all_statements().values() for need in row.requires for part in need.split("/")}
)


@given(
    st.sampled_from(sorted({row.symptom for row in all_statements().values()})),
    st.sets(st.sampled_from(PHASES)),
    st.sets(st.sampled_from(exposures)),
    st.sampled_from(exposures),
)
def test_knowing_more_of_a_person_never_takes_a_fitting_row_away(symptom, phases, known, more):
    person = {
        "age_group": "adult",
        "cancer_type": "breast",
        "phases": sorted(phases),
        "exposures": sorted(known),
    }
    before = ask(symptom, person=person)
    after = ask(symptom, person=person | {"exposures": [*sorted(known), more]})
    fitting = [{row["id"] for row in found["rows"] if row["in_population"]} for found in (before, after)]
    assert fitting[0] <= fitting[1]
