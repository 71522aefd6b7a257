"""A chart's first page: the person, the one thing, the direction of travel, and the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from careplans.models import CarePlan, CheckIn, FollowUp, Horizon, PlanPart, Slot
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may
from integrative.knowledge.symptoms import all_symptoms
from integrative.ui.charts import Chart, Reading, trend
from integrative.ui.days import work_day
from integrative.ui.templatetags.ui import count_word
from integrative.ui.value_charts import VALUE_SPARK, ValueChart
from patients.gather import gather
from patients.models import Patient
from patients.trends import lists_for_trends, marks_of, trends_from
from referrals.models import Referral, Service
from referrals.presenters import Card, TimeLeft, cards_of
from symptoms.goals_watch import GoalsWatch, is_watched, lists_for_watch, watch_from
from symptoms.models import (
    Consultation,
    GoalsOfCareEntry,
    ProductStanding,
    ProductUse,
    SymptomScore,
    Verdict,
    WhatMatters,
)
from symptoms.product_words import TIERS
from symptoms.red_flag_cards import FlagCard

from .flags import cards_from, lists_for_flags
from .news import News, lists_for_news, news_from

TRENDS_SHOWN = 6
MAPS_IN_TRENDS = 24
PRODUCTS_SHOWN = 12
REFERRALS_SHOWN = 8
Found = Mapping[str, list[Any]]


@dataclass(frozen=True)
class NextStep:
    label: str
    url: str


@dataclass(frozen=True)
class Trend:
    chart: Chart
    note: str


@dataclass(frozen=True)
class Standing:
    """What has been done so far: the newest signed map, the active plan, whether a draft of mine is open."""

    signed: Consultation | None
    plan: CarePlan | None
    follow_up: FollowUp | None
    has_draft: bool


@dataclass(frozen=True)
class Taken:
    """A product with the word of its newest screen, and the shape that the word has."""

    product: ProductUse
    verdict: Verdict

    @property
    def tier(self) -> str:
        return TIERS[self.verdict]


@dataclass(frozen=True)
class Overview:
    """What stands on the page. `goals` and `referrals` are None for those whose role does not read them."""

    headline: str
    line: str
    flags: list[FlagCard]
    next_step: NextStep | None
    news: News
    signed_map: Consultation | None
    plan: CarePlan | None
    parts: list[PlanPart]
    trends: list[Trend]
    counts: list[ValueChart]
    products: list[Taken]
    more_products: bool
    check_in: CheckIn | None
    may_read_goals: bool
    goals: GoalsOfCareEntry | None
    goals_watch: GoalsWatch | None
    referrals: list[Card] | None
    more_referrals: bool


def overview_of(patient: Patient, user: User, today: date) -> Overview:
    """Everything on the first page of this chart that this person's role may read.

    Two queries, however long the record: one for all lists, one for the names in the news.
    """
    reads_goals = may(user, Permission.READ_GOALS, patient)
    reads_referrals = may(user, Permission.READ_REFERRALS, patient)
    lists = _lists(patient, user) | lists_for_trends(patient) | lists_for_news(patient, user)
    lists |= lists_for_flags(patient, user)
    if reads_goals:
        lists["goals"] = GoalsOfCareEntry.objects.visible_to(user).of(patient).newest_first()[:1]
    if watched := is_watched(patient, user):
        lists |= lists_for_watch(patient, user)
    if reads_referrals:
        lists |= _referral_lists(patient, user)
    found = gather(**lists)
    standing = _standing(found)
    parts = in_slot_order(found["parts"])
    headline, line = where_we_are(patient, standing, today)
    return Overview(
        headline=headline,
        line=line,
        flags=cards_from(found, patient, user),
        next_step=_next_step(patient, user, standing, today),
        news=news_from(found, patient, user),
        signed_map=standing.signed,
        plan=standing.plan,
        parts=parts,
        trends=trends_of(found["scores"], parts, marks_of(found["starts"])),
        counts=trends_from(found, patient, frame=VALUE_SPARK),
        products=_taken(found["products"][:PRODUCTS_SHOWN], found["standings"]),
        more_products=len(found["products"]) > PRODUCTS_SHOWN,
        check_in=_first(found["check_ins"]),
        may_read_goals=reads_goals,
        goals=_first(found["goals"]) if reads_goals else None,
        goals_watch=watch_from(found, patient) if watched else None,
        referrals=_open_referrals(found, patient, today) if reads_referrals else None,
        more_referrals=reads_referrals and len(found["referrals"]) > REFERRALS_SHOWN,
    )


def _lists(patient: Patient, user: User) -> dict[str, QuerySet]:
    maps = Consultation.objects.visible_to(user).of(patient)
    signed = maps.signed().newest_first()
    plans = CarePlan.objects.visible_to(user).of(patient).filter(horizon=Horizon.WEEKS).active()[:1]
    scores = SymptomScore.objects.visible_to(user).of(patient)
    names = User.objects.only("title", "given_names", "family_name")
    return {
        "maps": signed[:1],
        "words": WhatMatters.objects.filter(consultation__in=signed[:1].values("pk")),
        "signers": names.filter(pk__in=signed[:1].values("signed_by")),
        "drafts": maps.drafts().by_author(user)[:1],
        "plans": plans,
        "follow_ups": FollowUp.objects.visible_to(user).filter(plan__in=plans.values("pk")),
        "parts": PlanPart.objects.filter(plan__in=plans.values("pk")),
        "scores": scores.filter(consultation__in=signed[:MAPS_IN_TRENDS].values("pk")).oldest_first(),
        "products": ProductUse.objects.visible_to(user).of(patient).current()[: PRODUCTS_SHOWN + 1],
        "standings": ProductStanding.objects.filter(product__patient=patient, product__stopped_on=None),
        "check_ins": CheckIn.objects.visible_to(user).of(patient).newest_first()[:1],
    }


def _referral_lists(patient: Patient, user: User) -> dict[str, QuerySet]:
    standing = Referral.objects.visible_to(user).of(patient).open().soonest_first()[: REFERRALS_SHOWN + 1]
    return {"referrals": standing, "services": Service.objects.filter(pk__in=standing.values("service"))}


def _first(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def _standing(found: Found) -> Standing:
    signed = _first(found["maps"])
    if signed:
        signed.signed_by, signed.what_matters = found["signers"][0], _first(found["words"])
    return Standing(
        signed=signed,
        plan=_first(found["plans"]),
        follow_up=_first(found["follow_ups"]),
        has_draft=bool(found["drafts"]),
    )


def where_we_are(patient: Patient, standing: Standing, today: date) -> tuple[str, str]:
    """The headline and the line under it."""
    plan, signed = standing.plan, standing.signed
    if patient.deceased_on:
        return "This person has died", "The record stays open to the team."
    if plan and plan.activated_on:
        started = f"{plan} started {work_day(plan.activated_on)}."
        review = _review(standing.follow_up, today) if standing.follow_up else ""
        return weeks_in(plan.activated_on, today), f"{started} {review}".strip()
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


def _review(follow_up: FollowUp, today: date) -> str:
    left = TimeLeft.between(today, follow_up.closes_on).words.lower()
    return {
        "done": f"Followed up on {work_day(follow_up.completed_on or today)}.",
        "cancelled": "Its follow-up was called off.",
        "not yet": f"Follow-up opens {work_day(follow_up.opens_on)}.",
        "due": f"Follow-up is due by {work_day(follow_up.closes_on)}.",
        "late": f"Follow-up is {left}.",
    }[follow_up.state_on(today)]


def _next_step(patient: Patient, user: User, standing: Standing, today: date) -> NextStep | None:
    """The one button that moves this person's care on; none for those who do not write it."""
    if patient.deceased_on or not may(user, Permission.WRITE_MAP, patient):
        return None
    if standing.has_draft:
        return _step("Continue map", "symptoms:map", patient.pk)
    if standing.plan:
        is_due = standing.follow_up and standing.follow_up.state_on(today) in {"due", "late"}
        return _step("Start follow-up", "careplans:follow_up", patient.pk) if is_due else None
    if not standing.signed:
        return _step("Start map", "symptoms:map", patient.pk)
    return _step("Write plan", "careplans:plan", patient.pk)


def _step(label: str, place: str, patient_id: UUID) -> NextStep:
    return NextStep(label, reverse(place, args=[patient_id]))


def _open_referrals(found: Found, patient: Patient, today: date) -> list[Card]:
    services = {service.pk: service for service in found["services"]}
    standing = found["referrals"][:REFERRALS_SHOWN]
    for referral in standing:
        referral.service = services[referral.service_id]
    return cards_of(standing, today=today, has_died=bool(patient.deceased_on))


def in_slot_order(parts: Sequence[PlanPart]) -> list[PlanPart]:
    """Targets, then the anchor, then the coping practice."""
    rank = {slot.value: place for place, slot in enumerate(Slot)}
    return sorted(parts, key=lambda part: rank[part.slot])


def trends_of(
    scores: Sequence[SymptomScore], parts: Sequence[PlanPart], marks: Sequence[tuple[date, str]]
) -> list[Trend]:
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
                events=marks,
            ),
            note="target" if symptom in targets else "",
        )
        for symptom in worst_first[:TRENDS_SHOWN]
    ]


def _last(scores: dict[date, int]) -> int:
    return scores[max(scores)] if scores else 0


def _taken(products: list[ProductUse], standings: list[ProductStanding]) -> list[Taken]:
    words = {standing.pk: Verdict(standing.verdict) for standing in standings}
    return [Taken(product, words.get(product.pk, Verdict.NOT_SCREENED)) for product in products]
