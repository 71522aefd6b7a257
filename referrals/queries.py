"""Reads about referrals: the board's, a patient's, and what a referral can be for."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from careplans.models import CarePlan, PlanPart
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, require_somewhere
from patients.models import Patient

from .models import Referral, ReferralMove, ReferralStatus, Service
from .models import ReferralQuerySet as Referrals

CLOSED_SHOWN = 50


def referrals_to_read(user: User) -> Referrals:
    """Referrals of the clinics where this person's role reads them, ready for a card.

    Raises PermissionDenied when no role of theirs does.
    """
    clinics = require_somewhere(user, Permission.READ_REFERRALS)
    readable = Referral.objects.visible_to(user).filter(patient__clinic__in=clinics)
    return readable.select_related("patient__clinic", "service", "owner")


def closed_lately(referrals: Referrals) -> Referrals:
    """The last to be closed, newest first, each with `closed_at`."""
    closed = referrals.filter(status=ReferralStatus.CLOSED).annotate(closed_at=Max("moves__made_at"))
    return closed.order_by("-closed_at", "-pk")[:CLOSED_SHOWN]


def referrals_of(patient: Patient, user: User) -> Referrals:
    """All of one person's referrals, open ones first by their due day."""
    return Referral.objects.visible_to(user).of(patient).select_related("service", "owner", "plan_part")


def steps_of(referral: Referral) -> QuerySet[ReferralMove]:
    """Every step it took, oldest first, with who took it."""
    return referral.moves.select_related("made_by")


def offered_services(patient: Patient, user: User) -> QuerySet[Service]:
    return Service.objects.visible_to(user).filter(clinic=patient.clinic_id).offered()


def parts_to_help(patient: Patient, user: User) -> QuerySet[PlanPart]:
    """The parts of the plan that counts now, which a referral may serve."""
    active = CarePlan.objects.visible_to(user).of(patient).active()
    return PlanPart.objects.filter(plan__in=active)
