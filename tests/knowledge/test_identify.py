"""Free text as people write it. Nothing is guessed silently."""

import pytest

from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.identify import answer


def read(text, kind="product"):
    found = answer({"text": text, "kind": kind})
    part = "ingredients" if kind == "product" else "agents"
    return found["status"], [entry["id"] for entry in found[part]]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Meriva-SF 500 with black pepper", ["curcumin", "piperine"]),
        ("St Johns Wart 300 mg three times a day", ["st_johns_wort"]),
        ("St. John’s wort", ["st_johns_wort"]),
        ("ST JOHNS WORT", ["st_johns_wort"]),
        ("Hypericum perforatum", ["st_johns_wort"]),
        ("vitamins C, D3 and E", ["vitamin_c_oral", "vitamin_d", "vitamin_e"]),
        ("vit D 5,000 IU", ["vitamin_d"]),
        ("D3K2", ["vitamin_d", "vitamin_k"]),
        ("co-Q10 100mg", ["coq10"]),
        ("tumeric", ["curcumin"]),
        ("ginko biloba 120mg", ["ginkgo"]),
        ("ecinacea", ["echinacea"]),
        ("fish oyl", ["fish_oil"]),
        ("gou qi zi", ["goji"]),
        ("mulethi", ["licorice"]),
        ("DGL licorice chewable", ["dgl"]),
        ("Kirkland fish oil 1000 mg softgels", ["fish_oil"]),
        ("soy milk", ["soy_food"]),
        ("IV vitamin C drip", ["vitamin_c_iv"]),
        ("golden root", ["rhodiola"]),
        ("turmeric with BioPerine", ["curcumin", "piperine"]),
        ("7-keto DHEA", ["dhea"]),
        ("ﬁsh oil", ["fish_oil"]),
        ("fish\u200b oil", ["fish_oil"]),
        ("calcium ascorbate 600 mg", ["vitamin_c_oral"]),
        ("Ajo en cápsulas", ["garlic"]),
        ("Trametes versicolor fruiting body 8:1", ["turkey_tail"]),
        ("Rasayana Churna", ["guduchi", "tribulus", "amla"]),
    ],
)
def test_a_label_is_understood(text, ids):
    assert read(text) == ("matched", ids)


@pytest.mark.parametrize(
    ("text", "kind", "ids"),
    [
        ("FOLFOX", "regimen", ["leucovorin", "fluorouracil", "oxaliplatin"]),
        ("mFOLFOX6", "regimen", ["leucovorin", "fluorouracil", "oxaliplatin"]),
        ("Keytruda", "drug", ["pembrolizumab"]),
        ("Keytruda 200 mg IV q3w", "drug", ["pembrolizumab"]),
        ("Taxol weekly", "regimen", ["paclitaxel"]),
        ("AC-T", "regimen", ["doxorubicin", "cyclophosphamide", "paclitaxel"]),
        ("AC", "regimen", ["doxorubicin", "cyclophosphamide"]),
        ("Zytiga", "drug", ["abiraterone"]),
        ("carbplatin", "drug", ["carboplatin"]),
        ("Erleada 60 mg film-coated tablets", "drug", ["apalutamide"]),
        ("apixaban 5 mg bid", "drug", ["apixaban"]),
        ("levothyroxine sodium 50 mcg", "drug", ["levothyroxine"]),
        ("mFOLFOX6 + bevacizumab", "regimen", ["leucovorin", "fluorouracil", "oxaliplatin", "bevacizumab"]),
    ],
)
def test_drugs_and_regimens_are_understood(text, kind, ids):
    assert read(text, kind) == ("matched", ids)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ALA 600 mg", "ambiguous"), ("EPO", "ambiguous"), ("ginseng", "ambiguous"), ("aloe", "ambiguous"),
        ("skullcap", "ambiguous"), ("bitter orange", "ambiguous"), ("soy", "ambiguous"), ("ALC", "ambiguous"),
        ("cohosh", "ambiguous"), ("salvia", "ambiguous"), ("ginsing", "ambiguous"),
        ("Osteo Bi-Flex Triple Strength", "ambiguous"), ("Body Boost", "unmatched"),
        ("off turmeric", "partial"),
        ("finger", "confirm"), ("henna", "confirm"), ("Cimicif. rac.", "confirm"),
        ("blue cohosh", "unmatched"), ("goldenrod", "unmatched"), ("Salvia officinalis", "unmatched"),
        ("Brazilian ginseng", "unmatched"), ("vitamin B2", "unmatched"), ("Nerve Renew Complex", "unmatched"),
        ("immune support formula", "unmatched"), ("500 mg daily", "unmatched"), ("鹿茸", "unmatched"),
        ("my usual pills, same as before", "unmatched"), ("turmeric and mystery root zzq", "partial"),
        ("vinblastinecristine", "unmatched"), ("taurine", "unmatched"), ("lysine", "unmatched"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_asked_and_not_accepted(text, status):
    found = answer({"text": text})
    assert found["status"] == status
    assert (found["ingredients"] == []) is (status != "partial")


@pytest.mark.parametrize(
    "text",
    [
        "dexlansoprazole", "pitavastatin", "ertugliflozin", "fosinopril", "dapoxetine", "protriptyline",
        "clorazepate", "apatinib", "anlotinib", "icotinib", "lovastatin", "desvenlafaxine", "temazepam",
        "oxymorphone",
    ],
)  # fmt: skip
def test_a_drug_we_do_not_know_is_never_taken_for_its_neighbor(text):
    assert answer({"text": text, "kind": "drug"})["agents"] == []


@pytest.mark.parametrize("text", ["AC", "PE", "TC", "CP"])
def test_short_regimens_are_not_read_among_medicines(text):
    assert answer({"text": text, "kind": "drug"})["agents"] == []


def test_what_was_not_understood_is_named():
    assert answer({"text": "turmeric and mystery root zzq"})["unmatched"] == ["mystery", "zzq"]


def test_a_medicine_typed_as_a_supplement_is_sent_to_the_medicines():
    found = answer({"text": "warfarin 5mg"})
    assert (found["status"], found["route_to"], found["ingredients"]) == ("unmatched", "medicines", [])


def test_a_candidate_comes_with_its_name_and_confidence():
    best = answer({"text": "Cimicif. rac."})["candidates"][0]
    assert (best["id"], best["name"]) == ("black_cohosh", "Black cohosh")
    assert 0.45 <= best["confidence"] < 0.95


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({}, "missing"),
        ({"text": "  "}, "missing"),
        ({"text": 5}, "not_text"),
        ({"text": "ginger", "kind": "herb"}, "unknown_value"),
        ({"text": "ginger", "lang": "en"}, "unknown_key"),
        ({"text": "ginger\u202egnirt"}, "control_character"),
        ({"text": "ginger\x00"}, "control_character"),
        ({"text": "\ud800"}, "control_character"),
        ({"text": "a" * 10_001}, "too_long"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(question, code):
    with pytest.raises(BadQuestion) as refused:
        answer(question)
    assert refused.value.code == code
