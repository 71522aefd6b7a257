"""Rules about effects that add to or oppose those of a drug (R5 to R10, R13 to R19, R21, R24, R25)."""

from __future__ import annotations

from collections.abc import Iterator

from ..agents import Agent
from ..supplements import IN_PEOPLE, Property, Supplement
from .hits import MODERATE, STRONG, WEAK, Hit, because, silenced, strongest

BLEEDING = ("bleeding", "antiplatelet", "fibrinolytic")
TRANSPLANT = frozenset(
    {"calcineurin_inhibitor", "mtor_immunosuppressant", "antimetabolite_immunosuppressant"}
)
STOPS_MAO = frozenset({"procarbazine", "linezolid"})
AGAINST_ESTROGEN = frozenset({"aromatase_inhibitor", "serm", "serd"})
AGAINST_ANDROGEN = frozenset({"androgen_pathway", "gnrh_agent"})


def bleeding_property(supplement: Supplement) -> Property | None:
    """What makes bleeding more likely, unless trials found that it does not."""
    return None if silenced(supplement, "bleeding") else strongest(supplement, *BLEEDING)


def effect_hits(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    """Every rule about an effect that applies to the two."""
    yield from _bleeding(supplement, drug)
    yield from _serotonin(supplement, drug)
    yield from _liver(supplement, drug)
    yield from _hormones(supplement, drug)
    yield from _immune(supplement, drug)
    yield from _nerves(supplement, drug)
    yield from _shared_traits(supplement, drug)


def _bleeding(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = bleeding_property(supplement)
    if known:
        weak = known.strength == WEAK
        if {"anticoagulant", "antiplatelet"} & drug.traits:
            rule, severity = ("R5m", "minor") if weak else ("R5", "moderate")
            yield _hit(rule, severity, supplement, known, drug, f"{drug.id} works against clotting")
        elif drug.drug_class == "btk_inhibitor":
            minor = weak and known.evidence not in IN_PEOPLE
            rule, severity = ("R5m", "minor") if minor else ("R5", "moderate")
            yield _hit(rule, severity, supplement, known, drug, f"{drug.id} slows platelets")
    if "vitamin_k_antagonist" not in drug.traits or silenced(supplement, "warfarin"):
        return
    shift = strongest(supplement, "warfarin_potentiation", "warfarin_antagonism", "vitamin_k_source")
    if shift:
        severity = "minor" if shift.strength == WEAK else "moderate"
        yield _hit("R5W", severity, supplement, shift, drug, f"{drug.id} works against vitamin K")


def _serotonin(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("serotonergic")
    if not known or known.strength < MODERATE or drug.drug_class == "antiemetic_5ht3":
        return
    if drug.id in STOPS_MAO:
        yield _hit("R6", "major", supplement, known, drug, f"{drug.id} slows the breakdown of serotonin")
    elif "serotonergic" in drug.traits and drug.drug_class != "antiemetic_nk1":
        yield _hit("R6", "moderate", supplement, known, drug, f"{drug.id} raises serotonin")


def _liver(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("hepatotoxic")
    boxed = "hepatotoxic_boxed" in drug.traits
    if not known or "hepatotoxic" not in drug.traits:
        return
    if known.strength == STRONG or (known.strength == MODERATE and boxed):
        severity = "major" if known.strength == STRONG and boxed else "moderate"
        yield _hit("R7", severity, supplement, known, drug, f"{drug.id} can harm the liver")


def _hormones(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    against: tuple[str, ...] = ()
    if drug.drug_class in AGAINST_ESTROGEN:
        against = ("estrogenic", "androgenic", "phytoestrogenic")
    elif drug.drug_class in AGAINST_ANDROGEN:
        against = ("androgenic", "estrogenic") if drug.drug_class == "gnrh_agent" else ("androgenic",)
    known = strongest(supplement, *against)
    if known and known.strength >= MODERATE:
        major = known.strength == STRONG and known.name != "phytoestrogenic"
        link = f"{drug.id} lowers or blocks sex hormones"
        yield _hit("R15", "major" if major else "moderate", supplement, known, drug, link)


def _immune(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("immunostimulant")
    if not known or known.strength < MODERATE:
        return
    if drug.drug_class in TRANSPLANT:
        yield _hit("R14", "moderate", supplement, known, drug, f"{drug.id} prevents rejection")
    elif drug.drug_class == "checkpoint_inhibitor":
        yield _hit("R14C", "minor", supplement, known, drug, f"{drug.id} is a checkpoint inhibitor")


def _nerves(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = strongest(supplement, "neuropathy_worsening", "neurotoxic")
    if known and known.strength >= MODERATE and "neurotoxic" in drug.traits:
        severity = "major" if known.strength == STRONG else "moderate"
        yield _hit("R25", severity, supplement, known, drug, f"{drug.id} can damage nerves")


def _shared_traits(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    """Rules that ask for one property of the supplement and one trait of the drug."""
    for rule, name, least, trait, severity in SHARED:
        known = supplement.properties.get(name)
        if known and known.strength >= least and _has(drug, trait):
            mild = rule == "R13" and known.strength < STRONG
            link = f"{drug.id}: {trait.replace('_', ' ')}"
            yield _hit(rule, "minor" if mild else severity, supplement, known, drug, link)


SHARED = (
    ("R8", "hypokalaemic", MODERATE, "potassium_sensitive", "moderate"),
    ("R9", "hypertensive", MODERATE, "hypertensive", "moderate"),
    ("R10", "laxative", STRONG, "diarrhoea_prominent", "moderate"),
    ("R13", "antioxidant", MODERATE, "oxidative_mechanism", "moderate"),
    ("R16", "folate_source", MODERATE, "folate_pathway", "moderate"),
    ("R17", "hypoglycaemic", MODERATE, "glucose_lowering", "moderate"),
    ("R18", "hyperkalaemic", MODERATE, "potassium_raising", "moderate"),
    ("R19", "retinoid", MODERATE, "retinoid", "moderate"),
    ("R21", "nephrotoxic", MODERATE, "nephrotoxic", "moderate"),
    ("R21", "oxalate", MODERATE, "nephrotoxic", "moderate"),
    ("R24", "sedative", MODERATE, "sedating", "moderate"),
)


def _has(drug: Agent, trait: str) -> bool:
    if trait == "potassium_sensitive":
        return "potassium_lowering" in drug.traits or drug.qt_risk == STRONG or drug.id == "abiraterone"
    if trait == "folate_pathway":
        return trait in drug.traits and drug.id != "pemetrexed"
    if trait == "retinoid":
        return drug.drug_class == "retinoid"
    if trait == "sedating":
        return bool({"sedative", "opioid"} & drug.traits)
    return trait in drug.traits


def _hit(rule: str, severity: str, supplement: Supplement, known: Property, drug: Agent, link: str) -> Hit:
    return Hit(rule, severity, drug.id, drug.kind, known.evidence, (because(supplement, known), link))
