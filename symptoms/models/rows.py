"""What the rows of a consultation share: kept as they were once it is signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from integrative.accounts.keys import uuid7

from .signed import unchanged_once_signed


class SectionRow(models.Model):
    """The one row of a section; there is none until the section was first saved."""

    consultation = models.OneToOneField(
        "symptoms.Consultation", primary_key=True, on_delete=models.PROTECT, related_name="%(class)s"
    )

    class Meta:
        abstract = True
        triggers = [unchanged_once_signed()]

    @classmethod
    def answers(cls) -> tuple[str, ...]:
        """The columns that hold answers."""
        return tuple(field.name for field in cls._meta.concrete_fields if not field.primary_key)


class NumberedRow(models.Model):
    """One of a few rows of a section, in the order in which they were said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(
        "symptoms.Consultation", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]
        triggers = [unchanged_once_signed()]

    @classmethod
    def answers(cls) -> tuple[str, ...]:
        """The columns that hold answers."""
        other = {"id", "consultation", "position"}
        return tuple(field.name for field in cls._meta.concrete_fields if field.name not in other)


def words() -> models.TextField:
    """One answer in the person's own words."""
    return models.TextField(blank=True)


def line(length: int = 200) -> models.CharField:
    return models.CharField(max_length=length, blank=True)


def choice(choices: type[models.TextChoices]) -> models.CharField:
    """One of a few; blank is not asked."""
    return models.CharField(max_length=20, choices=choices, blank=True)


def several(choices: Iterable[tuple[str, str]]) -> ArrayField:
    """Any of a few."""
    return ArrayField(models.CharField(max_length=40, choices=list(choices)), default=list, blank=True)


def whole() -> models.PositiveSmallIntegerField:
    """A number that may not have been asked."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


def one_of(field: str, choices: type[models.TextChoices], model: str) -> models.CheckConstraint:
    known = Q(**{f"{field}__in": ["", *choices.values]})
    return models.CheckConstraint(condition=known, name=f"{model}_{field}_is_known")


def any_of(field: str, known: Iterable[str], model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__contained_by": sorted(known)}), name=f"{model}_{field}_are_known"
    )


def between(field: str, low: float, high: float, model: str) -> models.CheckConstraint:
    inside = Q(**{field: None}) | Q(**{f"{field}__range": (low, high)})
    return models.CheckConstraint(condition=inside, name=f"{model}_{field}_is_possible")


def limits_of(model: type[models.Model], field: str) -> tuple[float, float]:
    """The lowest and the highest that `between` lets a column hold."""
    ranges = (
        part[1]
        for rule in model._meta.constraints
        if isinstance(rule, models.CheckConstraint)
        for part in rule.condition.children
        if isinstance(part, tuple) and part[0] == f"{field}__range"
    )
    low, high = next(ranges)
    return low, high


def at_most(rows: int, model: str) -> list[models.BaseConstraint]:
    """A place of its own for each row, and no more than so many."""
    everything: list[Any] = [
        models.UniqueConstraint(fields=["consultation", "position"], name=f"{model}_position_once"),
        models.CheckConstraint(condition=Q(position__range=(1, rows)), name=f"{model}_{rows}_at_most"),
    ]
    return everything
