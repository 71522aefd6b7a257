"""The mechanism rules R1 to R29, on both sides of each boundary."""

import pytest

from integrative.knowledge.verbs.screen import answer

ON = "2026-11-21"


def screened(**question):
    return answer({"on": ON, **question})


def severity(found, rule):
    """How severe findings are that rest on a rule, alone or merged with others of the same effect."""
    return {
        finding["severity"]
        for finding in found["findings"]
        if any(link.startswith(f"rule {rule}:") for link in finding["chain"])
    }


def verdicts(found):
    return {entry["product"]: entry["verdict"] for entry in found["verdicts"]}


@pytest.mark.parametrize(
    ("rule", "product", "situation", "expected"),
    [
        ("R1", "St John's wort", {"treatments": ["pazopanib"]}, {"major"}),
        ("R1", "St John's wort", {"treatments": ["etoposide"]}, {"moderate"}),
        ("R1", "St John's wort", {"medications": ["prednisone"]}, {"minor"}),
        ("R1", "St John's wort", {"treatments": ["gemcitabine"]}, set()),
        ("R1w", "panax ginseng", {"treatments": ["dasatinib"]}, {"minor"}),
        ("R1w", "panax ginseng", {"treatments": ["etoposide"]}, set()),
        ("R2", "grapefruit", {"treatments": ["dasatinib"]}, {"moderate"}),
        ("R2", "grapefruit", {"treatments": ["ribociclib"]}, {"major"}),
        ("R2", "grapefruit", {"treatments": ["cabazitaxel"]}, set()),
        ("R2", "schisandra", {"treatments": ["cabazitaxel"]}, {"moderate"}),
        ("R2", "grapefruit", {"medications": ["amlodipine"]}, {"minor"}),
        ("R2w", "CBD", {"medications": ["sirolimus"]}, {"moderate"}),
        ("R2w", "CBD", {"treatments": ["dasatinib"]}, {"minor"}),
        ("R2w", "milk thistle", {"medications": ["sirolimus"]}, set()),
        ("R3", "St John's wort", {"medications": ["edoxaban"]}, {"major"}),
        ("R3", "St John's wort", {"treatments": ["lenalidomide"]}, {"moderate"}),
        ("R3", "garlic", {"medications": ["edoxaban"]}, set()),
        ("R4", "goldenseal", {"treatments": ["tamoxifen"]}, {"moderate"}),
        ("R4", "goldenseal", {"medications": ["tramadol"]}, {"moderate"}),
        ("R4", "black cohosh", {"medications": ["tramadol"]}, set()),
        ("R5", "garlic", {"medications": ["apixaban"]}, {"moderate"}),
        ("R5m", "ginger", {"medications": ["apixaban"]}, {"minor"}),
        ("R5", "garlic", {"medications": ["warfarin"]}, set()),
        ("R5", "garlic", {"treatments": ["zanubrutinib"]}, {"moderate"}),
        ("R5m", "cordyceps", {"treatments": ["zanubrutinib"]}, {"minor"}),
        ("R5", "garlic", {"medications": ["metformin"]}, set()),
        ("R5W", "goji", {"medications": ["warfarin"]}, set()),
        ("R5W", "MSM", {"medications": ["warfarin"]}, {"minor"}),
        ("R5L", "ginkgo", {"labs": ["platelets 49"]}, {"moderate"}),
        ("R5L", "ginkgo", {"labs": ["platelets 50"]}, set()),
        ("R5N", "ginkgo", {"labs": ["platelets 50"]}, {"minor"}),
        ("R5N", "ginkgo", {"labs": ["platelets 100"]}, set()),
        ("R5I", "danshen", {"medications": ["warfarin"], "labs": ["INR 3.1"]}, {"major"}),
        ("R5I", "danshen", {"medications": ["warfarin"], "labs": ["INR 3.0"]}, set()),
        ("R5S", "nattokinase", {"procedures": ["biopsy"]}, {"moderate"}),
        ("R5S", "fish oil", {"procedures": ["biopsy"]}, set()),
        ("R6", "SAMe", {"medications": ["venlafaxine"]}, {"moderate"}),
        ("R6", "SAMe", {"medications": ["linezolid"]}, {"major"}),
        ("R6", "SAMe", {"medications": ["ondansetron"]}, set()),
        ("R6", "rhodiola", {"medications": ["venlafaxine"]}, set()),
        ("R7", "chaparral", {"treatments": ["pazopanib"]}, {"major"}),
        ("R7", "chaparral", {"treatments": ["imatinib"]}, {"moderate"}),
        ("R7", "ashwagandha", {"treatments": ["pazopanib"]}, {"moderate"}),
        ("R7", "ashwagandha", {"treatments": ["imatinib"]}, set()),
        ("R7L", "reishi", {"labs": ["ALT 121"]}, {"moderate"}),
        ("R7L", "reishi", {"labs": ["ALT 120"]}, set()),
        ("R8", "aloe latex", {"medications": ["hydrochlorothiazide"]}, {"moderate"}),
        ("R8", "senna", {"medications": ["hydrochlorothiazide"]}, set()),
        ("R9", "ephedra", {"treatments": ["bevacizumab"]}, {"moderate"}),
        ("R9", "guarana", {"treatments": ["bevacizumab"]}, set()),
        ("R9P", "ephedra", {"context": "bp=150/85"}, {"moderate"}),
        ("R9P", "ephedra", {"context": "bp=139/89"}, set()),
        ("R10", "cascara", {"treatments": ["neratinib"]}, {"moderate"}),
        ("R10", "magnesium", {"treatments": ["neratinib"]}, set()),
        ("R10P", "cascara", {"symptoms": ["diarrhea grade 2"]}, {"moderate"}),
        ("R10P", "cascara", {"symptoms": ["no diarrhea"]}, set()),
        ("R11", "calcium", {"treatments": ["gefitinib"]}, {"moderate"}),
        ("R11", "magnesium", {"treatments": ["gefitinib"]}, set()),
        ("R12", "zinc", {"medications": ["levothyroxine"]}, {"moderate"}),
        ("R12", "multivitamin", {"medications": ["levothyroxine"]}, set()),
        ("R13", "glutathione", {"treatments": ["carboplatin"]}, {"moderate"}),
        ("R13", "quercetin", {"treatments": ["carboplatin"]}, {"minor"}),
        ("R13", "melatonin", {"treatments": ["lutetium 177Lu PSMA-617"]}, set()),
        ("R13R", "NAC", {"radiation": {"site": "breast"}}, {"moderate"}),
        ("R13R", "lycopene", {"radiation": {"site": "breast"}}, {"minor"}),
        ("R13R", "NAC", {"radiation": {"site": "breast", "to": "2026-11-20"}}, set()),
        ("R13R", "NAC", {"radiation": {"site": "breast", "from": "2026-11-28"}}, {"moderate"}),
        ("R13R", "NAC", {"radiation": {"site": "breast", "from": "2026-11-29"}}, set()),
        ("R14", "reishi", {"medications": ["tacrolimus"]}, {"moderate"}),
        ("R14", "reishi", {"medications": ["dexamethasone"]}, set()),
        ("R14C", "maitake", {"treatments": ["nivolumab"]}, {"minor"}),
        ("R15", "tongkat ali", {"treatments": ["enzalutamide"]}, {"moderate"}),
        ("R15", "red clover", {"treatments": ["letrozole"]}, {"moderate"}),
        ("R15", "red clover", {"treatments": ["enzalutamide"]}, set()),
        ("R15P", "pregnenolone", {"conditions": ["ER+ breast cancer"]}, {"moderate"}),
        ("R15P", "pregnenolone", {"conditions": ["triple negative breast cancer"]}, set()),
        ("R16", "B-complex", {"treatments": ["capecitabine"]}, {"moderate"}),
        ("R16", "B-complex", {"treatments": ["pemetrexed"]}, set()),
        ("R17", "gymnema", {"medications": ["insulin"]}, {"moderate"}),
        ("R17", "cinnamon", {"medications": ["insulin"]}, set()),
        ("R18", "noni", {"medications": ["lisinopril"]}, {"moderate"}),
        ("R18", "dandelion", {"medications": ["lisinopril"]}, set()),
        ("R18K", "potassium", {"labs": ["eGFR 59"]}, {"moderate"}),
        ("R18K", "potassium", {"labs": ["eGFR 60"]}, set()),
        ("R20", "red yeast rice", {"medications": ["diltiazem"]}, {"moderate"}),
        ("R20", "red yeast rice", {"medications": ["amiodarone"]}, set()),
        ("R21", "chaga", {"treatments": ["cisplatin"]}, {"moderate"}),
        ("R21", "creatine", {"treatments": ["cisplatin"]}, set()),
        ("R21K", "thunder god vine", {"labs": ["eGFR 30"]}, {"moderate"}),
        ("R21K", "thunder god vine", {"labs": ["eGFR 29.9"]}, {"major"}),
        ("R22A", "kefir", {"labs": ["ANC 0.5"]}, set()),
        ("R22T", "Culturelle", {"conditions": ["allogeneic HSCT"]}, {"moderate"}),
        ("R22T", "Florastor", {"conditions": ["allogeneic HSCT"]}, {"contraindicated"}),
        ("R22T", "Florastor", {"conditions": ["autologous transplant"]}, set()),
        ("R23", "vitamin C", {"planned_tests": ["troponin"]}, set()),
        ("R24", "valerian", {"medications": ["oxycodone"]}, {"moderate"}),
        ("R24", "chamomile", {"medications": ["oxycodone"]}, set()),
        ("R24S", "kratom", {"procedures": ["mastectomy"]}, {"moderate"}),
        ("R25", "graviola", {"treatments": ["vincristine"]}, set()),
        ("R25", "acetyl-L-carnitine", {"treatments": ["oxaliplatin"]}, {"major"}),
        ("R25N", "acetyl-L-carnitine", {"conditions": ["neuropathy grade 1"]}, {"major"}),
        ("R25N", "acetyl-L-carnitine", {"conditions": ["neuropathy grade 0"]}, set()),
        ("R26", "colloidal silver", {}, {"contraindicated"}),
        ("R26", "ephedra", {}, set()),
        ("R27", "flaxseed", {"treatments": ["imatinib"]}, {"minor"}),
        ("R27", "flaxseed", {"treatments": ["bevacizumab"]}, set()),
        ("R27A", "activated charcoal", {"medications": ["apixaban"]}, {"major"}),
        ("R27A", "activated charcoal", {"medications": ["enoxaparin"]}, set()),
        ("RP", "maca", {"procedures": ["mastectomy"]}, {"minor"}),
        ("RP", "milk thistle", {"procedures": ["mastectomy"]}, set()),
        ("RP", "maca", {"procedures": ["MRI of the breast"]}, set()),
    ],
)  # fmt: skip
def test_a_rule_speaks_on_its_side_of_the_boundary(rule, product, situation, expected):
    assert severity(screened(products=[product], **situation), rule) == expected


@pytest.mark.parametrize(
    ("dose", "over"), [("100 mg", set()), ("101 mg", {"moderate"}), ("50 mg twice a day", set())]
)
def test_the_upper_limit_itself_is_still_allowed(dose, over):
    assert severity(screened(products=[f"vitamin B6 {dose}"]), "R29") == over


def test_totals_add_up_over_products():
    found = screened(products=["zinc 25 mg", "zinc gluconate 20 mg", "vitamin D 5000 IU"])
    told = [finding["mechanism"] for finding in found["findings"] if finding["rule"] == "R29"]
    assert sum("45 mg of Zinc" in text for text in told) == 2
    assert sum("Vitamin D" in text for text in told) == 1


@pytest.mark.parametrize(
    ("rule", "products", "situation", "expected"),
    [
        ("R28B", ["ginkgo", "ginger"], {"medications": ["apixaban"]}, {"moderate"}),
        ("R28B", ["ginkgo", "ginger"], {}, set()),
        ("R28B", ["ginkgo"], {"medications": ["apixaban"]}, set()),
        ("R28B", ["ginkgo", "fish oil"], {"medications": ["apixaban"]}, set()),
        ("R28B", ["ginkgo", "ginger"], {"labs": ["platelets 99"]}, {"moderate"}),
        ("R28S", ["valerian", "hops"], {"medications": ["lorazepam"]}, {"moderate"}),
        ("R28S", ["valerian", "hops"], {}, {"minor"}),
        ("R28T", ["5-HTP", "SAMe"], {}, {"moderate"}),
        ("R28T", ["5-HTP", "rhodiola"], {}, set()),
        ("R28H", ["ashwagandha", "garcinia"], {"treatments": ["imatinib"]}, {"moderate"}),
        ("R28H", ["ashwagandha", "garcinia"], {}, {"minor"}),
        ("R28Q", ["licorice", "guarana"], {"treatments": ["ribociclib"]}, {"moderate"}),
    ],
)
def test_effects_add_up_across_products(rule, products, situation, expected):
    assert severity(screened(products=products, **situation), rule) == expected


def test_a_documented_non_interaction_silences_the_rule():
    found = screened(products=["ginger"], medications=["warfarin"], labs=["INR 2.4"])
    assert {finding["rule"] for finding in found["findings"]} == {"PF083"}


def test_a_fact_about_the_drug_does_not_silence_what_the_person_brings():
    labs = ["platelets 22", "INR 2.4"]
    found = screened(products=["garlic"], medications=["warfarin"], labs=labs)
    assert {finding["with"] for finding in found["findings"]} == {"warfarin", "platelets_lt_50"}


def test_duplicates_merge_into_the_worst_and_keep_every_reason():
    found = screened(products=["laetrile"], medications=["warfarin", "metformin"])
    toxic = [finding for finding in found["findings"] if finding["with"] == "any_drug"]
    assert [finding["severity"] for finding in toxic] == ["contraindicated"]


@pytest.mark.parametrize(
    ("product", "drug", "word"),
    [
        ("ginger in cooking", "apixaban", "none_found"),
        ("ginger extract 1 g", "apixaban", "care"),
        ("green tea, 2 cups a day", "apixaban", "none_found"),
        ("turmeric cream on the skin", "tamoxifen", "none_found"),
        ("turmeric extract 1000 mg", "tamoxifen", "hold"),
        ("licorice candy", "furosemide", "hold"),
    ],
)
def test_food_and_skin_differ_from_an_extract(product, drug, word):
    assert verdicts(screened(products=[product], medications=[drug])) == {product: word}


def test_vitamin_c_by_vein_is_another_thing_than_by_mouth():
    drip = {"text": "vitamin C", "route": "IV", "dose": "25 g"}
    found = screened(products=[drip], conditions=["G6PD deficient"])
    assert verdicts(found) == {"vitamin C": "stop"}
    assert verdicts(screened(products=["vitamin C 500 mg"], conditions=["G6PD deficient"])) == {
        "vitamin C 500 mg": "none_found"
    }


@pytest.mark.parametrize(
    ("dose", "found"),
    [("500 mg", False), ("501 mg", True), ("0.6 g", True), ("", True), ("250 mg bid", False)],
)
def test_a_dose_condition_holds_where_the_dose_is_over_or_unknown(dose, found):
    answered = screened(products=[f"vitamin C {dose}"], treatments=["bortezomib"])
    assert ("PF151" in {finding["rule"] for finding in answered["findings"]}) is found


def test_an_unknown_product_or_drug_is_never_called_free_of_findings():
    assert verdicts(screened(products=["Nerve Renew Complex"])) == {"Nerve Renew Complex": "cannot_screen"}
    found = screened(products=["milk thistle"], medications=["zzyzxumab"])
    assert verdicts(found) == {"milk thistle": "cannot_screen"}
    assert found["unidentified"] == [{"text": "zzyzxumab", "as": "drug"}]
    assert found["coverage"] == {"products": 1, "products_screened": 1, "drugs": 1, "drugs_screened": 0}


def test_a_known_harm_is_shown_even_when_a_drug_is_unknown():
    found = screened(products=["St John's wort"], medications=["zzyzxumab", "apixaban"])
    assert verdicts(found) == {"St John's wort": "stop"}


def test_an_ambiguous_label_is_screened_for_each_meaning_and_stays_unscreened():
    found = screened(products=["ALA"], treatments=["carboplatin"])
    assert verdicts(found) == {"ALA": "cannot_screen"}
    assert {finding["supplement"] for finding in found["findings"]} >= {"alpha_lipoic_acid"}


def test_what_a_person_accepted_counts():
    found = screened(
        products=["gingko stuff"], confirmed={"gingko stuff": "ginkgo"}, medications=["warfarin"]
    )
    assert found["verdicts"] == [{"product": "gingko stuff", "ingredients": ["ginkgo"], "verdict": "hold"}]


def test_a_medicine_among_the_products_is_taken_into_account():
    found = screened(products=["warfarin", "goji"])
    assert verdicts(found) == {"goji": "stop", "warfarin": "cannot_screen"}


def test_a_supplement_among_the_medicines_is_screened():
    assert verdicts(screened(medications=["warfarin", "goji berry"])) == {"goji berry": "stop"}


def test_dates_follow_from_the_procedure_and_the_radiation():
    found = screened(
        products=["ginkgo", "vitamin E"],
        procedures=[{"name": "port removal", "on": "2026-12-08"}],
        radiation={"site": "chest", "from": "2026-11-02", "to": "2026-12-11"},
    )["findings"]
    stops = {(finding["supplement"], finding["with"]): finding["stop_by"] for finding in found}
    assert stops["ginkgo", "surgery"] == "2026-11-24"
    assert stops["vitamin_e", "radiation"] == ON
    assert {finding["restart_on"] for finding in found if finding["with"] == "radiation"} == {"2026-12-12"}


@pytest.mark.parametrize(("on", "known"), [("2026-11-07", True), ("2026-11-06", False)])
def test_a_count_ages_in_fourteen_days_on_treatment(on, known):
    lab = {"test": "platelets", "value": 220, "unit": "10^9/L", "on": on}
    found = screened(products=["ginkgo"], treatments=["carboplatin"], labs=[lab])
    assert (severity(found, "RU") == set()) is known


def test_an_old_low_count_still_warns():
    lab = {"test": "platelets", "value": 22, "unit": "10^9/L", "on": "2025-01-01"}
    assert severity(screened(products=["ginkgo"], labs=[lab]), "R5L") == {"moderate"}


def test_a_missing_count_is_asked_for_where_the_marrow_is_at_risk():
    assert severity(screened(products=["ginkgo"], treatments=["carboplatin"]), "RU") == {"minor"}
    assert severity(screened(products=["ginkgo"], treatments=["letrozole"]), "RU") == set()
    assert verdicts(screened(products=["ginkgo"], treatments=["carboplatin"])) == {"ginkgo": "hold"}


def test_a_missing_count_asks_no_more_than_a_low_one_would():
    low = screened(products=["ginger"], treatments=["carboplatin"], labs=["platelets 20"])
    assert verdicts(low) == verdicts(screened(products=["ginger"], treatments=["carboplatin"]))
    assert verdicts(low) == {"ginger": "care"}


@pytest.mark.parametrize(
    ("shorthand", "with_"),
    [
        (
            "comeds=warfarin; labs=platelets 22, INR 2; phase=surgery in 6 days",
            {"warfarin", "platelets_lt_50", "surgery"},
        ),
        ("tumour=ER+ breast; device=port", set()),
        ("neuropathy=grade 2", set()),
    ],
)
def test_the_shorthand_says_the_same(shorthand, with_):
    found = screened(products=["garlic"], context=shorthand)["findings"]
    assert {finding["with"] for finding in found} == with_


def test_a_drug_whose_label_nobody_read_is_not_called_free_of_findings():
    found = screened(products=["St. John's wort", "collagen"], treatments=["vimseltinib"])
    assert severity(found, "RK") == {"moderate"}
    assert verdicts(found)["St. John's wort"] == "hold"
    assert "RK" not in {f["rule"] for f in found["findings"] if f["product"] == "collagen"}
