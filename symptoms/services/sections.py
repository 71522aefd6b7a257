"""Each section of the map into its tables. `Answers`: its columns by name, or lists of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from integrative.accounts.errors import Refused
from integrative.knowledge.redflags import fields
from integrative.knowledge.symptoms import all_symptoms
from symptoms.contradictions import contradictions
from symptoms.models import (
    Consultation,
    Food,
    FunctionGoal,
    Movement,
    OwnConcern,
    PainArea,
    ProductUse,
    RedFlagAnswer,
    Section,
    Sleep,
    Spirit,
    Stress,
    SymptomScore,
    TreatmentTalk,
    TriedBefore,
    WhatMatters,
)
from symptoms.models.pain import MOST_AREAS
from symptoms.treatment_on_record import lines_on_record

Answers = Mapping[str, Any]
Stand = Mapping[str, Sequence[Any]]
Writer = Callable[[Consultation, Answers, Stand], None]


def _one_row(model: type[models.Model]) -> Writer:
    """For a section that is one row: the columns by name; those left out keep what they hold."""

    def write(consultation: Consultation, answers: Answers, stand: Stand) -> None:
        model._default_manager.bulk_create(
            [model(consultation=consultation, **answers)],
            update_conflicts=True,
            unique_fields=["consultation"],
            update_fields=list(answers),
        )

    return write


def refuse_what_cannot_be(section: Section, consultation: Consultation, answers: Answers) -> None:
    """Raises Refused at the first answer that contradicts another of the section."""
    zone = consultation.patient.clinic.zone
    found = contradictions(section, answers, zone=zone, on=consultation.visit_on)
    if found:
        field, sentence = next(iter(found.items()))
        raise Refused(f"{sentence}.", field=field)


def _treatment(consultation: Consultation, answers: Answers, stand: Stand) -> None:
    """The columns of a TreatmentTalk. What the record says now is kept beside an agreement with it."""
    patient = consultation.patient
    if "agreement" in answers:
        lines = lines_on_record(patient, patient.clinic.today()) if answers["agreement"] else []
        answers = {**answers, "as_shown": "\n".join(lines)}
    _one_row(TreatmentTalk)(consultation, answers, stand)


def _symptoms(consultation: Consultation, answers: Answers, stand: Stand) -> None:
    """`scores`: symptom id -> 0 to 10, or None for not asked; `concerns`: dicts of words and score."""
    scores: Mapping[str, int | None] = answers["scores"]
    if unknown := scores.keys() - all_symptoms().keys():
        raise Refused(f"Not on the clinic's list of symptoms: {', '.join(sorted(unknown))}.")
    asked = [
        SymptomScore(
            consultation=consultation,
            patient_id=consultation.patient_id,
            symptom=symptom,
            score=score,
            recorded_on=consultation.visit_on,
        )
        for symptom, score in scores.items()
        if score is not None
    ]
    _keep(SymptomScore, stand["scores"], asked, key="symptom", columns=["score"])
    _keep_numbered(OwnConcern, consultation, stand["concerns"], answers.get("concerns", ()))


def _pain(consultation: Consultation, answers: Answers, stand: Stand) -> None:
    """`areas`: dicts of a PainArea; `goals`: dicts of a FunctionGoal, three at most."""
    goals: Sequence[Answers] = answers.get("goals", ())
    if len(answers.get("areas", ())) > MOST_AREAS:
        raise Refused("Eight areas at most. Put places that hurt alike into one.")
    if len(goals) > 3:
        raise Refused("Three goals at most. Fewer are easier to keep.")
    _keep_numbered(PainArea, consultation, stand["areas"], answers.get("areas", ()))
    _keep_numbered(FunctionGoal, consultation, stand["goals"], goals)


def _supplements(consultation: Consultation, answers: Answers, stand: Stand) -> None:
    """`takes_no_products`: True is "asked, none", None is "not asked"; products are rows of the person."""
    takes_none: bool | None = answers["takes_no_products"]
    if takes_none and ProductUse.objects.filter(patient=consultation.patient_id).current().exists():
        raise Refused(
            "Products are on the list. Stop them first, or leave this unticked.", field="takes_no_products"
        )
    consultation.takes_no_products = takes_none
    consultation.save(update_fields=["takes_no_products"])


def _helped(consultation: Consultation, answers: Answers, stand: Stand) -> None:
    """`tried`: dicts of a TriedBefore."""
    _keep_numbered(TriedBefore, consultation, stand["tried"], answers["tried"])


def _red_flags(consultation: Consultation, answers: Answers, stand: Stand) -> None:
    """`present`: field id -> whether it is so; `numbers`: field id -> number. The others were not asked."""
    present: Mapping[str, bool] = answers["present"]
    numbers: Mapping[str, Decimal] = answers["numbers"]
    if unknown := (present.keys() | numbers.keys()) - fields().keys():
        raise Refused(f"Not among the red flags: {', '.join(sorted(unknown))}.")
    asked = [
        *(RedFlagAnswer(consultation=consultation, field=field, present=so) for field, so in present.items()),
        *(RedFlagAnswer(consultation=consultation, field=field, number=n) for field, n in numbers.items()),
    ]
    _keep(RedFlagAnswer, stand["asked"], asked, key="field", columns=["present", "number"])


def _keep_numbered(
    model: type[models.Model], consultation: Consultation, stand: Iterable[Any], rows: Sequence[Answers]
) -> None:
    wanted = [
        model(consultation=consultation, position=position, **row)
        for position, row in enumerate(rows, start=1)
    ]
    columns: list[str] = list(dict.fromkeys(name for row in rows for name in row))
    _keep(model, stand, wanted, key="position", columns=columns)


def _keep(
    model: type[models.Model], stand: Iterable[Any], wanted: Iterable[Any], *, key: str, columns: list[str]
) -> None:
    """Make the rows that stand the rows wanted; what did not change is not written."""
    before = {getattr(row, key): row for row in stand}
    after = {getattr(row, key): row for row in wanted}
    changed = [
        row
        for name, row in after.items()
        if name not in before or any(getattr(row, c) != getattr(before[name], c) for c in columns)
    ]
    if gone := [row.pk for name, row in before.items() if name not in after]:
        model._default_manager.filter(pk__in=gone).delete()
    if changed:
        model._default_manager.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["consultation", key],
            update_fields=columns,
        )


ROWS: dict[Section, dict[str, type[models.Model]]] = {
    Section.SYMPTOMS: {"scores": SymptomScore, "concerns": OwnConcern},
    Section.PAIN: {"areas": PainArea, "goals": FunctionGoal},
    Section.HELPED: {"tried": TriedBefore},
    Section.RED_FLAGS: {"asked": RedFlagAnswer},
}
"""The rows that a writer compares with: it gets those that stand, by these names."""


def rows_of(section: Section, consultation_id: UUID) -> dict[str, models.QuerySet]:
    """What to read for the writer of a section."""
    models_of = ROWS.get(section, {})
    return {
        name: model._default_manager.filter(consultation=consultation_id) for name, model in models_of.items()
    }


WRITERS: dict[Section, Writer] = {
    Section.WHAT_MATTERS: _one_row(WhatMatters),
    Section.SYMPTOMS: _symptoms,
    Section.PAIN: _pain,
    Section.SUPPLEMENTS: _supplements,
    Section.FOOD: _one_row(Food),
    Section.MOVEMENT: _one_row(Movement),
    Section.SLEEP: _one_row(Sleep),
    Section.STRESS: _one_row(Stress),
    Section.SPIRIT: _one_row(Spirit),
    Section.TREATMENT: _treatment,
    Section.HELPED: _helped,
    Section.RED_FLAGS: _red_flags,
}
