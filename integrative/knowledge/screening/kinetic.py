"""Rules about drug levels: enzymes, transporters, binding in the gut (R1 to R4, R11, R12, R20, R27, RK)."""

from __future__ import annotations

from collections.abc import Iterator

from ..agents import STEPS, Agent
from ..supplements import IN_PEOPLE, Supplement
from .hits import MODERATE, STRONG, WEAK, Hit, because, silenced

HIGH, MIDDLING, LOW = 3, 2, 1
# They act on the enzyme in the gut wall alone, so a drug given into a vein is not reached.
IN_THE_GUT_ONLY = frozenset({"grapefruit", "seville_orange", "star_fruit", "kratom"})
LEVELS_FOLLOWED = frozenset({"mtor_inhibitor", "mtor_immunosuppressant", "calcineurin_inhibitor"})
CHANGES_HANDLING = ("induces_", "inhibits_")
BY_SENSITIVITY = {HIGH: "major", MIDDLING: "moderate", LOW: "minor"}


def kinetic_hits(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    """Every rule about the level of `drug` (or of the product) that applies to the two."""
    for rule in (_induction, _inhibition, _transport, _activation, _drug_on_product, _binding, _not_read):
        yield from rule(supplement, drug)


def _induction(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("induces_CYP3A4")
    if not known or known.evidence != "human" or silenced(supplement, "CYP3A4"):
        return
    severity, rule = BY_SENSITIVITY.get(drug.cyp3a4_sensitivity), "R1"
    if known.strength == WEAK:
        severity, rule = ("minor", "R1w") if drug.cyp3a4_sensitivity == HIGH else (None, "")
    if severity:
        yield _hit(rule, severity, supplement, "induces_CYP3A4", drug, _sensitivity(drug))


def _inhibition(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("inhibits_CYP3A4")
    if not known or known.evidence != "human" or silenced(supplement, "CYP3A4"):
        return
    if supplement.id in IN_THE_GUT_ONLY and not drug.by_mouth:
        return
    narrow = "narrow_therapeutic_index" in drug.traits
    severity, rule = None, "R2"
    if known.strength >= MODERATE and drug.cyp3a4_sensitivity:
        severity = "minor" if drug.cyp3a4_sensitivity == LOW else "moderate"
        if severity == "moderate" and (narrow or drug.qt_risk == HIGH):
            severity = "major"
    elif known.strength == WEAK and drug.cyp3a4_sensitivity:
        rule = "R2w"
        if (narrow and drug.cyp3a4_sensitivity >= MIDDLING) or drug.drug_class in LEVELS_FOLLOWED:
            severity = "moderate"
        elif drug.cyp3a4_sensitivity == HIGH:
            severity = "minor"
    if severity:
        yield _hit(rule, severity, supplement, "inhibits_CYP3A4", drug, _sensitivity(drug))


def _transport(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("induces_P-gp")
    if not known or known.strength < MODERATE or known.evidence != "human" or silenced(supplement, "P-gp"):
        return
    if drug.by_mouth and "P-gp" in drug.transported_by:
        severity = "major" if "anticoagulant" in drug.traits else "moderate"
        yield _hit("R3", severity, supplement, "induces_P-gp", drug, f"{drug.id} is carried out by P-gp")


def _activation(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    known = supplement.properties.get("inhibits_CYP2D6")
    if not known or known.strength < MODERATE or known.evidence != "human" or silenced(supplement, "CYP2D6"):
        return
    if "CYP2D6" in drug.activated_by:
        yield _hit("R4", "moderate", supplement, "inhibits_CYP2D6", drug, f"{drug.id} is activated by CYP2D6")


def _drug_on_product(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    if supplement.strength("substrate_CYP3A4") >= MODERATE and drug.inhibits.get("CYP3A4", 0) >= MODERATE:
        chain = f"{drug.id} inhibits CYP3A4"
        yield _hit("R20", "moderate", supplement, "substrate_CYP3A4", drug, chain)


def _binding(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    if supplement.strength("antacid") >= MODERATE and "acid_dependent_absorption" in drug.traits:
        yield _hit("R11", "moderate", supplement, "antacid", drug, f"{drug.id} needs stomach acid")
    if supplement.strength("polyvalent_cation") >= STRONG and "chelation_susceptible" in drug.traits:
        yield _hit(
            "R12", "moderate", supplement, "polyvalent_cation", drug, f"{drug.id} is bound by minerals"
        )
    if not drug.by_mouth:
        return
    fibre, adsorbent = supplement.properties.get("binding_fibre"), supplement.strength("adsorbent")
    if fibre and drug.kind == "treatment":
        firm = fibre.strength >= MODERATE and fibre.evidence == "human"
        severity = "moderate" if firm else "minor"
        yield _hit("R27", severity, supplement, "binding_fibre", drug, f"{drug.id} is taken by mouth")
    if adsorbent >= MODERATE:
        severity = "major" if adsorbent >= STRONG else "moderate"
        yield _hit("R27A", severity, supplement, "adsorbent", drug, f"{drug.id} is taken by mouth")


def _not_read(supplement: Supplement, drug: Agent) -> Iterator[Hit]:
    """Nobody has read how the drug is handled: what changes enzymes in people is not called harmless."""
    if "pathways_unread" not in drug.traits:
        return
    names = [name for name in supplement.properties if name.startswith(CHANGES_HANDLING)]
    firm = [name for name in names if supplement.properties[name].evidence in IN_PEOPLE]
    if firm:
        yield _hit("RK", "moderate", supplement, firm[0], drug, f"the label of {drug.id} has not been read")


def _sensitivity(drug: Agent) -> str:
    return f"{drug.id} depends on CYP3A4 ({list(STEPS)[drug.cyp3a4_sensitivity]} sensitivity)"


def _hit(rule: str, severity: str, supplement: Supplement, name: str, drug: Agent, link: str) -> Hit:
    known = supplement.properties[name]
    return Hit(rule, severity, drug.id, drug.kind, known.evidence, (because(supplement, known), link))
