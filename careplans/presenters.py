"""What the pages of a plan and its follow-up say. Facts come in; nothing here asks the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from integrative.messaging.models import OutboundMessage, Status
from integrative.ui.charts import Chart, Reading, trend
from integrative.ui.days import work_day
from symptoms.models import SymptomScore

from .models import FollowUp, PlanPart, Slot


@dataclass(frozen=True)
class Numbered:
    """One of the three parts that every plan has; the first may hold two targets."""

    number: int
    heading: str
    hint: str
    for_patient: str
    parts: tuple[PlanPart, ...]


PARTS = (
    (1, "Symptom target", "one, two at most", "What we are working on", (Slot.TARGET_1, Slot.TARGET_2)),
    (2, "Lifestyle anchor", "one", "Building strength", (Slot.ANCHOR,)),
    (3, "Coping practice", "one that feels natural", "Steadying yourself", (Slot.COPING,)),
)


def numbered(parts: Iterable[PlanPart]) -> list[Numbered]:
    """The three parts in their order, whatever stands in them."""
    by_slot = {part.slot: part for part in parts}
    return [
        Numbered(
            number, heading, hint, for_patient, tuple(by_slot[slot] for slot in slots if slot in by_slot)
        )
        for number, heading, hint, for_patient, slots in PARTS
    ]


def target_trends(parts: Iterable[PlanPart], scores: Iterable[SymptomScore]) -> list[Chart]:
    """A small chart for each target, its goal drawn in."""
    scores = list(scores)
    return [
        trend(
            part.get_symptom_display(),
            [Reading(score.recorded_on, score.score) for score in scores if score.symptom == part.symptom],
            goal=part.goal,
        )
        for part in sorted(parts, key=lambda part: part.slot)
        if Slot(part.slot).is_target
    ]


@dataclass(frozen=True)
class Line:
    """A tag and a sentence."""

    tier: str
    word: str
    text: str


STATES = {
    "not yet": ("note", "Not yet"),
    "due": ("hold", "Due"),
    "late": ("hold", "Late"),
    "done": ("ok", "Done"),
    "cancelled": ("plain", "Called off"),
}


def state_line(follow_up: FollowUp, today: date, *, has_died: bool = False) -> Line:
    """Where a follow-up stands, in a word and a sentence."""
    state = follow_up.state_on(today)
    if has_died and follow_up.is_open:
        return Line("plain", "Not held", "This person has died.")
    opens, closes = work_day(follow_up.opens_on), work_day(follow_up.closes_on)
    text = {
        "not yet": f"Opens {opens}, closes {closes}.",
        "due": f"Open since {opens}, closes {closes}.",
        "late": f"It was to take place by {closes}.",
        "done": f"Took place {work_day(follow_up.completed_on)}." if follow_up.completed_on else "",
        "cancelled": f"Called off {work_day(follow_up.cancelled_on)}." if follow_up.cancelled_on else "",
    }[state]
    return Line(*STATES[state], text)


def reminder_line(message: OutboundMessage, zone: ZoneInfo, *, now: datetime) -> Line:
    """What became of a reminder, or when it goes out."""
    local = (message.sent_at or message.send_at).astimezone(zone)
    when = f"{work_day(local.date())}, {local:%H:%M}"
    match message.status:
        case Status.WAITING:
            text = (
                f"Goes out by mail {when}." if now < message.send_at else f"Due since {when}, not sent yet."
            )
            return Line("note", "Waiting", text)
        case Status.SENDING:
            return Line("note", "Sending", "On its way now.")
        case Status.SENT:
            return Line("ok", "Sent", f"{when}, to {message.recipient}.")
        case Status.CANCELLED:
            return Line("plain", "Called off", f"Was due {when}: {_lower_first(message.ended_reason)}.")
        case Status.UNREACHABLE:
            return Line(
                "hold", "Nobody reached", f"Due {when}: {_lower_first(message.ended_reason)}. Call instead."
            )
    return Line("hold", "Not sent", f"Due {when}: {_lower_first(message.ended_reason)}. Call instead.")


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
