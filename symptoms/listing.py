"""Products in the list of people: who takes something to stop on which nobody has decided."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from patients.models.patient import PatientQuerySet
from patients.narrowing import Narrowing

from .models import ProductStanding, Verdict


def with_open_stop(people: PatientQuerySet, _: str, day: date) -> PatientQuerySet:
    """The living with a product to stop, as the newest screen kept says, that waits for a decision."""
    waiting = ProductStanding.objects.filter(verdict=Verdict.STOP, needs_decision=True)
    theirs = waiting.filter(product__patient=OuterRef("pk"), product__stopped_on=None)
    return people.living().filter(Exists(theirs))


OPEN_STOP = Narrowing("stop", "Supplements", {"1": "Open stop"}, narrow=with_open_stop)
