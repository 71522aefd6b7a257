"""How often, how long, where and by whom: what every part of a plan asks of the week."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from integrative.knowledge.therapies.catalog import all_therapies

MINUTES_A_WEEK = 7 * 24 * 60
WEEKS_A_MONTH = Decimal(52) / 12


def therapy_choices() -> list[tuple[str, str]]:
    return [(therapy.id, therapy.name) for therapy in all_therapies().values()]


class Place(models.TextChoices):
    HOME = "home", "At home"
    CLINIC = "clinic", "At a clinic or studio"
    VIRTUAL = "virtual", "By video or phone"


class Responsible(models.TextChoices):
    PERSON = "person", "They themselves"
    CAREGIVER = "caregiver", "Their caregiver"
    CLINICIAN = "clinician", "Their clinician"
    ONCOLOGIST = "oncologist", "Their oncologist"
    NAVIGATOR = "navigator", "The navigator"
    SERVICE = "service", "The service it goes to"


class Dosed(models.Model):
    """`therapy` is an entry of the catalog, or blank for what the catalog does not know."""

    therapy = models.CharField(max_length=40, choices=therapy_choices, blank=True)
    times_a_week = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, help_text="0.25 is once a month"
    )
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="each time")
    weeks = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how long; null: until reviewed"
    )
    place = models.CharField(max_length=8, choices=Place, default=Place.HOME)
    responsible = models.CharField(max_length=12, choices=Responsible, default=Responsible.PERSON)

    class Meta:
        abstract = True

    @property
    def minutes_a_week(self) -> int:
        """Without the way there; 0 while times or minutes are not said."""
        return round((self.times_a_week or 0) * (self.minutes or 0))

    @property
    def trips_a_month(self) -> Decimal:
        """Visits to a place, as a month has them; none for what is done at home or by video."""
        if self.place != Place.CLINIC:
            return Decimal(0)
        return (self.times_a_week or Decimal(0)) * WEEKS_A_MONTH


def dose_constraints(name: str) -> list[models.BaseConstraint]:
    """The limits of `Dosed` for the table `name`."""
    times, minutes = Q(times_a_week=None), Q(minutes=None)
    return [
        models.CheckConstraint(
            condition=times | Q(times_a_week__gt=0, times_a_week__lte=70), name=f"{name}_times_1_to_70"
        ),
        models.CheckConstraint(
            condition=minutes | Q(minutes__lte=MINUTES_A_WEEK), name=f"{name}_minutes_fit_a_week"
        ),
        models.CheckConstraint(
            condition=times | minutes | Q(minutes__lte=MINUTES_A_WEEK / F("times_a_week")),
            name=f"{name}_all_minutes_fit_a_week",
        ),
        models.CheckConstraint(
            condition=Q(weeks=None) | Q(weeks__range=(1, 104)), name=f"{name}_weeks_1_to_104"
        ),
        models.CheckConstraint(condition=Q(place__in=Place.values), name=f"{name}_place_is_known"),
        models.CheckConstraint(
            condition=Q(responsible__in=Responsible.values), name=f"{name}_responsible_is_known"
        ),
    ]
