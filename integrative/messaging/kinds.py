"""What can be sent. The ledger knows no plan and no referral; the apps that do register their kinds here.

    class CareplansConfig(AppConfig):
        def ready(self) -> None:
            kinds.register(Kind("follow-up-reminder", is_wanted=still_open, compose=write_reminder))

An app that takes a kind away leaves its open rows to end as failed, with that reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import OutboundMessage


class Unreachable(Exception):
    """Nobody can be written to: no address, or no consent. The text is kept in the ledger."""


class UnknownKind(LookupError):
    """No app answers for this kind."""


@dataclass(frozen=True)
class Letter:
    """A plain text, written at the moment of sending.

    Mail travels in the open: neither subject nor body says what a person has, takes or feels. They say that
    there is something to read, and where to sign in or whom to call. Raises Unreachable without an address.
    """

    to: str
    subject: str
    body: str

    def __post_init__(self) -> None:
        if not self.to:
            raise Unreachable("There is no mail address")


@dataclass(frozen=True)
class Kind:
    """`is_wanted` is asked at the moment of sending; `compose` may raise Unreachable."""

    name: str
    is_wanted: Callable[[OutboundMessage], bool]
    compose: Callable[[OutboundMessage], Letter]


Veto = Callable[["OutboundMessage"], str]

_kinds: dict[str, Kind] = {}
_vetoes: list[Veto] = []


def register(kind: Kind) -> None:
    """Called from AppConfig.ready(). Raises ValueError when another app already took the name."""
    if kind.name in _kinds:
        raise ValueError(f"The message kind {kind.name} is registered twice")
    _kinds[kind.name] = kind


def add_veto(veto: Veto) -> None:
    """For every kind: why this message must not be sent, or nothing. Called from AppConfig.ready()."""
    _vetoes.append(veto)


def veto_of(message: OutboundMessage) -> str:
    """The first reason against sending it; empty when there is none."""
    return next(filter(None, (veto(message) for veto in _vetoes)), "")


def named(name: str) -> Kind:
    """Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No part of the clinic writes messages of the kind {name}") from None
