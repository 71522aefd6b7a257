"""Devices and precautions of the record as facts of the therapy rules: by their kind, and by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from integrative.knowledge.therapies.person import Fact
from patients.models import Answer, Precaution, PrecautionKind, Procedure, RadiationCourse
from patients.models.procedures import ProcedureState

from .places import NOT_NAMED, bones_in, in_words, limbs_in
from .record import Found

Facts = dict[str, Fact]
FLAG_OF_KIND = {
    PrecautionKind.PORT: "port",
    PrecautionKind.CENTRAL_LINE: "central_line",
    PrecautionKind.OSTOMY: "ostomy",
    PrecautionKind.PACEMAKER: "pacemaker",
    PrecautionKind.PREGNANCY: "pregnancy",
}
SAID_IN_WORDS = {
    "asthma_or_smoke_sensitive": r"asthma|smoke[- ]sensitiv|scent[- ]sensitiv",
    "bipolar": r"bipolar",
    "bleeding_disorder": r"h(?:a)?emophilia|von willebrand|bleeding disorder",
    "breast_prosthesis": r"breast implant|tissue expander|breast prosthesis",
    "contact_isolation": r"contact (?:isolation|precaution)|\bMRSA\b|\bVRE\b",
    "coronary_disease": r"coronary|angina|heart attack|myocardial infarct",
    "heart_failure_decompensated": r"decompensated",
    "jaw_osteonecrosis": r"osteonecrosis|osteoradionecrosis",
    "needle_phobia": r"(?:fear of|phobia of|afraid of) needles|needle (?:phobia|fear)",
    "open_wound": r"open wound|\bdrain\b|unhealed",
    "pacemaker": r"pacemaker|defibrillator|\bICD\b|implanted stimulator",
    "raynaud": r"raynaud",
    "skin_allergy": r"allerg\w* to (?:metal|nickel|latex|tape|oil|adhesive)|latex allergy|tape allergy",
    "skull_defect": r"skull defect|craniectom",
    "spinal_instability": r"unstable (?:spine|vertebra)|spin\w* instab",
    "splenectomy": r"splenectom|asplen|without (?:a )?spleen",
    "tracheostomy": r"tracheostom|laryngectom",
    "trauma_history": r"trauma (?:history|survivor)|history of trauma",
    "valve_disease": r"valve (?:disease|replacement)|endocarditis|artificial valve|mechanical valve",
}
"""Facts that have no kind of their own; people write them as "other", or as an operation."""
DENIED = re.compile(r"\b(?:no|not|never|without|denies|resolved|ruled out|former)\b", re.IGNORECASE)
NEW_CLOT = timedelta(days=14)
"""A clot younger than this is taken as treated too briefly for movement to be cleared. A house limit."""
SKIN_HEALS = timedelta(weeks=6)
"""Skin counts as friable so long after radiation, unless the record says that it healed. A house limit."""
ARM_NODES = re.compile(r"axill|sentinel|mastectom|lumpectom|breast", re.IGNORECASE)
LEG_NODES = re.compile(r"groin|inguinal", re.IGNORECASE)
NODES_NAMED = re.compile(r"axill|sentinel|node (?:dissection|biops)|lymphadenectom", re.IGNORECASE)
NODE_FIELD = re.compile(r"axill|supraclav|regional nod", re.IGNORECASE)
NOT_ASKED = (
    "Devices and precautions were not asked about yet. Ask about ports and lines, swelling of a limb,"
    " clots, bone, heart and skin before the first session."
)
NOT_KNOWN = (
    "Asked about devices and precautions, the person did not know. Look in the oncology record before the"
    " first session."
)
CONTROL_NOT_KNOWN = "Seizures are on record, but not whether they are controlled. Ask first."
ASKED_TOGETHER = (
    "port", "central_line", "ostomy", "lymphedema_limbs", "dvt_status", "pacemaker", "osteoporosis",
    "irradiated_skin", "seizure",
)  # fmt: skip


@dataclass(frozen=True)
class OfPrecautions:
    facts: Facts
    where: dict[str, str]
    unknown: dict[str, str]


def facts_of_precautions(found: Found, today: date) -> OfPrecautions:
    """In: the lists of `record.read_record`. Nothing named and "asked, none" not said is not known."""
    standing = [each for each in found["precautions"] if not each.is_over_on(today)]
    facts: Facts = {}
    for each in standing:
        facts |= _joined(facts, _of_kind(each, today))
        facts |= dict.fromkeys(_in_words(f"{each.site} {each.note}"), True)
    past_clot = any(e.kind == PrecautionKind.CLOT and e.is_over_on(today) for e in found["precautions"])
    if past_clot:
        facts.setdefault("dvt_status", "history")
    facts |= dict.fromkeys(_of_procedures(found["procedures"]), True)
    at_risk = _limbs_at_risk(found) | _set(facts, "at_risk_limbs")
    if at_risk - _set(facts, "lymphedema_limbs"):
        facts["at_risk_limbs"] = at_risk - _set(facts, "lymphedema_limbs")
    facts |= _joined(facts, _irradiated(found["radiation"], facts, today))
    return OfPrecautions(facts, _where(standing, facts), _unknown(found, standing, facts))


def _of_kind(each: Precaution, today: date) -> Facts:
    text = f"{each.site} {each.note}"
    match each.kind:
        case PrecautionKind.LYMPHEDEMA:
            limbs = limbs_in(text, each.laterality)
            return {"at_risk_limbs" if re.search(r"\brisk\b", text, re.I) else "lymphedema_limbs": limbs}
        case PrecautionKind.BONE_METASTASIS:
            return {"bone_metastasis_sites": bones_in(text)}
        case PrecautionKind.CLOT:
            return {"dvt_status": _clot(each, text, today)}
        case PrecautionKind.OSTEOPOROSIS:
            return {"osteoporosis": _density(text)}
        case PrecautionKind.IRRADIATED_SKIN:
            return {"irradiated_skin": _skin(text)}
        case PrecautionKind.SEIZURES:
            control = re.search(r"\b(un|not |poorly )?controlled", text, re.IGNORECASE)
            return {"seizure": "uncontrolled" if control[1] else "controlled"} if control else {}
        case _:
            flag = FLAG_OF_KIND.get(PrecautionKind(each.kind))
            return {flag: True} if flag else {}


def _clot(each: Precaution, text: str, today: date) -> str:
    """`on_treatment` is looked at once more beside the medicines."""
    if re.search(r"suspect|possible|rule out", text, re.IGNORECASE):
        return "suspected"
    if re.search(r"histor|past|old|resolved", text, re.IGNORECASE):
        return "history"
    is_new = each.started_on is not None and today - each.started_on < NEW_CLOT
    return "acute_unstable" if is_new else "on_treatment"


def _density(text: str) -> str:
    if re.search(r"fractur", text, re.IGNORECASE):
        return "fragility_fracture"
    return "osteopenia" if re.search(r"osteopeni", text, re.IGNORECASE) else "osteoporosis"


def _skin(text: str) -> str:
    if re.search(r"fibros", text, re.IGNORECASE):
        return "fibrosis"
    healed = re.search(r"\bhealed\b", text, re.IGNORECASE) and not DENIED.search(text)
    return "healed" if healed else "current_or_friable"


def _irradiated(courses: Iterable[RadiationCourse], facts: Facts, today: date) -> Facts:
    """Skin in a field that runs or ran a short while ago, unless a precaution says how it is."""
    lately = (each for each in courses if each.started_on <= today)
    recent = any(each.ended_on is None or each.ended_on >= today - SKIN_HEALS for each in lately)
    return {"irradiated_skin": "current_or_friable"} if recent and "irradiated_skin" not in facts else {}


def _joined(facts: Facts, more: Facts) -> Facts:
    """Places are added up; of two words the first stands, and a clot that is suspected before all."""
    joined: Facts = {}
    for name, value in more.items():
        before = facts.get(name)
        if isinstance(before, frozenset) and isinstance(value, frozenset):
            joined[name] = before | value
        elif before is None or value in {"suspected", "acute_unstable", "uncontrolled", "current_or_friable"}:
            joined[name] = value
    return joined


def _in_words(text: str) -> Iterator[str]:
    for name, words in SAID_IN_WORDS.items():
        said = re.search(words, text, re.IGNORECASE)
        if said and not DENIED.search(text[: said.start()]):
            yield name


def _of_procedures(procedures: Iterable[Procedure]) -> Iterator[str]:
    done = (each.name for each in procedures if each.state == ProcedureState.DONE)
    return (name for text in done for name in _in_words(text) if name not in {"open_wound", "pacemaker"})


def _limbs_at_risk(found: Found) -> frozenset[str]:
    """Where nodes were removed or irradiated."""
    limbs: set[str] = set()
    for each in found["procedures"]:
        if each.state != ProcedureState.DONE or not _took_nodes(each):
            continue
        limb = "arm" if ARM_NODES.search(each.name) else "leg" if LEG_NODES.search(each.name) else ""
        limbs |= limbs_in(f"{limb} {each.name}", each.laterality) if limb else set()
    for course in found["radiation"]:
        if NODE_FIELD.search(course.site):
            limbs |= limbs_in(f"arm {course.site}")
    return frozenset(limb for limb in limbs if limb == NOT_NAMED or limb.endswith(("arm", "leg")))


def _took_nodes(each: Procedure) -> bool:
    """By the number on record; without one, by the name of the operation."""
    if each.lymph_nodes_removed is None:
        return bool(NODES_NAMED.search(each.name))
    return each.lymph_nodes_removed > 0


def _set(facts: Facts, name: str) -> frozenset[str]:
    value = facts.get(name)
    return value if isinstance(value, frozenset) else frozenset()


def _where(standing: Iterable[Precaution], facts: Facts) -> dict[str, str]:
    """The place of a fact in words, such as "left arm"."""
    where = {name: in_words(_set(facts, name)) for name in ("lymphedema_limbs", "at_risk_limbs")}
    for each in standing:
        flag = FLAG_OF_KIND.get(PrecautionKind(each.kind))
        if flag and each.site:
            where[flag] = each.site
    return {name: place for name, place in where.items() if place}


def _unknown(found: Found, standing: list[Precaution], facts: Facts) -> dict[str, str]:
    unknown: dict[str, str] = {}
    if any(each.kind == PrecautionKind.SEIZURES for each in standing) and "seizure" not in facts:
        unknown["seizure"] = CONTROL_NOT_KNOWN
    answers = {row.answer for row in found["asked"]}
    if not standing and Answer.NONE not in answers:
        said = NOT_KNOWN if Answer.UNKNOWN in answers else NOT_ASKED
        unknown |= {name: said for name in ASKED_TOGETHER if name not in facts}
    return unknown
