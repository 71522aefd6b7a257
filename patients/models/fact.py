"""What every recorded fact carries: who, when, from where, which version, and whether it was a mistake."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.models import User

from .bound import PatientBound, PatientBoundQuerySet
from .kept import only_in_open_records

LAST_BEFORE_FIRST = "The last day is before the first."


class Source(models.TextChoices):
    PATIENT = "patient", "The person said so"
    RECORD = "record", "From a record"
    CLINIC = "clinic", "Seen or measured here"
    IMPORT = "import", "Imported"


class FactQuerySet(PatientBoundQuerySet):
    def valid(self) -> Self:
        """What stands: everything that was not entered in error."""
        return self.filter(entered_in_error_at=None)

    def not_ended_on(self, day: date) -> Self:
        """For facts that end: what still holds on `day`."""
        return self.valid().filter(Q(ended_on=None) | Q(ended_on__gte=day))


class Fact(PatientBound):
    """A correction changes the row and its version; the history tables keep what stood before.

    A mistake is marked, never deleted. `MAY_LIE_AHEAD` names days that may be in the future.
    `OFF_THE_PERSONS_HISTORY`: it belongs to someone else, and what is done to it stands in the clinic's log
    alone.
    """

    MAY_LIE_AHEAD: ClassVar[frozenset[str]] = frozenset()
    OFF_THE_PERSONS_HISTORY: ClassVar[bool] = False

    source = models.CharField("how we know", max_length=10, choices=Source, default=Source.CLINIC)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    # Empty for what an import or the time before this column brought.
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_in_error_at = models.DateTimeField(null=True, blank=True, editable=False)
    entered_in_error_why = models.CharField(max_length=160, blank=True, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        triggers = [only_in_open_records()]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="%(class)s_source_is_known_value"
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at=None, entered_in_error_why="")
                | Q(entered_in_error_at__isnull=False) & ~Q(entered_in_error_why=""),
                name="%(class)s_error_has_a_reason",
            ),
        ]


class EndingFact(Fact):
    """A fact that holds until a day."""

    ended_on = models.DateField("until", null=True, blank=True)

    class Meta(Fact.Meta):
        abstract = True

    def is_over_on(self, day: date) -> bool:
        """Whether it no longer holds; its last day still counts."""
        return self.ended_on is not None and self.ended_on < day


def known_value(field: str, choices: type[models.TextChoices], *, or_blank: bool = False) -> Q:
    """The condition that a column holds one of its choices."""
    return Q(**{f"{field}__in": [*choices.values, *([""] if or_blank else [])]})


def ends_after_it_starts(
    name: str, *, start: str = "started_on", end: str = "ended_on"
) -> models.CheckConstraint:
    """The last day is not before the first; either may be unknown."""
    return models.CheckConstraint(
        condition=Q(**{end: None}) | Q(**{start: None}) | Q(**{f"{end}__gte": models.F(start)}),
        name=name,
        violation_error_message=LAST_BEFORE_FIRST,
    )
