"""How facts of two records meet when the records become one.

A unique constraint over the patient allows one row where two records bring two. What becomes of them is named
at the model (`PatientBound.IN_A_MERGE`); where one of the two has to change first, its app registers a rule:

    class CareplansConfig(AppConfig):
        def ready(self) -> None:
            merging.register(newer_plan_counts)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F

from integrative.accounts import clock

from .models import AskedAbout, Patient
from .models.bound import Meets, PatientBound
from .services.facts import TOPIC_OF, named


@dataclass(frozen=True)
class Settlement:
    """A row that changes so that both records fit into one, and what the page says of it beforehand."""

    row: models.Model
    changes: dict[str, Any]
    says: str = ""


ONLY_ONE = "Both records have what only one can stand of: {row}. End one of the two first."
Rule = Callable[[Patient, Patient], Iterable[Settlement]]
_rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Called from AppConfig.ready(). The rule gets the kept and the other record, and changes nothing."""
    _rules.append(rule)


def settlements_of(kept: Patient, merged: Patient) -> list[Settlement]:
    return [settled for rule in (newer_answer_stands, *_rules) for settled in rule(kept, merged)]


def bound_models() -> list[type[PatientBound]]:
    """Every kind of row that belongs to a patient, of every app."""
    return [model for model in apps.get_models() if issubclass(model, PatientBound)]


def newer_answer_stands(kept: Patient, merged: Patient) -> Iterator[Settlement]:
    """Of two standing answers the one asked later; none where the other record names something."""
    standing = AskedAbout.objects.standing().filter(patient__in=[kept, merged])
    topics: dict[str, list[AskedAbout]] = {}
    for answer in standing.order_by("-asked_on", "-pk"):
        topics.setdefault(answer.topic, []).append(answer)
    for topic, answers in topics.items():
        model = next(model for model, its in TOPIC_OF.items() if its == topic)
        is_named = named(model, kept).exists() or named(model, merged).exists()
        for answer in answers if is_named else answers[1:]:
            better = "something is named in the other record" if is_named else "a newer answer stands"
            yield Settlement(answer, {"replaced_at": clock.now()}, f"{answer}: {better}.")


@dataclass(frozen=True)
class Clash:
    """Two rows of which one record can hold only one; `row` is that of the record to be closed."""

    row: PatientBound
    meets: Meets | str

    @property
    def sentence(self) -> str:
        return str(self.meets).format(row=self.row)


def clashes_of(kept: Patient, merged: Patient) -> list[Clash]:
    return [
        Clash(row, model.IN_A_MERGE.get(rule.name, ONLY_ONE))
        for model in bound_models()
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and (parts := _parts_beside_patient(rule)) is not None
        for row in _meeting(model, rule, parts, kept, merged)
    ]


def _parts_beside_patient(rule: models.UniqueConstraint) -> list[Any] | None:
    """What else is unique, as expressions; None for a constraint that does not speak of the patient."""
    parts = [*map(F, rule.fields), *rule.expressions]
    beside = [part for part in parts if part != F("patient")]
    return beside if len(beside) < len(parts) else None


def _meeting(
    model: type[PatientBound], rule: models.UniqueConstraint, parts: list[Any], kept: Patient, merged: Patient
) -> list[PatientBound]:
    keys = {f"part_{place}": part for place, part in enumerate(parts)}
    rows = model._default_manager.annotate(**keys)
    if rule.condition is not None:
        rows = rows.filter(rule.condition)
    there = set(rows.filter(patient=kept).values_list(*keys)) if keys else set()
    if not keys:
        return list(rows.filter(patient=merged)) if rows.filter(patient=kept).exists() else []
    return [row for row in rows.filter(patient=merged) if tuple(getattr(row, key) for key in keys) in there]
