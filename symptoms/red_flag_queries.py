"""Reads about red flags: what stands of one person, what became of the rest, what waits for whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, clinics_where
from patients.models import Patient

from .models import RedFlag, Urgency

ENDED_SHOWN = 40


def standing_flags(*, patient: Patient, user: User) -> QuerySet[RedFlag]:
    """Most urgent first; nobody acts for someone who has died."""
    rows = RedFlag.objects.visible_to(user).of(patient).standing().filter(patient__deceased_on=None)
    return rows.select_related("seen_by").most_urgent_first()


def ended_flags(*, patient: Patient, user: User) -> QuerySet[RedFlag]:
    """What was done about the others, or why they were taken back, newest first."""
    ended = Q(done_at__isnull=False) | Q(withdrawn_at__isnull=False)
    rows = RedFlag.objects.visible_to(user).of(patient).filter(ended)
    return rows.select_related("done_by", "seen_by").order_by("-raised_at", "-pk")[:ENDED_SHOWN]


def unseen_in_clinics(user: User, permission: Permission) -> QuerySet[RedFlag]:
    """Flags of living people that nobody has seen, most urgent first, where this person's role may so."""
    rows = RedFlag.objects.visible_to(user).unseen().filter(patient__deceased_on=None)
    clinics = clinics_where(user, permission)
    return rows.filter(patient__clinic__in=clinics).select_related("patient__clinic").most_urgent_first()


def unseen_for_clinician(user: User) -> QuerySet[RedFlag]:
    """Of this clinician's patients and maps; of the whole clinic what cannot wait, or waited too long."""
    for_all = Q(urgency=Urgency.NOW) | Q(escalated_at__isnull=False)
    mine = Q(patient__lead_clinician=user) | Q(raised_by=user)
    return unseen_in_clinics(user, Permission.ACT_ON_FLAGS).filter(for_all | mine)


def seen_not_done(user: User) -> QuerySet[RedFlag]:
    """What this person has seen and not yet written about."""
    rows = RedFlag.objects.visible_to(user).standing().filter(seen_by=user, patient__deceased_on=None)
    return rows.select_related("patient__clinic").most_urgent_first()
