"""Facts that need more than being written down: a cancer with its markers, a phase, a laboratory value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from integrative.knowledge.analytes import Implausible, UnitUnknown, all_analytes
from integrative.ui.days import identity_day
from patients.models import (
    CancerCondition,
    CancerStage,
    Fact,
    Measurement,
    Patient,
    PhaseOfCare,
    Source,
    TumorMarker,
)
from patients.models.measurement import KEPT

from .facts import correct_fact, mark_in_error, record_fact

MARKERS_OF_A_DIAGNOSIS = ("er", "pr", "her2")
REPLACED = "Replaced when the diagnosis was corrected"


@transaction.atomic
def record_cancer(
    *,
    patient: Patient,
    by: User,
    markers: dict[str, str] | None = None,
    stage: str = "",
    stage_system: str = "",
    source: str = Source.CLINIC,
    once: UUID | None = None,
    **facts: Any,
) -> CancerCondition:
    """A primary cancer with what is known of it on the first day.

    In: the fields of CancerCondition; `markers` as marker -> result, an empty result meaning not known;
    `stage` becomes a stage of its own. Raises Refused, AlreadySaved.
    """
    cancer = record_fact(CancerCondition, patient=patient, by=by, source=source, once=once, **facts)
    if stage:
        record_fact(
            CancerStage, patient=patient, by=by, source=source, cancer=cancer, group=stage,
            system=stage_system, staged_on=cancer.diagnosed_on,
        )  # fmt: skip
    _set_markers(cancer, markers or {}, by=by, source=source)
    return cancer


@transaction.atomic
def correct_cancer(
    cancer_id: UUID,
    *,
    by: User,
    expected_version: int | None,
    markers: dict[str, str] | None = None,
    **facts: Any,
) -> CancerCondition:
    """Change a cancer and those receptors that are named together. Raises Stale, Refused."""
    cancer = correct_fact(CancerCondition, cancer_id, by=by, expected_version=expected_version, **facts)
    _set_markers(cancer, markers or {}, by=by, source=facts.get("source", cancer.source))
    return cancer


def _set_markers(cancer: CancerCondition, markers: dict[str, str], *, by: User, source: str) -> None:
    """A result that changed is a mistake of the one before; the same result stays as it stands."""
    standing = {m.marker: m for m in cancer.markers.filter(entered_in_error_at=None, tested_on=None)}
    for marker, result in markers.items():
        before = standing.get(marker)
        if before and before.result == result:
            continue
        if before:
            mark_in_error(TumorMarker, before.pk, by=by, why=REPLACED, expected_version=before.version)
        if result:
            record_fact(
                TumorMarker, patient=cancer.patient, by=by, source=source, cancer=cancer, marker=marker,
                result=result,
            )  # fmt: skip


@transaction.atomic
def enter_phase(
    *,
    patient: Patient,
    by: User,
    phase: str,
    started_on: date,
    source: str = Source.CLINIC,
    once: UUID | None = None,
) -> PhaseOfCare:
    """The person enters a phase of care; the one before ends on that day.

    Entering the phase they are already in returns it unchanged. Raises Refused when the day lies in
    the future or before the current phase began.
    """
    Patient.objects.select_for_update().get(pk=patient.pk)
    current = PhaseOfCare.objects.of(patient).current().first()
    if current and current.phase == phase:
        return current
    if current and started_on < current.started_on:
        raise Refused(
            f"{current} began on {identity_day(current.started_on)}; the next phase can't begin before that.",
            field="started_on",
        )
    if current:
        current.ended_on = started_on
        current.version += 1
        current.save(update_fields=["ended_on", "version"])
    return record_fact(
        PhaseOfCare, patient=patient, by=by, source=source, once=once, phase=phase, started_on=started_on
    )


def record_measurement(
    *,
    patient: Patient,
    by: User | None,
    analyte: str,
    value: Decimal,
    unit: str,
    taken_at: datetime,
    unit_checked: bool = False,
    **more: Any,
) -> Measurement:
    """A laboratory value or a weight, kept as entered and in the analyte's own unit.

    `more`: source, once, and the laboratory's range as `reference_low` and `reference_high` in `unit`.
    Raises Refused for a unit that the analyte is not reported in, a value nobody can have, a day to
    come, and once for a value that looks like a unit mistaken by a thousand (`unit_checked` answers it);
    AlreadySaved.
    """
    facts = measured(
        patient, analyte=analyte, value=value, unit=unit, taken_at=taken_at, unit_checked=unit_checked,
        reference_low=more.pop("reference_low", None), reference_high=more.pop("reference_high", None),
    )  # fmt: skip
    return record_fact(Measurement, patient=patient, by=by, **facts, **more)


def correct_measurement(
    measurement_id: UUID, *, by: User, expected_version: int | None, **entered: Any
) -> Measurement:
    """Change a value as it was entered. Raises what `record_measurement` raises, and Stale."""
    patient = Measurement.objects.select_related("patient__clinic").get(pk=measurement_id).patient
    more = {"source": entered.pop("source")} if "source" in entered else {}
    facts = measured(patient, **{"unit_checked": False} | entered)
    return correct_fact(
        Measurement, measurement_id, by=by, expected_version=expected_version, **facts, **more
    )


def measured(
    patient: Patient,
    *,
    analyte: str,
    value: Decimal,
    unit: str,
    taken_at: datetime,
    unit_checked: bool,
    reference_low: Decimal | None = None,
    reference_high: Decimal | None = None,
) -> dict[str, Any]:
    """The fields of a Measurement from what was entered. Raises Refused."""
    if taken_at > clock.now():
        raise Refused("This was taken in the future. Check the day.", field="taken_on")
    if taken_at.astimezone(patient.clinic.zone).date() < patient.birth_date:
        raise Refused("This day is before the birth date.", field="taken_on")
    facts = all_analytes()[analyte]
    try:
        canonical = facts.canonical(value, unit)
        low, high = (edge and facts.canonical(edge, unit) for edge in (reference_low, reference_high))
    except (UnitUnknown, Implausible) as fault:
        raise Refused(str(fault), field="quantity") from fault
    if (doubt := facts.doubt(value, unit)) and not unit_checked:
        raise Refused(doubt, field="unit_checked")
    rounded = [number if number is None else number.quantize(KEPT) for number in (canonical, low, high)]
    return {
        "analyte": analyte, "value": rounded[0], "entered_value": value, "entered_unit": unit,
        "taken_at": taken_at, "reference_low": rounded[1], "reference_high": rounded[2],
    }  # fmt: skip


WRITERS: dict[type[Fact], Callable[..., Fact]] = {
    CancerCondition: record_cancer,
    PhaseOfCare: enter_phase,
    Measurement: record_measurement,
}
"""Kinds of fact that need more than `record_fact`."""
CORRECTORS: dict[type[Fact], Callable[..., Fact]] = {
    CancerCondition: correct_cancer,
    Measurement: correct_measurement,
}
"""Kinds of fact that need more than `correct_fact`."""


def write_down(model: type[Fact], **facts: Any) -> Fact:
    """Record one of any kind, through the service that knows it."""
    return (WRITERS.get(model) or partial(record_fact, model))(**facts)


def rewrite(model: type[Fact], fact_id: UUID, **facts: Any) -> Fact:
    """Correct one of any kind, through the service that knows it."""
    return (CORRECTORS.get(model) or partial(correct_fact, model))(fact_id, **facts)
