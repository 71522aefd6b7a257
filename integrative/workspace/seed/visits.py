"""Consultation maps with their scores, products, and what the person says about the goals of care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from integrative.knowledge.symptoms import all_symptoms
from symptoms.models import (
    FORM_TODAY,
    SECTIONS_OF_FORM,
    Consultation,
    FunctionGoal,
    GoalsOfCareEntry,
    ProductUse,
    Section,
    SectionVersion,
    SymptomScore,
    WhatMatters,
)

from .facts import noted
from .life import Life
from .rows import Rows

WRITING = timedelta(minutes=40)
GOOD_WEEKS = (
    "Walking to the market and back",
    "Sleeping through two nights",
    "A meal with everyone at the table",
    "An hour in the garden",
)
FEARS = ("Being a burden", "That it comes back", "Losing my strength", "")
HOPES = ("To see the spring", "To work again", "To travel once more", "")
GOALS = ("Climb the stairs without a rest", "Cook on Sundays", "Drive to see my sister", "Sleep six hours")
PRODUCTS = (
    ("Ginger tea", "one cup a day"),
    ("Vitamin D3", "2,000 units daily"),
    ("Turmeric capsules", "500 mg twice a day"),
    ("Melatonin", "3 mg at bedtime"),
    ("Fish oil", "1 g daily"),
    ("Green tea extract", "one capsule"),
    ("Magnesium", "400 mg at night"),
    ("Milk thistle", "two capsules"),
    ("Ashwagandha", "300 mg"),
    ("CBD oil", "ten drops"),
)


@dataclass(frozen=True)
class Mapped:
    """A map of one visit: its key, its day, the scores on it, and whether it was signed."""

    key: str
    day: date
    scores: dict[str, int]
    is_signed: bool


@dataclass
class Round:
    """Maps of different people, written and then signed together: nobody has two drafts by one author."""

    rows: Rows
    to_sign: list[str]

    def save(self) -> int:
        saved = self.rows.save()
        Consultation.objects.filter(pk__in=self.to_sign).update(
            status=Consultation.Status.SIGNED, signed_at=F("started_at") + WRITING, signed_by=F("author")
        )
        return saved


def map_rows(life: Life, rounds: list[Round], rows: Rows) -> list[Mapped]:
    """Each map into the next round, oldest first; what is not part of a map into `rows`."""
    takes = _products(life, rows)
    mapped: list[Mapped] = []
    for step, day in enumerate(visit_days(life)):
        stays_draft = (life.today - day).days <= 7 and life.chance(0.4) and not life.died_on
        scores = _scores(life, mapped[-1].scores if mapped else {})
        mapped.append(write_map(life, rounds[step], rows, day, scores, takes=takes, signs=not stays_draft))
    if mapped and mapped[0].is_signed and life.chance(0.25):
        _goals_of_care(life, rows, mapped[0].day)
    return mapped


def visit_days(life: Life) -> list[date]:
    """None for two in five, else the day of registration or soon after, and up to two more."""
    if life.chance(0.4):
        return []
    days = [life.day_between(life.registered_on, min(life.until, life.registered_on + timedelta(days=20)))]
    for share in (0.4, 0.3):
        later = days[-1] + timedelta(days=life.rng.randint(42, 120))
        if later <= life.until and life.chance(share):
            days.append(later)
    return days


def write_map(
    life: Life, into: Round, rows: Rows, day: date, scores: dict[str, int], *, takes: bool, signs: bool
) -> Mapped:
    """One map with its sections, as a draft; the round signs it."""
    rng, house = life.rng, life.house
    written = {Section.WHAT_MATTERS, Section.SYMPTOMS, Section.PAIN}
    if not takes:
        written.add(Section.SUPPLEMENTS)
    # Signed by now, even when it is today's.
    began = min(house.moment(day), house.now - WRITING)
    key = into.rows.add(
        Consultation,
        patient_id=life.key,
        author_id=life.lead,
        visit_on=day,
        started_at=began,
        takes_no_products=None if takes else True,
    )
    into.rows.add_keyless(
        WhatMatters,
        consultation_id=key,
        good_week=rng.choice(GOOD_WEEKS),
        fear=rng.choice(FEARS),
        hope=rng.choice(HOPES),
    )
    into.rows.add(FunctionGoal, consultation_id=key, position=1, words=rng.choice(GOALS))
    for section in SECTIONS_OF_FORM[FORM_TODAY]:
        saved = 1 if section in written else 0
        into.rows.add(
            SectionVersion,
            consultation_id=key,
            section=section,
            version=saved,
            saved_at=began if saved else None,
            saved_by_id=life.lead if saved else None,
        )
    for symptom, score in scores.items():
        into.rows.add(
            SymptomScore,
            patient_id=life.key,
            consultation_id=key,
            symptom=symptom,
            score=score,
            recorded_on=day,
        )
    subject = (Consultation, key)
    noted(life, rows, began, by=life.lead, verb="opened consultation map", subject=subject)
    if signs:
        into.to_sign.append(key)
        noted(life, rows, began + WRITING, by=life.lead, verb="signed consultation map", subject=subject)
    return Mapped(key, day, scores, signs)


def _scores(life: Life, before: dict[str, int]) -> dict[str, int]:
    """Three symptoms of this cancer; at the next visit most are a little better."""
    if before:
        return {
            symptom: min(10, max(0, score + life.rng.choice((-3, -2, -1, 0, 1))))
            for symptom, score in before.items()
        }
    asked = life.rng.sample(life.picture.symptoms, 3)
    return {symptom: life.rng.randint(3, 9) for symptom in asked if symptom in all_symptoms()}


def _products(life: Life, rows: Rows) -> bool:
    """Whether the person takes anything."""
    taken = life.rng.sample(PRODUCTS, life.rng.choice((0, 0, 1, 1, 2)))
    at = life.house.moment(life.registered_on)
    for name, dose in taken:
        key = rows.add(
            ProductUse,
            patient_id=life.key,
            recorded_by_id=life.lead,
            recorded_at=at,
            name_as_typed=name,
            schedule=dose,
        )
        noted(life, rows, at, by=life.lead, verb="added product", subject=(ProductUse, key))
    return bool(taken)


def _goals_of_care(life: Life, rows: Rows, day: date) -> None:
    at = life.house.moment(day)
    key = rows.add(
        GoalsOfCareEntry,
        patient_id=life.key,
        asked_on=day,
        asked_by_id=life.lead,
        recorded_at=at,
        hope=life.rng.choice(HOPES),
        worry=life.rng.choice(FEARS),
        lean=life.rng.choice(("longer", "lean_longer", "undecided", "lean_comfort", "comfort")),
    )
    noted(life, rows, at, by=life.lead, verb="asked goals of care", subject=(GoalsOfCareEntry, key))
