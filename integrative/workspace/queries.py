"""Reads that cross the apps: what waits for whom. Rules of the clinic stand in the apps, not here."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from careplans.models import CarePlan, FollowUp
from careplans.queries import follow_ups_due
from careplans.services.follow_up import REMINDER
from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, clinics_where
from integrative.messaging.models import OutboundMessage, Status
from patients.models import Patient
from referrals.models import Referral, overdue_on
from symptoms.models import Consultation, ProductStanding, ProductUse, Verdict

RECENT = timedelta(days=14)
RECENT_SHOWN = 8
STOPS_SHOWN = 20


def my_follow_ups_due(user: User, day: date) -> QuerySet[FollowUp]:
    """Follow-ups of this clinician's patients in their window or past it, most overdue first."""
    mine = follow_ups_due(user=user, day=day).filter(patient__lead_clinician=user)
    return mine.select_related("patient__clinic", "plan")


def unfinished_maps(user: User) -> QuerySet[Consultation]:
    """This person's drafts, the oldest visit first."""
    drafts = Consultation.objects.visible_to(user).drafts().by_author(user)
    return drafts.select_related("patient__clinic").order_by("visit_on", "pk")


def mapped_without_plan(user: User) -> QuerySet[Patient]:
    """This clinician's patients with a signed map and no active plan, each with `mapped_on`."""
    active = CarePlan.objects.active().filter(patient=OuterRef("pk"))
    mine = Patient.objects.visible_to(user).living().of_clinician(user).filter(~Exists(active))
    signed = Max("consultations__visit_on", filter=Q(consultations__status=Consultation.Status.SIGNED))
    return mine.annotate(mapped_on=signed).exclude(mapped_on=None).order_by("mapped_on", "pk")


def recently_registered(user: User) -> QuerySet[Patient]:
    """The clinic's newest people of the last two weeks."""
    clinics = clinics_where(user, Permission.OPEN_CHART)
    people = Patient.objects.visible_to(user).filter(clinic__in=clinics)
    newest = people.filter(registered_at__gte=clock.now() - RECENT).order_by("-registered_at", "-pk")
    return newest.select_related("lead_clinician", "clinic")[:RECENT_SHOWN]


def calls_due(user: User) -> QuerySet[FollowUp]:
    """Open follow-ups whose reminder could not be sent, so that a navigator calls instead."""
    clinics = clinics_where(user, Permission.MOVE_REFERRAL)
    unreached = OutboundMessage.objects.visible_to(user).filter(kind=REMINDER, status=Status.UNREACHABLE)
    waiting = FollowUp.objects.visible_to(user).open().filter(patient__clinic__in=clinics)
    to_call = waiting.filter(pk__in=unreached.values("subject_id"), patient__deceased_on=None)
    return to_call.select_related("patient__clinic", "plan").order_by("closes_on", "pk")


def referrals_waiting_for(user: User, day: date) -> QuerySet[Referral]:
    """Open referrals this person owns, and late ones they move or asked for themselves."""
    readable = clinics_where(user, Permission.READ_REFERRALS)
    movable = clinics_where(user, Permission.MOVE_REFERRAL)
    late = overdue_on(day) & (Q(patient__clinic__in=movable) | Q(referred_by=user))
    standing = Referral.objects.visible_to(user).open().filter(patient__clinic__in=readable)
    waiting = standing.filter(Q(owner=user) | late)
    return waiting.select_related("patient__clinic", "service").soonest_first()


def my_open_stops(user: User) -> QuerySet[ProductStanding]:
    """Products of this clinician's patients that are to stop, and nobody has decided."""
    products = (
        ProductUse.objects.visible_to(user)
        .current()
        .order_by()
        .filter(patient__lead_clinician=user, patient__deceased_on=None)
    )
    stops = ProductStanding.objects.filter(product__in=products, verdict=Verdict.STOP, needs_decision=True)
    return stops.select_related("product__patient").order_by("changed_at", "pk")[:STOPS_SHOWN]
