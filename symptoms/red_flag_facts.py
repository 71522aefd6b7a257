"""What the record and a map report to the rules of the red flags. Rows in, facts out, no database.

Only what is reported becomes a fact. What was not asked, is too old or cannot be read stays absent, and
absent is never "ruled out". The library corrects no calcium for albumin, so none is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from integrative.knowledge.agents import Agent
from integrative.knowledge.levels import level_of
from integrative.knowledge.opioids.facts import names_an_opioid
from integrative.knowledge.predicates import Fact
from integrative.knowledge.redflags import fields
from integrative.knowledge.screening.person import FRESH_DAYS_ON_TREATMENT
from patients.drugs import drugs_given
from patients.models import CancerCondition, Measurement, Medication, TreatmentCourse
from patients.models.spread import Metastasis, MetastaticSite

from .body import REGIONS
from .measures import phq4_total
from .models import PainArea, RedFlagAnswer, Stress, SymptomScore
from .models.pain import Since, Timing, Worsens

ESAS = "esas_"
SYSTEMIC_FOR = timedelta(weeks=6)
CHECKPOINT_FOR = timedelta(days=365)
COUNTS_FOR = timedelta(days=FRESH_DAYS_ON_TREATMENT)
WEIGHT_NOW_FOR = timedelta(days=30)
EARLIER_WEIGHTS = {
    "weight_1m_kg": (timedelta(days=30), timedelta(days=10)),
    "weight_3m_kg": (timedelta(days=91), timedelta(days=21)),
    "weight_6m_kg": (timedelta(days=182), timedelta(days=42)),
}
"""How long before the newest weight an earlier one lies, and how far from that day. House windows."""
WEIGHTS_READ_FOR = WEIGHT_NOW_FOR + sum(EARLIER_WEIGHTS["weight_6m_kg"], timedelta())
# The most telling site first: the rules judge neck and upper back more strictly.
SPINE_SITES = (("neck_back", "cervical"), ("upper_back", "thoracic"), ("lower_back", "lumbar"))
LOADED = frozenset({"groin", "thigh", "knee", "shin", "calf", "foot", "sole", "buttock"})
"""Regions, without front, back and side, in which weight is borne."""


@dataclass(frozen=True)
class RecordRows:
    """What stands on record. `values`: neutrophils, weights and heights."""

    cancers: Sequence[CancerCondition] = ()
    metastases: Sequence[Metastasis] = ()
    courses: Sequence[TreatmentCourse] = ()
    medicines: Sequence[Medication] = ()
    values: Sequence[Measurement] = ()


@dataclass(frozen=True)
class MapRows:
    """What one consultation map says."""

    scores: Sequence[SymptomScore] = ()
    areas: Sequence[PainArea] = ()
    stress: Stress | None = None
    answers: Sequence[RedFlagAnswer] = ()


def facts_of_record(rows: RecordRows, *, today: date, now: datetime) -> dict[str, Fact]:
    """By field of the shared rules."""
    drugs = list(_cancer_drugs(rows, today))
    so = {
        "known_cancer": bool(rows.cancers),
        "known_metastases": bool(rows.metastases) or any(cancer.metastatic for cancer in rows.cancers),
        "known_bone_metastases": any(found.site == MetastaticSite.BONE for found in rows.metastases),
        "systemic_therapy_last_6w": any(last >= today - SYSTEMIC_FOR for _, last in drugs),
        "ici_last_12m": any(
            agent.drug_class == "checkpoint_inhibitor" and last >= today - CHECKPOINT_FOR
            for agent, last in drugs
        ),
        "on_opioids": any(
            not medicine.is_over_on(today) and names_an_opioid(medicine.name) for medicine in rows.medicines
        ),
    }
    numbers = {**_counts(rows.values, now), **_weights(rows.values, now)}
    return {**{name: True for name, is_so in so.items() if is_so}, **_possible(numbers)}


def facts_of_map(rows: MapRows) -> dict[str, Fact]:
    """By field of the shared rules; the ESAS-r goes apart, see `esas_of`."""
    reported: dict[str, Fact] = {answer.field: True for answer in rows.answers if answer.present}
    numbers = {answer.field: Fraction(answer.number) for answer in rows.answers if answer.number is not None}
    worst = [area.worst for area in rows.areas if area.worst is not None]
    if worst:
        numbers["pain_nrs"] = Fraction(max(worst))
    if (total := phq4_total(vars(rows.stress) if rows.stress else {})) is not None:
        numbers["phq4_total"] = Fraction(total)
    return reported | _spine(rows.areas) | _loaded(rows.areas) | _possible(numbers)


def esas_of(rows: MapRows) -> dict[str, int]:
    """The items of the ESAS-r that were answered."""
    return {
        asked.symptom.removeprefix(ESAS): asked.score
        for asked in rows.scores
        if asked.symptom.startswith(ESAS)
    }


def _possible(numbers: Mapping[str, Fraction]) -> dict[str, Fact]:
    """A number outside the limits of its field is a mistake and reports nothing."""
    return {name: n for name, n in numbers.items() if fields()[name].low <= n <= fields()[name].high}


def _cancer_drugs(rows: RecordRows, today: date) -> Iterator[tuple[Agent, date]]:
    """Each cancer drug that a treatment or a medicine names, and the last day it was given until today."""
    for given in drugs_given(rows.courses, rows.medicines, today):
        if given.agent.kind == "treatment":
            yield given.agent, given.last


def _newest(values: Sequence[Measurement], analyte: str) -> Measurement | None:
    found = (value for value in values if value.analyte == analyte)
    return max(found, key=lambda value: value.taken_at, default=None)


def _counts(values: Sequence[Measurement], now: datetime) -> dict[str, Fraction]:
    newest = _newest(values, "neutrophils")
    if newest is None or newest.taken_at < now - COUNTS_FOR:
        return {}
    return {"anc_10e9_l": Fraction(newest.value)}


def _weights(values: Sequence[Measurement], now: datetime) -> dict[str, Fraction]:
    """Weight now, the ones nearest to one, three and six months before it, and the body mass index."""
    newest = _newest(values, "weight")
    if newest is None or newest.taken_at < now - WEIGHT_NOW_FOR:
        return {}
    found = {"weight_kg": Fraction(newest.value)}
    for name, (before, within) in EARLIER_WEIGHTS.items():
        about = newest.taken_at - before
        near = [v for v in values if v.analyte == "weight" and abs(v.taken_at - about) <= within]
        if near:
            found[name] = Fraction(min(near, key=lambda value: abs(value.taken_at - about)).value)
    if height := _newest(values, "height"):
        found["bmi"] = found["weight_kg"] / (Fraction(height.value) / 100) ** 2
    return found


def _spine(areas: Sequence[PainArea]) -> dict[str, Fact]:
    """What the pain map says of pain in the neck and back; other areas say nothing about the spine."""
    spinal = [area for area in areas if any(key in REGIONS and REGIONS[key].is_spine for key in area.regions)]
    if not spinal:
        return {}
    so = {
        "spinal_pain": True,
        "pain_new": any(area.since == Since.WEEKS for area in spinal),
        "pain_progressive": any(area.is_worsening for area in spinal),
        "pain_nocturnal": any(area.timing == Timing.NIGHT for area in spinal),
        "pain_on_straining": any(Worsens.STRAINING in area.worse_with for area in spinal),
        "pain_mechanical": any({Worsens.STANDING, Worsens.MOVING} & {*area.worse_with} for area in spinal),
        "pain_unremitting_severe": any(
            area.timing == Timing.CONSTANT and level_of(area.usual) == "Severe" for area in spinal
        ),
    }
    regions = {region for area in spinal for region in area.regions}
    site = next((word for region, word in SPINE_SITES if region in regions), None)
    found: dict[str, Fact] = {name: True for name, is_so in so.items() if is_so}
    return found | ({"spinal_pain_site": site} if site else {})


def _loaded(areas: Sequence[PainArea]) -> dict[str, Fact]:
    hurts = any(
        Worsens.WEIGHT in area.worse_with and any(region.split("_")[0] in LOADED for region in area.regions)
        for area in areas
    )
    return {"bone_pain_on_loading": True} if hurts else {}


def snapshot(facts: Mapping[str, Fact], esas: Mapping[str, int]) -> dict[str, Any]:
    """The facts as they are kept beside a flag; exact where they are whole, else to two decimals."""
    kept = {name: _plain(value) for name, value in sorted(facts.items())}
    return kept | ({"esas": dict(sorted(esas.items()))} if esas else {})


def _plain(value: Fact) -> bool | str | int | float:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 2)
    return value
