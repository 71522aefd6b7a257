"""Every documented pair is found, whatever name of the product or the drug is written."""

import pytest

from integrative.knowledge.agents import all_agents
from integrative.knowledge.facts import TARGETS, all_pair_facts, contexts
from integrative.knowledge.products import read_drugs, read_product
from integrative.knowledge.supplements import all_supplements
from integrative.knowledge.tables import split
from integrative.knowledge.verbs.screen import answer

WHAT_MAKES_A_CONTEXT = {
    "surgery": {"procedures": [{"name": "hernia repair", "on": "2026-11-28"}]},
    "radiation": {"radiation": {"site": "chest"}},
    "radiation_head_neck": {"radiation": {"site": "larynx"}},
    "radiation_pelvic": {"radiation": {"site": "pelvis"}},
    "brain_radiation": {"radiation": {"site": "brain"}},
    "radioiodine": {"procedures": ["radioiodine therapy"]},
    "platelets_lt_50": {"labs": ["platelets 49"]},
    "neutropenia_severe": {"labs": ["ANC 0.4"]},
    "central_line": {"devices": ["port"]},
    "egfr_lt_60": {"labs": ["eGFR 59"]},
    "egfr_lt_30": {"labs": ["eGFR 29"]},
    "raised_lfts": {"labs": ["ALT 130"]},
    "hormone_sensitive_cancer": {"conditions": ["ER+ breast cancer"]},
    "prostate_cancer": {"conditions": ["prostate cancer"]},
    "smoker": {"conditions": ["former smoker"]},
    "g6pd_deficiency": {"conditions": ["G6PD deficient"]},
    "hypercalcaemia": {"labs": ["calcium 11.2"]},
    "neuropathy_existing": {"conditions": ["neuropathy grade 1"]},
    "cipn_prevention": {"conditions": ["prevention of neuropathy"]},
    "cancer_fatigue": {"symptoms": ["fatigue"]},
    "taste_loss_radiation": {"symptoms": ["taste loss"]},
    "paediatric_all_hepatotoxicity": {"conditions": ["childhood ALL"]},
    "lab_immunoassay": {"planned_tests": ["TSH"]},
    "lab_glucose_meter": {"planned_tests": ["finger stick glucose"]},
    "lab_creatinine": {"planned_tests": ["creatinine"]},
    "lab_psa": {"planned_tests": ["PSA"]},
}
FACTS = all_pair_facts()


def names_of(supplement):
    entry = all_supplements()[supplement]
    return [entry.name, *entry.latin, *entry.aliases, *entry.brands]


def situation(fact):
    if fact.target_kind == "context":
        return WHAT_MAKES_A_CONTEXT[fact.target]
    if fact.target_kind == "class":
        return {} if fact.target == "any_drug" else {"treatments": [all_agents()[a_member(fact.target)].name]}
    return {"medications": [all_agents()[fact.target].name]}


def a_member(name):
    return next(split(row["members"])[0] for row in TARGETS.rows() if row["id"] == name)


def test_every_context_of_the_table_can_be_said():
    assert set(WHAT_MAKES_A_CONTEXT) == set(contexts())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_a_documented_pair_is_found_through_every_name_of_the_product(fact):
    for name in names_of(fact.supplement):
        found = answer({"products": [name], "on": "2026-11-21", **situation(fact)})["findings"]
        mine = [finding for finding in found if finding["supplement"] == fact.supplement]
        told = [finding["rule"] for finding in mine] + [link for finding in mine for link in finding["chain"]]
        assert any(fact.id in link for link in told), f"{name} with {fact.target}"


@pytest.mark.parametrize("agent", list(all_agents().values()), ids=lambda agent: agent.id)
def test_every_name_of_a_drug_leads_to_it(agent):
    for name in (agent.name, *agent.brands):
        reading = read_drugs(name)
        meant = {found.id for found in reading.found} | {maybe.id for maybe in reading.candidates}
        assert agent.id in meant, name
        assert reading.status in {"matched", "ambiguous"}, name


@pytest.mark.parametrize("supplement", list(all_supplements()))
def test_every_name_of_a_supplement_leads_to_it(supplement):
    for name in names_of(supplement):
        reading = read_product(name)
        meant = {found.id for found in reading.found} | {maybe.id for maybe in reading.candidates}
        assert supplement in meant, name
        assert reading.status in {"matched", "ambiguous"}, name
