"""What this person was exposed to, and where they stand: as evidence and the rules of therapies ask it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from integrative.knowledge.exposures import exposure
from integrative.knowledge.therapies.evidence import Situation
from patients.checks import current_phase
from patients.drugs import DrugGiven, drugs_given, unread_treatments
from patients.models import CancerType, Patient, Phase, Procedure, Sex
from patients.models.care import Intent
from patients.models.procedures import ProcedureState
from patients.models.spread import MetastaticSite, Status
from symptoms.queries import PHASE_OF_THE_PLANS

from .record import STILL_IN_THE_MARROW, Found

ADULT = 18
YEAR_DAYS = 365
CANCER_OF_THE_TABLES = {
    CancerType.OVARIAN: "gynecologic",
    CancerType.MYELOMA: "hematologic",
}
"""Where the tables speak of a wider kind; every other cancer goes by its own name."""
ENDOCRINE = frozenset({"serm", "aromatase_inhibitor", "serd", "gnrh_agent", "androgen_pathway", "progestin"})
CHEMOTHERAPY = frozenset({
    "taxane", "anthracycline", "anthracenedione", "alkylator", "platinum", "fluoropyrimidine",
    "antimetabolite", "antifolate", "topoisomerase_inhibitor", "vinca_alkaloid", "microtubule_inhibitor",
    "antitumour_antibiotic",
})  # fmt: skip
BLOOD_CANCERS = frozenset({CancerType.HEMATOLOGIC, CancerType.MYELOMA})
FROM_GROUPS = {
    "op_breast": "breast_surgery",
    "rt_head_neck": "head_neck_radiation",
    "rt_pelvis": "pelvic_radiation",
    "rt_brain": "brain_radiation",
}
"""What the tables read out of an operation or a radiation field -> the exposure of the evidence."""
OPERATIONS = {
    "axillary_surgery": re.compile(r"axill|sentinel", re.IGNORECASE),
    "lung_resection": re.compile(r"lobectom|pneumonectom|lung (?:wedge )?resection", re.IGNORECASE),
    "prostatectomy": re.compile(r"prostatectom", re.IGNORECASE),
}
TRANSPLANTS = frozenset({"op_transplant", "op_allogeneic"})


def drugs_of(found: Found, today: date) -> list[DrugGiven]:
    return list(drugs_given(found["courses"], found["medicines"], today))


def situation_of(patient: Patient, found: Found, today: date) -> Situation:
    """In: the lists of `record.read_record`."""
    return Situation(
        cancer_type=_cancer(found),
        age_group="adult" if patient.age_on(today) >= ADULT else "child",
        phases=_phases(found, today),
        exposures=frozenset(_exposures(found, today)) | _of_menopause(patient, found),
    )


def _of_menopause(patient: Patient, found: Found) -> frozenset[str]:
    """Hot flashes that a woman scored above 0."""
    flashes = any(score.symptom == "hot_flashes" and score.score for score in found["scores"])
    return frozenset({"menopausal_vasomotor"} if flashes and patient.sex == Sex.FEMALE else ())


def is_in_active_treatment(found: Found, today: date) -> bool:
    """Drugs or radiation at present, apart from endocrine treatment alone; what can't be read counts."""
    running = [drug for drug in drugs_of(found, today) if drug.is_running and drug.agent.kind == "treatment"]
    return (
        any(drug.agent.drug_class not in ENDOCRINE for drug in running)
        or bool(unread_treatments(found["courses"], today))
        or any(course.runs_on(today) for course in found["radiation"])
        or _is_phase_without_treatment(found, today)
    )


def is_marrow_at_risk(found: Found, today: date) -> bool:
    """As the table defines it. A treatment nobody can read may be one that suppresses the marrow."""
    since = today - STILL_IN_THE_MARROW
    drugs = (drug for drug in drugs_of(found, today) if drug.agent.kind == "treatment")
    return (
        any("myelosuppressive" in drug.agent.traits and drug.last >= since for drug in drugs)
        or bool(unread_treatments(found["courses"], today))
        or _is_phase_without_treatment(found, today)
        or _has_active_blood_cancer(found)
        or any(days <= YEAR_DAYS for days in transplant_days(found, today))
        or any("marrow" in each.where.lower() for each in found["metastases"])
    )


def transplant_days(found: Found, today: date) -> list[int]:
    """Days since each infusion of stem cells that has a day."""
    done = [(each.name, each.performed_on) for each in found["procedures"] if _is_done(each)]
    done += [(course.regimen, course.started_on) for course in found["courses"]]
    return [(today - on).days for name, on in done if on and on <= today and is_transplant(name)]


def is_transplant(name: str) -> bool:
    return not TRANSPLANTS.isdisjoint(_groups(name, "surgery"))


def _groups(text: str, kind: Literal["treatment", "radiation", "surgery"]) -> frozenset[str]:
    return exposure(text, kind, shown=text, age=None).groups


def _is_done(procedure: Procedure) -> bool:
    return procedure.state == ProcedureState.DONE


def _is_phase_without_treatment(found: Found, today: date) -> bool:
    """In active treatment by the phase of care, and no treatment on record: which one is not known."""
    phase = current_phase(found["phases"])
    running = any(course.runs_on(today) for course in (*found["courses"], *found["radiation"]))
    return phase is not None and phase.phase == Phase.ACTIVE_TREATMENT and not running


def _has_active_blood_cancer(found: Found) -> bool:
    """Active unless its newest status says that none is seen."""
    newest: dict = {}
    for status in found["statuses"]:
        newest.setdefault(status.cancer_id, status.status)
    cancers = (cancer for cancer in found["cancers"] if cancer.cancer_type in BLOOD_CANCERS)
    return any(newest.get(cancer.pk) != Status.NO_EVIDENCE for cancer in cancers)


def _cancer(found: Found) -> str | None:
    if not found["cancers"]:
        return None
    kind = CancerType(found["cancers"][0].cancer_type)
    return CANCER_OF_THE_TABLES.get(kind, kind.value)


def _phases(found: Found, today: date) -> frozenset[str]:
    phase = current_phase(found["phases"])
    named = {PHASE_OF_THE_PLANS[Phase(phase.phase)]} if phase else set()
    return frozenset(named | ({"active"} if is_in_active_treatment(found, today) else set()))


def _exposures(found: Found, today: date) -> Iterator[str]:
    yield from _of_drugs(drugs_of(found, today))
    yield from _of_hands(found)
    phase = current_phase(found["phases"])
    spread = bool(found["metastases"]) or any(cancer.metastatic for cancer in found["cancers"])
    if spread or (phase and phase.phase in {Phase.ADVANCED, Phase.HOSPICE}):
        yield "advanced_cancer"
    if any(each.site == MetastaticSite.BONE for each in found["metastases"]):
        yield "bone_metastases"
    if any(course.runs_on(today) and course.intent == Intent.CURATIVE for course in found["courses"]):
        yield "curative_intent"
    if transplant_days(found, today):
        yield "hct"


def _of_drugs(drugs: Iterable[DrugGiven]) -> Iterator[str]:
    for drug in drugs:
        agent = drug.agent
        if agent.kind != "treatment":
            continue
        yield "systemic_therapy"
        if agent.drug_class in CHEMOTHERAPY:
            yield "chemotherapy"
            if "neurotoxic" in agent.traits:
                yield "neurotoxic_chemo"
        if agent.drug_class in ENDOCRINE:
            yield "endocrine_therapy"
        if agent.drug_class in {"gnrh_agent", "androgen_pathway"}:
            yield "adt"
        if agent.drug_class in {"taxane", "aromatase_inhibitor", "checkpoint_inhibitor"}:
            yield agent.drug_class


def _of_hands(found: Found) -> Iterator[str]:
    """What operations and radiation leave: by the words of their names and sites."""
    for procedure in found["procedures"]:
        named = {name for name, words in OPERATIONS.items() if words.search(procedure.name)}
        if not _is_done(procedure):
            yield from {"prostatectomy_planned"} if "prostatectomy" in named else ()
            continue
        named |= _as_exposures(_groups(procedure.name, "surgery"))
        yield from named | ({"surgery"} if named else set())
    for course in found["radiation"]:
        yield "radiation"
        yield from _as_exposures(_groups(course.site, "radiation"))


def _as_exposures(groups: frozenset[str]) -> set[str]:
    return {FROM_GROUPS[group] for group in groups if group in FROM_GROUPS}
