"""Where a target starts: what the record says of its measure, and what may be said where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integrative.knowledge.symptom_care import cared_for_as, symptom_care
from patients.models import Patient

from .models import CarePlan, Measure, PlanPart
from .readings import Of, Reading, readings_of

HIGHEST = {Measure.SCORE: 10, Measure.SLEEP_EFFICIENCY: 100, Measure.ACTIVE_MINUTES: 10_080}
WORSE = {
    Measure.SCORE: "The goal is worse than the start. On these scales higher is worse.",
    Measure.SLEEP_EFFICIENCY: "The goal is worse than the start. A higher percent is better.",
    Measure.ACTIVE_MINUTES: "The goal is worse than the start. More minutes are better.",
}
KEPT_BY = {"sleep_diary": Measure.SLEEP_EFFICIENCY, "pavs": Measure.ACTIVE_MINUTES}
"""How the table of first care names the two measures that are no scores."""


def is_worse(goal: int, baseline: int, measure: Measure) -> bool:
    return goal < baseline if measure.higher_is_better else goal > baseline


def measures_for(symptom: str) -> list[Measure]:
    """The score first, then what the table of first care measures this symptom by."""
    care = symptom_care().get(cared_for_as(symptom))
    kept = [KEPT_BY[each] for each in care.measures if each in KEPT_BY] if care else []
    return [Measure.SCORE, *kept]


def measured(measure: str, symptom: str) -> Of:
    """The key under which the readings of a target stand."""
    return measure, symptom if measure == Measure.SCORE else ""


def newest_reading(patient: Patient, measure: str, symptom: str) -> Reading | None:
    """The newest that signed maps say. One query."""
    rows = readings_of(patient).get(measured(measure, symptom))
    return rows[-1] if rows else None


def start_of(
    plan: CarePlan, slot: str, content: Mapping[str, Any], *, start_anew: bool = False
) -> dict[str, Any]:
    """`baseline` and `baseline_on` for what is put into a slot of targets.

    Where the record has a reading, what stands for the same symptom and measure stays unless `start_anew`,
    else the newest reading. Where it has none, what was scored with the person today, or nothing.
    """
    measure, symptom = content["measure"], content.get("symptom", "")
    stands = PlanPart.objects.filter(plan=plan, slot=slot, measure=measure, symptom=symptom).first()
    newest = newest_reading(plan.patient, measure, symptom)
    if newest and not (stands and stands.baseline is not None and not start_anew):
        return {"baseline": newest.value, "baseline_on": newest.on}
    if stands and (newest or stands.baseline == content.get("baseline", stands.baseline)):
        return {"baseline": stands.baseline, "baseline_on": stands.baseline_on}
    said = content.get("baseline")
    return {"baseline": said, "baseline_on": None if said is None else plan.patient.clinic.today()}
