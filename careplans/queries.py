"""Reads about plans that join other rooms."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from integrative.accounts.models import User
from integrative.messaging.models import OutboundMessage
from patients.models import Patient
from symptoms.models import ProductUse, SymptomScore

from .models import CarePlan, CheckIn, Decision, FollowUp, FollowUpDecision, Horizon, Signature
from .models.plan import CarePlanQuerySet
from .services.check_in import monday_of
from .who_signs import cosigning_clinics


def follow_ups_due(*, user: User, day: date) -> QuerySet[FollowUp]:
    """Follow-ups in their window or past it, of living people this person may see, most overdue first."""
    return (
        FollowUp.objects.visible_to(user).due(day).filter(patient__deceased_on=None).select_related("patient")
    )


def plans_of(patient: Patient, *, user: User, horizon: str = Horizon.WEEKS) -> CarePlanQuerySet:
    """The plans of this patient and horizon, newest first, with their parts and follow-up."""
    plans = CarePlan.objects.visible_to(user).of(patient).filter(horizon=horizon)
    return (
        plans.select_related("patient__clinic", "follow_up__completed_by", "activated_by", "written_by")
        .prefetch_related("parts__decision", "parts__interventions")
        .newest_first()
    )


def plans_to_look_at(patient: Patient, *, user: User) -> CarePlanQuerySet:
    """Every plan of this person, of either horizon, newest first, with all that stands in it."""
    plans = CarePlan.objects.visible_to(user).of(patient)
    return (
        plans.select_related("patient__clinic", "follow_up__completed_by", "activated_by", "written_by")
        .prefetch_related("parts__decision", "parts__interventions__decision")
        .newest_first()
    )


def plan_that_counts(patient: Patient, user: User) -> CarePlanQuerySet:
    """The active plan over weeks, if there is one."""
    return CarePlan.objects.visible_to(user).of(patient).filter(horizon=Horizon.WEEKS).active()[:1]


def latest_scores(patient: Patient) -> dict[str, SymptomScore]:
    """Symptom id -> its score on the latest signed map that has one."""
    newest = SymptomScore.objects.of(patient).final().order_by("symptom", "-recorded_on", "-pk")
    return {score.symptom: score for score in newest.distinct("symptom")}


def signed_scores(patient: Patient, symptoms: list[str]) -> list[SymptomScore]:
    """Every signed score of these symptoms, oldest first."""
    return list(SymptomScore.objects.of(patient).final().filter(symptom__in=symptoms).oldest_first())


def follow_ups_of(patient: Patient, *, user: User, horizon: str = Horizon.WEEKS) -> list[FollowUp]:
    """The follow-ups of the plans of that horizon, that of the newest plan first."""
    follow_ups = FollowUp.objects.visible_to(user).of(patient).filter(plan__horizon=horizon)
    in_full = follow_ups.select_related("plan__patient__clinic", "completed_by").prefetch_related(
        "plan__parts__decision", "plan__parts__reading", "plan__parts__interventions__decision"
    )
    return list(in_full.order_by("-plan__activated_on", "-plan__number"))


def reminders_of(follow_up: FollowUp, *, user: User) -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.visible_to(user).about(follow_up.pk).order_by("send_at", "pk")


def check_ins_during(follow_up: FollowUp, *, user: User) -> QuerySet[CheckIn]:
    """What the person answered since the plan counts, newest week first."""
    check_ins = CheckIn.objects.visible_to(user).filter(patient=follow_up.patient_id)
    if activated_on := follow_up.plan.activated_on:
        check_ins = check_ins.filter(week_of__gte=monday_of(activated_on))
    return check_ins.newest_first()


def products_since(patient: Patient, day: date, *, user: User) -> QuerySet[ProductUse]:
    """What is taken, and what was stopped on that day or later, by name."""
    products = ProductUse.objects.visible_to(user).of(patient)
    return products.filter(Q(stopped_on=None) | Q(stopped_on__gte=day)).order_by("name_as_typed", "pk")


def plans_to_cosign(user: User) -> QuerySet[CarePlan]:
    """Plans that wait for this person's second signature, longest waiting first, each with `signed_at`."""
    waiting = CarePlan.objects.visible_to(user).waiting_for_signature()
    authors = Signature.objects.filter(plan=OuterRef("pk"), signed_as=Signature.As.AUTHOR)
    signed = waiting.annotate(signed_at=Subquery(authors.values("at")[:1]))
    for_me = signed.filter(patient__clinic__in=cosigning_clinics(user), patient__deceased_on=None)
    return (
        for_me.exclude(Exists(authors.filter(by=user)))
        .select_related("patient__clinic")
        .order_by("signed_at", "pk")
    )


def returned_before(draft: CarePlan) -> Signature | None:
    """Who gave back the version that this draft goes on from, and why; None when it begins otherwise."""
    returned = Signature.objects.filter(
        signed_as=Signature.As.RETURNED,
        plan__patient=draft.patient_id,
        plan__horizon=draft.horizon,
        plan__number=draft.number - 1,
    )
    return returned.select_related("by", "plan").first()


def plans_given_back(user: User) -> QuerySet[CarePlan]:
    """Drafts of this person that go on from a plan somebody returned."""
    returned = CarePlan.objects.filter(
        patient=OuterRef("patient"),
        horizon=OuterRef("horizon"),
        status=CarePlan.Status.RETURNED,
        number=OuterRef("number") - 1,
    )
    drafts = CarePlan.objects.visible_to(user).drafts().filter(Exists(returned), written_by=user)
    return (
        drafts.filter(patient__deceased_on=None)
        .select_related("patient__clinic")
        .order_by("written_at", "pk")
    )


def decisions_behind(plan: CarePlan) -> QuerySet[FollowUpDecision]:
    """What the follow-up of this plan decided beyond keeping, in the order of the plan."""
    decisions = FollowUpDecision.objects.filter(follow_up__plan=plan).exclude(decision=Decision.KEEP)
    return decisions.select_related("part", "intervention", "follow_up").order_by("pk")
