"""Signed links for people without an account: one purpose, one subject, an end date.

The token carries no name: purpose, the key of the subject and the last day it works, signed with the
clinic's secret. A link for one purpose does not open another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core import signing


class Purpose(StrEnum):
    CHECK_IN = "check-in"
    MY_PLAN = "my-plan"


class LinkInvalid(Exception):
    """Not one of ours, altered, or made for something else."""


class LinkExpired(LinkInvalid):
    """One of ours, after its last day."""


@dataclass(frozen=True)
class Link:
    subject_id: UUID
    last_day: date


def make_token(purpose: Purpose, *, subject_id: UUID, last_day: date) -> str:
    payload = f"{subject_id.hex}.{last_day:%Y%m%d}"
    return signing.Signer(salt=f"link.{purpose}", sep="~").sign(payload)


def read_token(purpose: Purpose, token: str, *, today: date) -> Link:
    """The link behind a token. Raises LinkInvalid or LinkExpired."""
    try:
        payload = signing.Signer(salt=f"link.{purpose}", sep="~").unsign(token)
        key, _, day = payload.partition(".")
        link = Link(UUID(key), date(int(day[:4]), int(day[4:6]), int(day[6:8])))
    except (signing.BadSignature, ValueError) as fault:
        raise LinkInvalid from fault
    if today > link.last_day:
        raise LinkExpired
    return link
