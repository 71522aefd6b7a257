"""Cancer drugs, other medicines and regimens: what they are called and what matters about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .tables import Check, Row, Table, anything, each, filled, one_of, optional, provenance, refers_to, split

SIZES = {"": 0, "weak": 1, "moderate": 2, "strong": 3}
STEPS = {"none": 0, "low": 1, "moderate": 2, "high": 3}
ROUTES = ("PO", "IV", "SC", "IM", "IT", "SL", "TD", "TM", "topical", "intravesical")
TRAITS = (
    "acid_dependent_absorption", "acid_reducing", "anticoagulant", "antihypertensive", "antiplatelet",
    "cardiotoxic", "chelation_susceptible", "diarrhoea_prominent", "folate_pathway", "glucose_lowering",
    "glucose_raising", "hepatotoxic", "hepatotoxic_boxed", "hormone_sensitive_target", "hyperglycaemic",
    "hypertensive", "immunosuppressant", "immunotherapy", "myelosuppressive", "narrow_therapeutic_index",
    "nephrotoxic", "neurotoxic", "opioid", "oxidative_mechanism", "pathways_unread",
    "photosensitising", "potassium_lowering", "potassium_raising", "sedative",
    "seizure_threshold_lowering", "serotonergic", "thrombocytopenia_prominent", "vitamin_k_antagonist",
)  # fmt: skip
ENZYME = re.compile(
    r"(CYP\d[A-Z]\d*|CYP26|UGT\d?[A-Z]?\d*|P-gp|BCRP|OATP1B1|OATP1B3|OATP1A2|OAT1|OAT3|MRP2)"
    r"(:(weak|moderate|strong))?"
)


@dataclass(frozen=True, eq=False)
class Agent:
    """A drug. `kind` is "treatment" for cancer drugs and "medicine" for all others."""

    id: str
    name: str
    kind: str
    brands: tuple[str, ...]
    drug_class: str
    routes: frozenset[str]
    substrate_of: frozenset[str]
    """Enzymes that break it down in the main."""
    partly_substrate_of: frozenset[str]
    transported_by: frozenset[str]
    activated_by: frozenset[str]
    inhibits: dict[str, int]
    """Enzyme -> 0 not graded, 1 weak, 2 moderate, 3 strong (FDA size bands)."""
    cyp3a4_sensitivity: int
    qt_risk: int
    bleeding_risk: int
    traits: frozenset[str]
    certainty: str
    source: str

    @property
    def by_mouth(self) -> bool:
        return "PO" in self.routes


@dataclass(frozen=True)
class Regimen:
    id: str
    name: str
    aliases: tuple[str, ...]
    agents: tuple[str, ...]
    includes_radiation: bool


def _enzyme(cell: str) -> str | None:
    return None if ENZYME.fullmatch(cell) else f"{cell!r} is not an enzyme or transporter we know"


def _drug_columns() -> dict[str, Check]:
    return {
        "id": filled,
        "name": filled,
        "brands": anything,
        "drug_class": filled,
        "atc": filled,
        "routes": each(one_of(*ROUTES)),
        "metabolized_by": each(_enzyme),
        "metabolized_in_part_by": each(_enzyme),
        "transported_by": each(_enzyme),
        "activated_by": anything,
        "other_pathways": anything,
        "inhibits": each(_enzyme),
        "induces": each(_enzyme),
        "cyp3a4_sensitivity": one_of(*STEPS),
        "qt_risk": one_of(*STEPS),
        "bleeding_risk": one_of(*STEPS),
        "emetic_risk": optional(one_of("minimal", "low", "moderate", "high")),
        "traits": each(one_of(*TRAITS)),
        "note": anything,
        **provenance("high", "moderate", "low"),
    }


AGENTS = Table("agents", _drug_columns())
COMEDICATIONS = Table("comedications", _drug_columns())
REGIMENS = Table(
    "regimens",
    {
        "id": filled,
        "name": filled,
        "aliases": anything,
        "cancer_types": anything,
        "agents": each(refers_to("agents", "comedications")),
        "includes_radiation": one_of("yes", "no"),
        **provenance("high", "moderate", "low"),
    },
)


@cache
def all_agents() -> dict[str, Agent]:
    """Every drug by id: cancer drugs, then other medicines."""
    treatments = {row["id"]: _agent(row, "treatment") for row in AGENTS.rows()}
    return treatments | {row["id"]: _agent(row, "medicine") for row in COMEDICATIONS.rows()}


def _agent(row: Row, kind: str) -> Agent:
    return Agent(
        id=row["id"],
        name=row["name"],
        kind=kind,
        brands=split(row["brands"]),
        drug_class=row["drug_class"],
        routes=frozenset(split(row["routes"])),
        substrate_of=frozenset(split(row["metabolized_by"])),
        partly_substrate_of=frozenset(split(row["metabolized_in_part_by"])),
        transported_by=frozenset(split(row["transported_by"])),
        activated_by=frozenset(split(row["activated_by"])),
        inhibits=_graded(row["inhibits"]),
        cyp3a4_sensitivity=STEPS[row["cyp3a4_sensitivity"]],
        qt_risk=STEPS[row["qt_risk"]],
        bleeding_risk=STEPS[row["bleeding_risk"]],
        traits=frozenset(split(row["traits"])),
        certainty=row["certainty"],
        source=row["source"],
    )


def _graded(cell: str) -> dict[str, int]:
    parts = (entry.partition(":") for entry in split(cell))
    return {enzyme: SIZES[size] for enzyme, _, size in parts}


@cache
def all_regimens() -> dict[str, Regimen]:
    """Every named regimen by id."""
    return {
        row["id"]: Regimen(
            id=row["id"],
            name=row["name"],
            aliases=split(row["aliases"]),
            agents=split(row["agents"]),
            includes_radiation=row["includes_radiation"] == "yes",
        )
        for row in REGIMENS.rows()
    }
