"""Rules about the person: counts, organs, procedures, radiation, lines and planned tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ..supplements import Property, all_supplements
from .effects import BLEEDING, bleeding_property
from .hits import MODERATE, STRONG, WEAK, Hit, because, strongest
from .lines import Ingredient
from .person import Person, below, with_any

TESTS = {
    "assay_interference": ("lab_immunoassay", "lab_psa"),
    "creatinine_assay": ("lab_creatinine",),
    "glucose_meter_interference": ("lab_glucose_meter",),
}
WASHOUT_BEFORE_TEST = {"assay_interference": 3, "creatinine_assay": 14, "glucose_meter_interference": 1}


def state_hits(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    """Every rule about the person's present state that applies to an ingredient."""
    yield from _toxic(ingredient)
    for rule in _rules_for(ingredient.supplement.id):
        yield from rule(ingredient, person)


@cache
def _rules_for(supplement: str) -> tuple[StateRule, ...]:
    """The rules that ask for a property this supplement has."""
    has = all_supplements()[supplement].properties.keys()
    return tuple(rule for rule, properties in RULES.items() if not properties or properties & has)


def _toxic(ingredient: Ingredient) -> Iterator[Hit]:
    known = strongest(ingredient.supplement, "toxic_no_benefit", "cyanogenic")
    rhythm = ingredient.supplement.properties.get("qt_prolonging")
    if rhythm and rhythm.strength == STRONG:
        known = known or rhythm
    if known and known.strength >= MODERATE:
        yield Hit("R26", "contraindicated", "any_drug", "anyone", known.evidence, _chain(ingredient, known))


def _counts(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    thins = bleeding_property(ingredient.supplement) or strongest(ingredient.supplement, *BLEEDING)
    if thins and "platelets_lt_50" in person.contexts and not ingredient.as_food:
        yield _hit("R5L", "moderate", ingredient, thins, person, "platelets_lt_50", "lab")
    elif thins and not ingredient.as_food and below(person, "platelets", 100):
        yield Hit("R5N", "minor", "platelets", "lab", thins.evidence, _chain(ingredient, thins))
    yield from _inr(ingredient, person)
    live = ingredient.supplement.properties.get("live_microbe")
    if live and "neutropenia_severe" in person.contexts:
        severity = "contraindicated" if live.strength == STRONG else "moderate"
        yield _hit("R22A", severity, ingredient, live, person, "neutropenia_severe", "lab")
    if live and live.strength == STRONG and "central_line" in person.contexts:
        yield _hit("R22C", "contraindicated", ingredient, live, person, "central_line", "device")
    if live and "donor_transplant" in person.flags:
        severity = "contraindicated" if live.strength == STRONG else "moderate"
        yield _hit("R22T", severity, ingredient, live, person, "donor_transplant", "condition")


def _inr(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    shifts = strongest(ingredient.supplement, "warfarin_potentiation", *BLEEDING)
    above = "inr_above_range" in person.contexts
    if above and shifts and with_any(person.drugs, "vitamin_k_antagonist"):
        yield _hit("R5I", "major", ingredient, shifts, person, "inr_above_range", "lab")


def _organs(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    supplement = ingredient.supplement
    liver = supplement.properties.get("hepatotoxic")
    if liver and "raised_lfts" in person.contexts:
        yield _hit("R7L", "moderate", ingredient, liver, person, "raised_lfts", "lab")
    kidney = strongest(supplement, "nephrotoxic", "oxalate")
    potassium = supplement.properties.get("hyperkalaemic")
    if "egfr_lt_60" in person.contexts:
        worse = "egfr_lt_30" in person.contexts
        where = "egfr_lt_30" if worse else "egfr_lt_60"
        if kidney and kidney.strength >= MODERATE:
            severity = "major" if worse else "moderate"
            yield _hit("R21K", severity, ingredient, kidney, person, where, "lab")
        if potassium and potassium.strength >= MODERATE:
            yield _hit("R18K", "moderate", ingredient, potassium, person, where, "lab")
    pressure = supplement.properties.get("hypertensive")
    if pressure and pressure.strength >= MODERATE and "hypertension" in person.flags:
        yield _hit("R9P", "moderate", ingredient, pressure, person, "hypertension", "condition")


def _hormones(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    names = {
        "hormone_sensitive_cancer": ("estrogenic", "androgenic", "phytoestrogenic"),
        "prostate_cancer": ("androgenic",),
    }
    for where, properties in names.items():
        known = strongest(ingredient.supplement, *properties)
        if where in person.contexts and known and known.strength >= MODERATE:
            major = known.strength == STRONG and known.name != "phytoestrogenic"
            severity = "major" if major else "moderate"
            yield _hit("R15P", severity, ingredient, known, person, where, "condition")


def _nerves(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    known = strongest(ingredient.supplement, "neuropathy_worsening", "neurotoxic")
    said = person.contexts.get("neuropathy_existing", "")
    if known and known.strength >= MODERATE and said and not said.endswith("can damage nerves"):
        severity = "major" if known.strength == STRONG else "moderate"
        yield _hit("R25N", severity, ingredient, known, person, "neuropathy_existing", "condition")


def _bowel(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    known = ingredient.supplement.properties.get("laxative")
    if known and known.strength == STRONG and "diarrhea" in person.flags:
        yield _hit("R10P", "moderate", ingredient, known, person, "diarrhea", "symptom")


def _radiation(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    known = ingredient.supplement.properties.get("antioxidant")
    if known and known.strength >= MODERATE and "radiation" in person.contexts:
        severity = "moderate" if known.strength == STRONG else "minor"
        yield _hit("R13R", severity, ingredient, known, person, "radiation", "radiation")


def _tests(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    for name, tests in TESTS.items():
        known = ingredient.supplement.properties.get(name)
        where = next((test for test in tests if test in person.contexts), None)
        if known and where:
            severity = "minor" if known.strength == WEAK else "moderate"
            words = {"days": str(WASHOUT_BEFORE_TEST[name]), "target": person.contexts[where]}
            yield _hit("R23", severity, ingredient, known, person, where, "test", words)


def _procedure(ingredient: Ingredient, person: Person) -> Iterator[Hit]:
    supplement = ingredient.supplement
    if "surgery" not in person.contexts or supplement.preop_hold_days == 0:
        return
    words = {"days": str(supplement.preop_hold_days or 14)}
    thins, sedates = bleeding_property(supplement), supplement.properties.get("sedative")
    if thins:
        yield _hit("R5S", "moderate", ingredient, thins, person, "surgery", "procedure", words)
    if sedates and sedates.strength >= MODERATE:
        yield _hit("R24S", "moderate", ingredient, sedates, person, "surgery", "procedure", words)
    if not thins and not (sedates and sedates.strength >= MODERATE):
        chain = (f"{supplement.id}: stop {words['days']} days before a procedure", person.contexts["surgery"])
        yield Hit("RP", "minor", "surgery", "procedure", "theory", chain, words)


def _hit(
    rule: str,
    severity: str,
    ingredient: Ingredient,
    known: Property,
    person: Person,
    where: str,
    kind: str,
    words: dict[str, str] | None = None,
) -> Hit:
    said = person.contexts.get(where) or person.flags.get(where) or where
    return Hit(rule, severity, where, kind, known.evidence, (*_chain(ingredient, known), said), words or {})


def _chain(ingredient: Ingredient, known: Property) -> tuple[str, ...]:
    return (because(ingredient.supplement, known),)


StateRule = Callable[[Ingredient, Person], Iterator[Hit]]
# Each rule with the properties it asks for; none: it asks for every supplement.
RULES: dict[StateRule, frozenset[str]] = {
    _counts: frozenset({*BLEEDING, "warfarin_potentiation", "live_microbe"}),
    _organs: frozenset({"hepatotoxic", "nephrotoxic", "oxalate", "hyperkalaemic", "hypertensive"}),
    _hormones: frozenset({"estrogenic", "androgenic", "phytoestrogenic"}),
    _nerves: frozenset({"neuropathy_worsening", "neurotoxic"}),
    _bowel: frozenset({"laxative"}),
    _radiation: frozenset({"antioxidant"}),
    _tests: frozenset(TESTS),
    _procedure: frozenset(),
}
