"""The board: every open referral at its step, soonest first, or those that were closed lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, clinics_where

from .forms import CardMoveForm
from .models import Referral
from .presenters import Ageing, Card, Column, TimeLeft, columns_of
from .queries import closed_lately, referrals_to_read


class Show(StrEnum):
    OPEN = "open"
    MINE = "mine"
    LATE = "late"
    CLOSED = "closed"

    @classmethod
    def named(cls, asked: str | None) -> Show:
        """The view of the address; anything else is the whole board."""
        return cls(asked) if asked in set(cls) else cls.OPEN


@dataclass(frozen=True)
class Filter:
    show: Show
    label: str
    is_current: bool


@dataclass(frozen=True)
class Board:
    show: Show
    filters: list[Filter]
    open_count: int
    ageing: Ageing
    columns: list[Column]
    closed: list[Referral]
    may_open_charts: bool


def build_board(user: User, show: Show = Show.OPEN) -> Board:
    """What this person sees on the board. Raises PermissionDenied when their role reads no referrals."""
    readable = referrals_to_read(user)
    movable = {clinic.pk for clinic in clinics_where(user, Permission.MOVE_REFERRAL)}
    cards = _cards(readable.open().soonest_first(), movable)
    shown = {
        Show.OPEN: cards,
        Show.MINE: [card for card in cards if card.referral.owner_id in (user.pk, None)],
        Show.LATE: [card for card in cards if card.left.state == "late"],
        Show.CLOSED: [],
    }
    return Board(
        show=show,
        filters=_filters(show, shown),
        open_count=len(cards),
        ageing=Ageing.of(cards),
        columns=columns_of(shown[show]),
        closed=list(closed_lately(readable)) if show == Show.CLOSED else [],
        may_open_charts=bool(clinics_where(user, Permission.OPEN_CHART)),
    )


def _cards(referrals: Iterable[Referral], movable: set[UUID]) -> list[Card]:
    return [
        Card(
            referral=referral,
            left=TimeLeft.of(
                referral, referral.patient.clinic.today(), has_died=bool(referral.patient.deceased_on)
            ),
            form=CardMoveForm(referral=referral) if referral.clinic_id in movable else None,
        )
        for referral in referrals
    ]


def _filters(show: Show, shown: dict[Show, list[Card]]) -> list[Filter]:
    labels = {
        Show.OPEN: f"All open, {len(shown[Show.OPEN])}",
        Show.MINE: f"Mine and unassigned, {len(shown[Show.MINE])}",
        Show.LATE: f"Late, {len(shown[Show.LATE])}",
        Show.CLOSED: "Closed",
    }
    return [Filter(option, label, option == show) for option, label in labels.items()]
