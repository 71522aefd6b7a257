"""Plans in their slots, the follow-up of each with its reminders, and the weekly check-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.db.models.functions import TruncDate

from careplans.models import CarePlan, CheckIn, FollowUp, FollowUpDecision, Measure, PlanPart, Slot
from careplans.services.check_in import monday_of
from careplans.services.follow_up import REMINDER, morning_of, reminder_days
from integrative.accounts.models import Clinic
from integrative.knowledge.symptoms import all_symptoms
from integrative.messaging.models import OutboundMessage, Status

from .facts import noted
from .life import Life
from .rows import Rows
from .visits import Mapped

ANCHORS = (
    ("Walk after lunch", "Twenty minutes, five days a week.", "To the door and back"),
    ("Up at the same hour", "At seven, weekends too.", "By eight"),
)
COPINGS = (
    ("Counting the out-breath", "Ten slow breaths.", "At bedtime"),
    ("Hand on the heart", "Three minutes.", "Before the scan"),
)
ONE_THINGS = (
    "Two minutes of slow breathing before bed",
    "Ten minutes outside before noon",
    "A glass of water on waking",
)
EVENING = time(18, 30)
REPLACED = "a new plan took its place"
TOOK_PLACE = "the follow-up took place"


@dataclass
class PlanRound:
    """Plans of different people, drafted and then activated together, after those they take the place of."""

    rows: Rows
    to_activate: list[str]
    to_supersede: list[str]

    def save(self, clinic: Clinic) -> int:
        CarePlan.objects.filter(pk__in=self.to_supersede).update(status=CarePlan.Status.SUPERSEDED)
        saved = self.rows.save()
        CarePlan.objects.filter(pk__in=self.to_activate).update(
            status=CarePlan.Status.ACTIVE,
            activated_by=F("written_by"),
            version=F("version") + 1,
            activated_on=TruncDate("written_at", tzinfo=clinic.zone),
        )
        return saved


@dataclass(frozen=True)
class Written:
    key: str
    day: date
    parts: list[str]


def plan_rows(life: Life, rounds: list[PlanRound], rows: Rows, mapped: list[Mapped]) -> None:
    """A plan after the first signed map for three in five of the living, and a second after a later one."""
    signed = [visit for visit in mapped if visit.is_signed and visit.scores]
    if life.died_on or not signed or not life.chance(0.6):
        return
    bases = [signed[0], *(later for later in signed[1:2] if life.chance(0.6))]
    written: list[Written] = []
    for number, visit in enumerate(bases, start=1):
        before = written[-1].key if written else None
        written.append(write_plan(life, rounds[number - 1], rows, visit, number, before))
    for place, plan in enumerate(written):
        replaced_on = written[place + 1].day if place + 1 < len(written) else None
        follow_up_rows(life, rows, plan, replaced_on)
    _check_ins(life, rows, written)


def write_plan(
    life: Life, into: PlanRound, rows: Rows, visit: Mapped, number: int, before: str | None
) -> Written:
    """A plan drafted and activated on the day of its map; `before` is the plan it takes the place of."""
    rng = life.rng
    at = life.house.moment(visit.day)
    key = into.rows.add(
        CarePlan,
        patient_id=life.key,
        number=number,
        one_thing=rng.choice(ONE_THINGS),
        review_on=visit.day + timedelta(weeks=life.house.clinic.follow_up_closes_weeks),
        consultation_id=visit.key,
        supersedes_id=before,
        written_by_id=life.lead,
        written_at=at,
        version=5,
    )
    symptom, score = max(visit.scores.items(), key=lambda asked: asked[1])
    title, how, bad_day = rng.choice(ANCHORS)
    coping, breath, moment = rng.choice(COPINGS)
    parts = [
        into.rows.add(
            PlanPart,
            plan_id=key,
            slot=Slot.TARGET_1,
            title=all_symptoms()[symptom].name,
            how="As agreed at the visit.",
            symptom=symptom,
            measure=Measure.SCORE,
            baseline=score,
            goal=max(0, score - 3),
            by_on=visit.day + timedelta(weeks=6),
        ),
        into.rows.add(PlanPart, plan_id=key, slot=Slot.ANCHOR, title=title, how=how, bad_day=bad_day),
        into.rows.add(PlanPart, plan_id=key, slot=Slot.COPING, title=coping, how=breath, moment=moment),
    ]
    into.to_activate.append(key)
    if before:
        into.to_supersede.append(before)
    noted(life, rows, at, by=life.lead, verb="started plan", subject=(CarePlan, key))
    noted(life, rows, at, by=life.lead, verb="activated plan", subject=(CarePlan, key))
    return Written(key, visit.day, parts)


def follow_up_rows(life: Life, rows: Rows, plan: Written, replaced_on: date | None) -> None:
    """The follow-up in the clinic's window: done, called off by the next plan, still to come, or late."""
    clinic = life.house.clinic
    opens_on = plan.day + timedelta(weeks=clinic.follow_up_opens_weeks)
    closes_on = plan.day + timedelta(weeks=clinic.follow_up_closes_weeks)
    done_on = _done_on(life, opens_on, closes_on, replaced_on)
    cancelled_on = replaced_on if replaced_on and not done_on else None
    key = rows.add(
        FollowUp,
        patient_id=life.key,
        plan_id=plan.key,
        opens_on=opens_on,
        closes_on=closes_on,
        completed_on=done_on,
        completed_by_id=life.lead if done_on else None,
        cancelled_on=cancelled_on,
    )
    if done_on:
        for part in plan.parts:
            decision = life.rng.choice(("keep", "keep", "keep", "adjust", "taper", "stop"))
            rows.add(FollowUpDecision, follow_up_id=key, part_id=part, decision=decision)
        at = life.house.moment(done_on)
        noted(life, rows, at, by=life.lead, verb="completed follow-up", subject=(FollowUp, key))
    window = FollowUp(plan=CarePlan(review_on=closes_on), opens_on=opens_on, closes_on=closes_on)
    ended = (done_on, TOOK_PLACE) if done_on else (cancelled_on, REPLACED) if cancelled_on else (None, "")
    for day in reminder_days(window):
        _reminder(life, rows, key, plan, day, *ended)


def _done_on(life: Life, opens_on: date, closes_on: date, replaced_on: date | None) -> date | None:
    last = min(closes_on, life.today, *([replaced_on] if replaced_on else []))
    is_past = last == closes_on
    if opens_on > last or not life.chance(0.85 if is_past else 0.4):
        return None
    return life.day_between(opens_on, last)


def _reminder(
    life: Life, rows: Rows, about: str, plan: Written, day: date, ended_on: date | None, why: str
) -> None:
    """One line of the ledger as it stands today: waiting, sent, called off, or without anyone to write to."""
    send_at = morning_of(day, life.house.clinic)
    facts: dict[str, object] = {"status": Status.WAITING}
    if ended_on and ended_on <= day:
        facts = {"status": Status.CANCELLED, "ended_reason": why}
    elif send_at <= life.house.now and life.gets_mail:
        facts = {
            "status": Status.SENT,
            "sent_at": send_at,
            "attempts": 1,
            "recipient": f"person.{life.mrn}@mail.example",
        }
    elif send_at <= life.house.now:
        facts = {"status": Status.UNREACHABLE, "attempts": 1, "ended_reason": "Reminders were not agreed"}
    rows.add(
        OutboundMessage,
        clinic_id=life.house.clinic.pk.hex,
        patient_id=life.key,
        kind=REMINDER,
        subject_id=about,
        occurrence=day,
        send_at=send_at,
        try_at=send_at,
        created_at=life.house.moment(plan.day),
        **facts,
    )


def _check_ins(life: Life, rows: Rows, written: list[Written]) -> None:
    """The first weeks of each plan, until it was replaced; one in four still answers."""
    if not life.gets_mail:
        return
    this_week = monday_of(life.today)
    weeks: dict[date, str] = {}
    for place, plan in enumerate(written):
        until = monday_of(written[place + 1].day) if place + 1 < len(written) else this_week
        first = monday_of(plan.day) + timedelta(weeks=1)
        own = [first + timedelta(weeks=week) for week in range(life.rng.randint(0, 4))]
        weeks |= {week: plan.key for week in own if week < until}
    if life.chance(0.25):
        latest = [this_week - timedelta(weeks=week) for week in (1, 2)]
        weeks |= {week: written[-1].key for week in latest if week > written[-1].day}
    for week, plan_key in weeks.items():
        check_in_row(life, rows, week, plan_key)


def check_in_row(life: Life, rows: Rows, week: date, plan_key: str) -> None:
    """The answers of that week, given on one of its evenings."""
    rng = life.rng
    day = week + timedelta(days=rng.randint(0, 6))
    at: datetime = life.house.moment(day, EVENING)
    key = rows.add(
        CheckIn,
        patient_id=life.key,
        plan_id=plan_key,
        week_of=week,
        sleep=rng.randint(0, 9),
        mood=rng.randint(0, 8),
        activity=None if rng.random() < 0.1 else rng.randint(0, 9),
        answered_at=at,
    )
    noted(life, rows, at, by=None, verb="answered check-in", subject=(CheckIn, key))
