"""Referrals with every step they took."""

from __future__ import annotations

from datetime import date, timedelta

from referrals.models import Outcome, Referral, ReferralMove, ReferralStatus, Urgency
from referrals.services import DAYS

from .facts import noted
from .life import Life
from .rows import Rows
from .visits import Mapped

PATH = (
    ReferralStatus.COVERAGE,
    ReferralStatus.SCHEDULING,
    ReferralStatus.BOOKED,
    ReferralStatus.SEEN,
    ReferralStatus.CLOSED,
)
URGENCIES = (Urgency.ROUTINE, Urgency.ROUTINE, Urgency.ROUTINE, Urgency.SOON, Urgency.URGENT)


def referral_rows(life: Life, rows: Rows, mapped: list[Mapped]) -> None:
    """After a signed map two in five are referred, to one service or two."""
    signed = [visit.day for visit in mapped if visit.is_signed]
    if not signed or not life.chance(0.4):
        return
    for service in life.rng.sample(life.house.services, life.rng.choice((1, 1, 2))):
        ends = life.died_on is not None
        write_referral(life, rows, service, signed[0], must_end=ends)


def write_referral(life: Life, rows: Rows, service: str, day: date, *, must_end: bool) -> None:
    """One referral of that day, moved on every few days until today; one in twelve got stuck on the way."""
    rng, house = life.rng, life.house
    urgency = rng.choice(URGENCIES)
    steps, outcome = _steps(life, day, must_end=must_end)
    status = steps[-1][0] if steps else ReferralStatus.NEW
    at = house.moment(day)
    key = rows.add(
        Referral,
        patient_id=life.key,
        service_id=service,
        reason="As written in the plan.",
        urgency=urgency,
        status=status,
        outcome=outcome,
        due_on=day + timedelta(days=DAYS[urgency]),
        owner_id=life.navigator if steps else None,
        referred_by_id=life.lead,
        referred_at=at,
        version=1 + len(steps),
    )
    rows.add(ReferralMove, referral_id=key, to_status=ReferralStatus.NEW, made_by_id=life.lead, made_at=at)
    noted(life, rows, at, by=life.lead, verb="referred", subject=(Referral, key))
    before = ReferralStatus.NEW
    for step, on in steps:
        moved_at = house.moment(on)
        rows.add(
            ReferralMove,
            referral_id=key,
            from_status=before,
            to_status=step,
            made_by_id=life.navigator,
            made_at=moved_at,
        )
        verb = f"moved referral to {step.label.lower()}"
        noted(life, rows, moved_at, by=life.navigator, verb=verb, subject=(Referral, key))
        before = step


def _steps(life: Life, day: date, *, must_end: bool) -> tuple[list[tuple[ReferralStatus, date]], str]:
    """Each step with its day, and how it ended when it did."""
    if must_end:
        return [(ReferralStatus.CLOSED, max(day, life.until))], Outcome.DECLINED
    reaches = life.rng.randint(0, len(PATH) - 1) if life.chance(1 / 12) else len(PATH)
    steps, on = [], day
    for step in PATH[:reaches]:
        on += timedelta(days=life.rng.randint(1, 6))
        if on > life.today:
            break
        steps.append((step, on))
    is_closed = bool(steps) and steps[-1][0] == ReferralStatus.CLOSED
    return steps, Outcome.NOTE_RECEIVED if is_closed else ""
