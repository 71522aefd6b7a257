"""What stands on the page of a merge: both people, how much each record holds, and what would meet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .merging import bound_models
from .models import Patient
from .models.bound import PatientBound
from .rows import age_of
from .services.merge import Prospect, prospect_of


@dataclass(frozen=True)
class Holding:
    """How many rows of a kind each record holds."""

    name: str
    kept: int
    other: int


@dataclass(frozen=True)
class BothRecords:
    kept_age: int
    other_age: int
    holdings: list[Holding]
    prospect: Prospect

    @property
    def settled(self) -> list[str]:
        """What changes so that both fit into one, in sentences."""
        return [settled.says for settled in self.prospect.settlements if settled.says]


def both_records(kept: Patient, other: Patient) -> BothRecords:
    return BothRecords(age_of(kept), age_of(other), holdings_of(kept, other), prospect_of(kept, other))


def holdings_of(kept: Patient, other: Patient) -> list[Holding]:
    """Of every kind that one of the two has anything of. One query."""
    models = {f"rows_{place}": model for place, model in enumerate(bound_models())}
    counts = {name: Coalesce(Subquery(_count(model)), 0) for name, model in models.items()}
    people = Patient.objects.filter(pk__in=[kept.pk, other.pk]).annotate(**counts)
    found = {row["pk"]: row for row in people.values("pk", *counts)}
    held = [
        Holding(_called(model), found[kept.pk][name], found[other.pk][name]) for name, model in models.items()
    ]
    return [holding for holding in held if holding.kept or holding.other]


def _count(model: type[PatientBound]) -> QuerySet:
    rows = model.objects.filter(patient=OuterRef("pk")).order_by().values("patient")
    return rows.annotate(number=Count("pk")).values("number")


def _called(model: type[PatientBound]) -> str:
    name = str(model._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]
