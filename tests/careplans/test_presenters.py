from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careplans.models import FollowUp, PlanPart, Slot
from careplans.presenters import numbered, reminder_line, state_line
from integrative.messaging.models import OutboundMessage, Status

ZONE = ZoneInfo("America/New_York")
NINE_IN_NEW_YORK = datetime(2026, 12, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "reason", "word", "text"),
    [
        (Status.WAITING, "", "Waiting", "Goes out by mail 3 Dec, 09:00."),
        (Status.SENDING, "", "Sending", "On its way now."),
        (Status.SENT, "", "Sent", "3 Dec, 09:00, to dan@mail.example."),
        (
            Status.CANCELLED,
            "the follow-up took place",
            "Called off",
            "Was due 3 Dec, 09:00: the follow-up took place.",
        ),
        (
            Status.UNREACHABLE,
            "Reminders were not agreed",
            "Nobody reached",
            "Due 3 Dec, 09:00: reminders were not agreed. Call instead.",
        ),
        (
            Status.FAILED,
            "Not sent after 8 attempts",
            "Not sent",
            "Due 3 Dec, 09:00: not sent after 8 attempts. Call instead.",
        ),
    ],
)
def test_a_reminder_in_words(status: Status, reason: str, word: str, text: str) -> None:
    message = OutboundMessage(
        status=status,
        send_at=NINE_IN_NEW_YORK,
        sent_at=NINE_IN_NEW_YORK if status == Status.SENT else None,
        recipient="dan@mail.example",
        ended_reason=reason,
    )
    line = reminder_line(message, ZONE, now=NINE_IN_NEW_YORK - timedelta(days=1))
    assert (line.word, line.text) == (word, text)


def test_a_reminder_that_should_have_gone_out_says_so() -> None:
    message = OutboundMessage(status=Status.WAITING, send_at=NINE_IN_NEW_YORK)
    line = reminder_line(message, ZONE, now=NINE_IN_NEW_YORK + timedelta(hours=1))
    assert line.text == "Due since 3 Dec, 09:00, not sent yet."


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "Due"),
        ({"completed_on": date(2026, 12, 5)}, "Done"),
        ({"cancelled_on": date(2026, 12, 5)}, "Called off"),
    ],
)
def test_a_follow_up_in_a_word(changes: dict[str, date], word: str) -> None:
    follow_up = FollowUp(opens_on=date(2026, 12, 3), closes_on=date(2026, 12, 17), **changes)
    assert state_line(follow_up, date(2026, 12, 6)).word == word


def test_parts_stand_in_their_order_whatever_the_database_says() -> None:
    parts = [PlanPart(slot=slot) for slot in (Slot.COPING, Slot.TARGET_2, Slot.ANCHOR, Slot.TARGET_1)]
    order = [[part.slot for part in group.parts] for group in numbered(parts)]
    assert order == [["target_1", "target_2"], ["anchor"], ["coping"]]
