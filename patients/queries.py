"""Reads about people: finding one, and those who look alike."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Trim

from integrative.accounts.models import User

from .models import Patient
from .models.patient import Folded
from .services.registration import normal_mrn

ALIKE = 0.45
MOST = 5


def look_alikes(
    *, user: User, family_name: str = "", given_names: str = "", birth_date: date | None = None, mrn: str = ""
) -> QuerySet[Patient]:
    """Up to five people on record who may be the one about to be registered.

    Alike: the same record number; the same birth date with any name; a similar name. Day and month
    swapped count as the same birth date. The closest names come first.
    """
    name = Trim(Folded(Value(family_name), Value(given_names), Value("")))
    found = Q(pk=None)
    if family_name or given_names:
        found |= Q(folded_name__trigram_similar=name) & Q(likeness__gte=ALIKE)
    if mrn:
        found |= Q(mrn=normal_mrn(mrn))
    for day in {birth_date, _swapped(birth_date)} - {None}:
        found |= Q(birth_date=day)
    people = Patient.objects.visible_to(user).annotate(likeness=TrigramSimilarity("folded_name", name))
    return people.filter(found).select_related("clinic").order_by("-likeness", "pk")[:MOST]


def _swapped(day: date | None) -> date | None:
    if day is None or day.day > 12:
        return None
    return day.replace(month=day.day, day=day.month)


def find_patients(*, user: User, words: str, born: date | None) -> QuerySet[Patient]:
    """People matching a search box: a birth date, a record number, or names in any order."""
    people = Patient.objects.visible_to(user)
    if born:
        return people.born_on(born)
    if any(sign.isdigit() for sign in words):
        return people.filter(mrn__startswith=normal_mrn(words))
    return people.named_like(words)
