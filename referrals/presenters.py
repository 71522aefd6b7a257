"""What the board says of time: how long is left, and how a column ages. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .forms import CardMoveForm
from .models import BEFORE_A_VISIT, Referral, ReferralStatus

# Today and tomorrow ask for a look before they are late.
SOON_DAYS = 1
HAS_DIED = "The person has died"


@dataclass(frozen=True)
class TimeLeft:
    """Days until the due day, negative when it is over; `settled` in words once nothing is awaited."""

    days: int
    settled: str = ""

    @classmethod
    def between(cls, today: date, due_on: date) -> TimeLeft:
        return cls((due_on - today).days)

    @classmethod
    def of(cls, referral: Referral, today: date, *, has_died: bool = False) -> TimeLeft:
        days = (referral.due_on - today).days
        if has_died:
            return cls(days, HAS_DIED)
        return cls(days, "" if referral.status in BEFORE_A_VISIT else referral.get_status_display())

    @property
    def state(self) -> str:
        """One of "late", "soon", "in-time"."""
        if self.settled:
            return "in-time"
        if self.days < 0:
            return "late"
        return "soon" if self.days <= SOON_DAYS else "in-time"

    @property
    def tier(self) -> str:
        return {"late": "stop", "soon": "hold", "in-time": "plain"}[self.state]

    @property
    def words(self) -> str:
        if self.settled:
            return self.settled
        if self.days == 0:
            return "Due today"
        count = abs(self.days)
        return f"{count} {'day' if count == 1 else 'days'} {'over' if self.days < 0 else 'left'}"


@dataclass(frozen=True)
class Card:
    referral: Referral
    left: TimeLeft
    # None for those who only look.
    form: CardMoveForm | None = None

    @property
    def first_line(self) -> str:
        return self.referral.reason.strip().partition("\n")[0]


@dataclass(frozen=True)
class Ageing:
    """How many of some cards are late, due soon, in time; and how many have their visit."""

    late: int
    soon: int
    in_time: int
    settled: int = 0

    @classmethod
    def of(cls, cards: Iterable[Card]) -> Ageing:
        states = ["settled" if card.left.settled else card.left.state for card in cards]
        return cls(*(states.count(state) for state in ("late", "soon", "in-time", "settled")))

    @property
    def words(self) -> str:
        counts = (
            (self.late, "late"),
            (self.soon, "due soon"),
            (self.in_time, "in time"),
            (self.settled, "with a visit"),
        )
        return ", ".join(f"{count} {word}" for count, word in counts if count) or "Nothing here"


@dataclass(frozen=True)
class Column:
    status: ReferralStatus
    cards: list[Card]

    @property
    def ageing(self) -> Ageing:
        return Ageing.of(self.cards)


def cards_of(referrals: Iterable[Referral], *, today: date, has_died: bool = False) -> list[Card]:
    """Cards of one person to look at, without a form to move them."""
    return [Card(referral, TimeLeft.of(referral, today, has_died=has_died)) for referral in referrals]


def columns_of(cards: Iterable[Card]) -> list[Column]:
    """The open steps from left to right, each with its cards in the order given."""
    standing: dict[str, list[Card]] = {step: [] for step in ReferralStatus if step != ReferralStatus.CLOSED}
    for card in cards:
        standing[card.referral.status].append(card)
    return [Column(ReferralStatus(step), there) for step, there in standing.items()]
