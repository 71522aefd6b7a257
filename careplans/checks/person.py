"""The person as the rules of therapies look at them, out of the record. Rows in, facts out, no database.

Only what the record says becomes a fact. What should be known and is not stands in `unknown`, by field, and
is asked about: never taken for "no".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from integrative.knowledge.opioids.facts import names_an_opioid
from integrative.knowledge.therapies.person import Fact, Measured, Person, measure
from integrative.knowledge.therapies.safety_facts import safety_fields
from patients.models import CancerType, Medication, Patient, Procedure
from patients.models.medication import Route
from patients.models.procedures import ProcedureState
from patients.models.spread import MetastaticSite
from symptoms.models import Movement, RedFlagAnswer
from symptoms.models.habits import Barrier, Falls

from . import exposures
from .exposures import drugs_of, is_transplant
from .places import bones_in
from .precautions import facts_of_precautions
from .record import FIELD_OF_ANALYTE, Found

A_DAY = timedelta(days=1)
ANSWERS_HOLD = timedelta(days=7)
"""How long an answer of the map about confusion, heart or breath is taken for today's. A house limit."""
HALF_OF_USUAL = 50
SCORES_HOLD_FOR_SKIN = timedelta(days=30)
LONG_TERM_STEROIDS = timedelta(days=90)
FLAGS = {
    "RF01": "suspected_cord_compression",
    "RF03": "suspected_cord_compression",
    "RF04": "active_infection",
    "RF05": "active_infection",
    "RF06": "active_infection",
    "RF12": "altered_mental_state",
    "RF25": "dyspnoea_at_rest",
}
"""Red flags that stand -> the field they report."""
SUSPECTED_CLOT = frozenset({"RF22", "RF23"})
BONE_AT_RISK = frozenset({"RF26", "RF27"})
SPINE_IN_DOUBT = "RF02"
TODAY_ANSWERS = {"vomiting": "vomiting_24h", "unable_to_keep_fluids_24h": "vomiting_24h"}
WEEK_ANSWERS = {
    "acute_confusion": "altered_mental_state",
    "chest_pain": "cardiac_symptoms_new",
    "palpitations_or_syncope": "cardiac_symptoms_new",
    "dyspnoea_at_rest": "dyspnoea_at_rest",
    "sensory_change_new": "sensory_loss",
}
SPREAD_NOT_NAMED = "Metastases are on record, but not where. Ask whether bone or brain is involved."
MYELOMA_BONES = "Myeloma is on record, but not whether and where bones are involved. Ask first."
SPINE_NOT_CLEARED = "A red flag about pain in the spine is open. Ask the team before the spine is loaded."
STEROIDS_SINCE = "A steroid is on record without its first day. Ask how long it has been taken."
NO_DAY = "An operation is on record without its day. Ask when it was."


@dataclass(frozen=True)
class OnRecord:
    """The person on a day. By field: `where`, its place in words; `unknown`, what has to be asked."""

    person: Person
    where: Mapping[str, str]
    unknown: Mapping[str, str]


def person_of(patient: Patient, found: Found, today: date) -> OnRecord:
    """In: the lists of `record.read_record`, the patient with the clinic."""
    precautions = facts_of_precautions(found, today)
    facts: dict[str, Fact] = {
        "age_years": Fraction(patient.age_on(today)),
        "marrow_risk": exposures.is_marrow_at_risk(found, today),
        "active_treatment": exposures.is_in_active_treatment(found, today),
        **dict.fromkeys(_flags(found, today), True),
        **_numbers(found, today),
        **precautions.facts,
    }
    facts |= _lists(found, facts)
    facts |= _clot(found, facts)
    unknown = {**precautions.unknown, **dict(_unknown(found, facts, today))}
    zone = patient.clinic.zone
    return OnRecord(Person(facts, _measured(found, zone, today)), precautions.where, unknown)


def _measured(found: Found, zone: ZoneInfo, today: date) -> dict[str, Measured]:
    """The newest counts, and the temperature that the map of the day asked about."""
    measured: dict[str, Measured] = {}
    for value in found["values"]:
        field = safety_fields()[FIELD_OF_ANALYTE[value.analyte]]
        on = value.taken_at.astimezone(zone).date()
        measured[field.id] = measure(Fraction(value.value), "", field, on, (today - on).days)
    for answer, on in _answers(found):
        if answer.field == "temp_c" and answer.number is not None:
            field = safety_fields()["temperature_c"]
            newest = measured.get(field.id)
            if newest is None or newest.on is None or newest.on < on:
                measured[field.id] = measure(Fraction(answer.number), "", field, on, (today - on).days)
    return measured


def _answers(found: Found) -> Iterator[tuple[RedFlagAnswer, date]]:
    """Each answer about red flags with the day of its map."""
    days = {each.pk: each.visit_on for each in found["maps"]}
    for answer in found["answers"]:
        yield answer, days[answer.consultation_id]


def _flags(found: Found, today: date) -> Iterator[str]:
    yield from (FLAGS[each.flag] for each in found["flags"] if each.flag in FLAGS)
    for answer, on in _answers(found):
        if answer.present and answer.field in TODAY_ANSWERS and on >= today - A_DAY:
            yield TODAY_ANSWERS[answer.field]
        if answer.present and answer.field in WEEK_ANSWERS and on >= today - ANSWERS_HOLD:
            yield WEEK_ANSWERS[answer.field]
    yield from _of_drugs(found, today)
    yield from _of_scores(found, today)
    if any(each.site == MetastaticSite.BRAIN for each in found["metastases"]) or any(
        cancer.cancer_type == CancerType.BRAIN for cancer in found["cancers"]
    ):
        yield "brain_metastasis"
    if any(each.site == MetastaticSite.SKIN for each in found["metastases"]):
        yield "superficial_tumour"


def _of_drugs(found: Found, today: date) -> Iterator[str]:
    for drug in drugs_of(found, today):
        if "cardiotoxic" in drug.agent.traits and drug.agent.kind == "treatment":
            yield "cardiotoxic_therapy"
        if not drug.is_running:
            continue
        if "anticoagulant" in drug.agent.traits:
            yield "anticoagulant"
        if drug.agent.id == "oxaliplatin":
            yield "oxaliplatin_current"
        if drug.agent.drug_class == "corticosteroid" and _is_long(drug.row.started_on, today):
            yield "long_term_steroids"
    if any(_is_opioid_patch(medicine) and not medicine.is_over_on(today) for medicine in found["medicines"]):
        yield "fentanyl_patch"


def _is_long(since: date | None, today: date) -> bool:
    return since is not None and today - since >= LONG_TERM_STEROIDS


def _is_opioid_patch(medicine: Medication) -> bool:
    worn = medicine.route == Route.TRANSDERMAL or "patch" in f"{medicine.name} {medicine.dose_unit}".lower()
    return worn and names_an_opioid(medicine.name)


def _of_scores(found: Found, today: date) -> Iterator[str]:
    """Nerve damage stays, so its newest score counts; sore hands and feet pass."""
    scores = {score.symptom: score for score in found["scores"] if score.score}
    if "cold_dysesthesia" in scores:
        yield "cold_dysesthesia"
    if "hand_foot" in scores and today - scores["hand_foot"].recorded_on <= SCORES_HOLD_FOR_SKIN:
        yield "hand_foot_reaction"
    if "cipn" in scores:
        yield "sensory_loss"
        if "falls_balance" in scores or any(map(_is_unsteady, found["movement"])):
            yield "neuropathy_balance"
    # 0 percent is an answer; only None was not asked.
    shares = (food.share_of_usual for food in _newest_map(found, "food"))
    if any(share is not None and share < HALF_OF_USUAL for share in shares):
        yield "intake_below_half"


def _is_unsteady(movement: Movement) -> bool:
    return Barrier.UNSTEADY in movement.barriers or movement.falls in {Falls.ONE, Falls.MORE}


def _newest_map(found: Found, section: str) -> list[Any]:
    """The rows of a section on the newest map that has one."""
    days = {each.pk: each.visit_on for each in found["maps"]}
    rows = sorted(found[section], key=lambda row: days[row.consultation_id])
    return rows[-1:]


def _numbers(found: Found, today: date) -> dict[str, Fact]:
    """Days since operations, a transplant, and a radioactive drug."""
    done = [each for each in found["procedures"] if each.state == ProcedureState.DONE and each.performed_on]
    days = {
        "recent_surgery_days": [
            (today - each.performed_on).days for each in done if not is_transplant(each.name)
        ],
        "transplant_days": exposures.transplant_days(found, today),
        "radionuclide_days": [
            (today - drug.last).days
            for drug in drugs_of(found, today)
            if drug.agent.drug_class == "radioligand"
        ],
    }
    past = {name: [n for n in numbers if n >= 0] for name, numbers in days.items()}
    return {name: Fraction(min(numbers)) for name, numbers in past.items() if numbers}


def _lists(found: Found, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Where bones are involved, by metastases and by what the precautions say."""
    bones = (each for each in found["metastases"] if each.site == MetastaticSite.BONE)
    sites = frozenset().union(*(bones_in(each.where) for each in bones))
    noted = facts.get("bone_metastasis_sites")
    sites |= noted if isinstance(noted, frozenset) else frozenset()
    # One site that is named tells nothing about another that is not.
    so: dict[str, Fact] = {"bone_metastasis_sites": sites} if sites else {}
    if any(flag.flag in BONE_AT_RISK for flag in found["flags"]):
        so["impending_fracture_sites"] = frozenset({"by a red flag"})
    return so


def _clot(found: Found, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """A red flag that suspects a clot comes before what is on record."""
    if any(flag.flag in SUSPECTED_CLOT for flag in found["flags"]):
        return {"dvt_status": "suspected"}
    # A clot without a blood thinner on record is not known to be treated: the stricter word.
    if facts.get("dvt_status") == "on_treatment" and not facts.get("anticoagulant"):
        return {"dvt_status": "acute_unstable"}
    return {}


def _unknown(found: Found, facts: Mapping[str, Fact], today: date) -> Iterator[tuple[str, str]]:
    spread = any(cancer.metastatic for cancer in found["cancers"])
    if spread and not found["metastases"] and "bone_metastasis_sites" not in facts:
        yield "bone_metastasis_sites", SPREAD_NOT_NAMED
        yield "brain_metastasis", SPREAD_NOT_NAMED
    myeloma = any(cancer.cancer_type == CancerType.MYELOMA for cancer in found["cancers"])
    if myeloma and "bone_metastasis_sites" not in facts:
        yield "bone_metastasis_sites", MYELOMA_BONES
    if any(flag.flag == SPINE_IN_DOUBT for flag in found["flags"]):
        yield "spinal_instability", SPINE_NOT_CLEARED
    running = (drug for drug in drugs_of(found, today) if drug.is_running)
    if any(drug.agent.drug_class == "corticosteroid" and drug.row.started_on is None for drug in running):
        yield "long_term_steroids", STEROIDS_SINCE
    if "recent_surgery_days" not in facts and _any_without_a_day(found["procedures"]):
        yield "recent_surgery_days", NO_DAY


def _any_without_a_day(procedures: Iterable[Procedure]) -> bool:
    return any(each.state == ProcedureState.DONE and each.performed_on is None for each in procedures)
