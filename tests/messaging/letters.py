"""Kinds that the tests send. Workers load this module too, so that what they find lives in the database."""

import uuid

from django.db import connection

from integrative.accounts.models import SpentKey
from integrative.messaging import kinds
from integrative.messaging.kinds import Kind, Letter, Unreachable
from integrative.messaging.models import OutboundMessage

REMINDER, NO_CONSENT, NO_ADDRESS, ENDLESS_ADDRESS, BROKEN, BROKEN_QUERY = (
    "test-reminder",
    "test-no-consent",
    "test-no-address",
    "test-endless-address",
    "test-broken",
    "test-broken-query",
)


def finish(subject_id: uuid.UUID) -> None:
    """The subject needs no reminder any more."""
    SpentKey.objects.create(key=subject_id)


def is_unfinished(message: OutboundMessage) -> bool:
    return not SpentKey.objects.filter(key=message.subject_id).exists()


def remind(message: OutboundMessage) -> Letter:
    return Letter(to=address_of(message), subject="A question for you", body="Please sign in to read it.")


def address_of(message: OutboundMessage) -> str:
    return f"{message.subject_id}@patients.example"


def has_no_consent(message: OutboundMessage) -> Letter:
    raise Unreachable("No consent to mail")


def has_no_address(message: OutboundMessage) -> Letter:
    return Letter(to="", subject="A question for you", body="Please sign in to read it.")


def has_an_address_too_long_to_keep(message: OutboundMessage) -> Letter:
    return Letter(to=f"{'a' * 250}@patients.example", subject="A question for you", body="Please sign in.")


def is_broken(message: OutboundMessage) -> Letter:
    raise KeyError(address_of(message))


def asks_the_database_nonsense(message: OutboundMessage) -> Letter:
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column FROM messaging_outboundmessage")
    return remind(message)


for name, compose in (
    (REMINDER, remind),
    (NO_CONSENT, has_no_consent),
    (NO_ADDRESS, has_no_address),
    (ENDLESS_ADDRESS, has_an_address_too_long_to_keep),
    (BROKEN, is_broken),
    (BROKEN_QUERY, asks_the_database_nonsense),
):
    kinds.register(Kind(name, is_wanted=is_unfinished, compose=compose))
