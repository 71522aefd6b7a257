"""A chart's first page: the person, the one thing, the direction of travel, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from careplans.models import CarePlan, CheckIn, PlanPart, Slot
from careplans.queries import plans_of
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may
from integrative.knowledge.symptoms import all_symptoms
from integrative.ui.charts import Chart, Reading, trend
from integrative.ui.days import work_day
from integrative.ui.templatetags.ui import count_word
from patients.models import Patient
from referrals.models import Referral
from referrals.presenters import Card, TimeLeft, cards_of
from symptoms.models import Consultation, GoalsOfCareEntry, ProductUse, SymptomScore

TRENDS_SHOWN = 6


@dataclass(frozen=True)
class NextStep:
    label: str
    url: str


@dataclass(frozen=True)
class Trend:
    chart: Chart
    note: str


@dataclass(frozen=True)
class Overview:
    """What stands on the page. `goals` and `referrals` are None for those whose role does not read them."""

    headline: str
    line: str
    next_step: NextStep | None
    signed_map: Consultation | None
    plan: CarePlan | None
    parts: list[PlanPart]
    trends: list[Trend]
    products: list[ProductUse]
    check_in: CheckIn | None
    may_read_goals: bool
    goals: GoalsOfCareEntry | None
    referrals: list[Card] | None


def overview_of(patient: Patient, user: User, today: date) -> Overview:
    """Everything on the first page of this chart that this person's role may read."""
    maps = Consultation.objects.visible_to(user).of(patient)
    signed = maps.signed().select_related("what_matters", "signed_by").newest_first().first()
    plans = plans_of(patient, user=user)
    active = plans.active().first()
    parts = in_slot_order(active.parts.all()) if active else []
    scores = SymptomScore.objects.visible_to(user).of(patient).final().oldest_first()
    headline, line = where_we_are(patient, signed, active, today)
    reads_goals = may(user, Permission.READ_GOALS, patient)
    talks = GoalsOfCareEntry.objects.visible_to(user).of(patient).newest_first()
    return Overview(
        headline=headline,
        line=line,
        next_step=_next_step(patient, user, signed, active, today),
        signed_map=signed,
        plan=active,
        parts=parts,
        trends=trends_of(list(scores), parts),
        products=list(ProductUse.objects.visible_to(user).of(patient).current()),
        check_in=CheckIn.objects.visible_to(user).of(patient).newest_first().first(),
        may_read_goals=reads_goals,
        goals=talks.first() if reads_goals else None,
        referrals=_open_referrals(patient, user, today),
    )


def where_we_are(
    patient: Patient, signed: Consultation | None, plan: CarePlan | None, today: date
) -> tuple[str, str]:
    """The headline and the line under it."""
    if patient.deceased_on:
        return "This person has died", "The record stays open to the team."
    if plan and plan.activated_on:
        line = f"{plan} started {work_day(plan.activated_on)}. {_review(plan, today)}"
        return weeks_in(plan.activated_on, today), line
    if signed:
        return (
            "Map signed, plan to write",
            f"Map of {work_day(signed.visit_on)}, signed by {signed.signed_by}.",
        )
    return "Before the first map", "The map begins with a good week, in the person’s own words."


def weeks_in(since: date, today: date) -> str:
    """How long the plan has run: "Six weeks in"."""
    weeks = (today - since).days // 7
    if weeks < 1:
        return "The plan’s first week"
    return f"{count_word(weeks)} {'week' if weeks == 1 else 'weeks'} in"


def _review(plan: CarePlan, today: date) -> str:
    follow_up = plan.follow_up
    left = TimeLeft.between(today, follow_up.closes_on).words.lower()
    return {
        "done": f"Followed up on {work_day(follow_up.completed_on or today)}.",
        "cancelled": "Its follow-up was called off.",
        "not yet": f"Follow-up opens {work_day(follow_up.opens_on)}.",
        "due": f"Follow-up is due by {work_day(follow_up.closes_on)}.",
        "late": f"Follow-up is {left}.",
    }[follow_up.state_on(today)]


def _next_step(
    patient: Patient, user: User, signed: Consultation | None, plan: CarePlan | None, today: date
) -> NextStep | None:
    """The one button that moves this person's care on; none for those who do not write it."""
    if patient.deceased_on or not may(user, Permission.WRITE_MAP, patient):
        return None
    drafts = Consultation.objects.visible_to(user).of(patient).drafts().by_author(user)
    if drafts.exists():
        return _step("Continue map", "symptoms:map", patient.pk)
    if plan:
        due = plan.follow_up.state_on(today) in {"due", "late"}
        return _step("Start follow-up", "careplans:follow_up", patient.pk) if due else None
    if not signed:
        return _step("Start map", "symptoms:map", patient.pk)
    return _step("Write plan", "careplans:plan", patient.pk)


def _step(label: str, place: str, patient_id: UUID) -> NextStep:
    return NextStep(label, reverse(place, args=[patient_id]))


def _open_referrals(patient: Patient, user: User, today: date) -> list[Card] | None:
    if not may(user, Permission.READ_REFERRALS, patient):
        return None
    standing = Referral.objects.visible_to(user).of(patient).open().soonest_first()
    return cards_of(
        standing.select_related("service"), today=today, has_died=bool(patient.deceased_on)
    )


def in_slot_order(parts: Sequence[PlanPart]) -> list[PlanPart]:
    """Targets, then the anchor, then the coping practice."""
    rank = {slot.value: place for place, slot in enumerate(Slot)}
    return sorted(parts, key=lambda part: rank[part.slot])


def trends_of(scores: Sequence[SymptomScore], parts: Sequence[PlanPart]) -> list[Trend]:
    """Small multiples: the plan's targets first, then what is worst now. A map without a score is a gap."""
    targets = {part.symptom: part.goal for part in parts if part.symptom}
    days = sorted({score.recorded_on for score in scores})
    by_symptom: dict[str, dict[date, int]] = {symptom: {} for symptom in targets}
    for score in scores:
        by_symptom.setdefault(score.symptom, {})[score.recorded_on] = score.score
    worst_first = sorted(by_symptom, key=lambda s: (s not in targets, -_last(by_symptom[s]), s))
    return [
        Trend(
            chart=trend(
                all_symptoms()[symptom].name,
                [Reading(day, by_symptom[symptom].get(day)) for day in days],
                goal=targets.get(symptom),
            ),
            note="target" if symptom in targets else "",
        )
        for symptom in worst_first[:TRENDS_SHOWN]
    ]


def _last(scores: dict[date, int]) -> int:
    return scores[max(scores)] if scores else 0
