"""Reads about people: whose charts are open to me, finding one, those who look alike, who may lead."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Trim

from integrative.accounts.models import Clinic, Membership, Role, User
from integrative.accounts.permissions import Permission, require_somewhere

from .models import CancerCondition, Patient, PhaseOfCare
from .models.patient import Folded, PatientQuerySet
from .services.registration import normal_mrn

ALIKE = 0.45
MOST = 5


def charts_open_to(user: User) -> PatientQuerySet:
    """Patients whose charts this person may open. Raises PermissionDenied when the role opens none."""
    return Patient.objects.visible_to(user).filter(clinic__in=require_somewhere(user, Permission.OPEN_CHART))


def clinicians_of(clinic: Clinic, *, and_also: User | None = None) -> QuerySet[User]:
    """Who may lead a patient's care there today, by name; `and_also` who leads already but may have left."""
    clinicians = Membership.objects.on(clinic.today()).of_role(Role.CLINICIAN).filter(clinic=clinic)
    may_lead = Q(pk__in=clinicians.values("user"))
    if and_also:
        may_lead |= Q(pk=and_also.pk)
    return User.objects.filter(may_lead).order_by("family_name", "given_names", "pk")


def staff_of(clinic: Clinic) -> QuerySet[User]:
    """Everyone who works there today, by name."""
    here = Membership.objects.on(clinic.today()).filter(clinic=clinic)
    return User.objects.filter(pk__in=here.values("user")).order_by("family_name", "given_names", "pk")


def for_listing(people: PatientQuerySet) -> PatientQuerySet:
    """With what a row of the list shows: clinic, lead, `current_cancers`, `current_phases`."""
    return people.select_related("clinic", "lead_clinician").prefetch_related(
        Prefetch("cancerconditions", CancerCondition.objects.current(), to_attr="current_cancers"),
        Prefetch("phaseofcares", PhaseOfCare.objects.current(), to_attr="current_phases"),
    )


def look_alikes(
    *, user: User, family_name: str = "", given_names: str = "", birth_date: date | None = None, mrn: str = ""
) -> QuerySet[Patient]:
    """Up to five people on record who may be the one about to be registered.

    Alike: the same record number; the same birth date with any name; a similar name. Day and month
    swapped count as the same birth date. The holder of the number comes first, then the closest names.
    """
    name = Trim(Folded(Value(family_name), Value(given_names), Value("")))
    found = Q(pk=None)
    if family_name or given_names:
        found |= Q(folded_name__trigram_similar=name) & Q(likeness__gte=ALIKE)
    if mrn:
        found |= Q(mrn=normal_mrn(mrn))
    for day in {birth_date, _swapped(birth_date)} - {None}:
        found |= Q(birth_date=day)
    # The stubs know only text; an expression is folded by the database like the column beside it.
    likeness = TrigramSimilarity("folded_name", name)  # type: ignore[arg-type]
    people = charts_open_to(user).annotate(likeness=likeness)
    number_first = Case(When(mrn=normal_mrn(mrn), then=0), default=1)
    return people.filter(found).select_related("clinic").order_by(number_first, "-likeness", "pk")[:MOST]


def _swapped(day: date | None) -> date | None:
    if day is None or day.day > 12:
        return None
    return day.replace(month=day.day, day=day.month)


def find_patients(*, user: User, words: str, born: date | None) -> PatientQuerySet:
    """People matching a search box: a birth date, a record number, or names in any order.

    The number of a record that was merged finds the one that was kept.
    """
    people = charts_open_to(user)
    if born:
        return people.born_on(born)
    if any(sign.isdigit() for sign in words):
        number = normal_mrn(words)
        numbered = Patient.objects.filter(mrn__startswith=number)
        return people.filter(pk__in=numbered.values(open_record=Coalesce("merged_into", "pk")))
    return people.named_like(words)


def records_of(patient: Patient) -> set[UUID]:
    """The keys under which things were written about this person: this record's and those merged into it."""
    closed = Patient.objects.exclude(merged_into=None)
    found = {patient.pk}
    while more := set(closed.filter(merged_into__in=found).values_list("pk", flat=True)) - found:
        found |= more
    return found


def holder_of(mrn: str, *, at: Clinic, user: User) -> Patient | None:
    """Whose record number this is at the clinic, when that chart is open to the person who asks."""
    return charts_open_to(user).filter(clinic=at, mrn=normal_mrn(mrn)).first()
