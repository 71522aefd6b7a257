"""A form's one-time key is spent once, and only together with what it wrote."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.models import SpentKey
from integrative.accounts.services import KEYS_KEPT, forget_spent_keys, spend


@pytest.mark.django_db
def test_a_key_is_spent_once():
    key = uuid4()
    spend(key)
    with pytest.raises(AlreadySaved):
        spend(key)


@pytest.mark.django_db
def test_the_transaction_goes_on_after_a_key_was_found_spent():
    key = uuid4()
    spend(key)
    with transaction.atomic():
        with pytest.raises(AlreadySaved):
            spend(key)
        assert SpentKey.objects.count() == 1


@pytest.mark.django_db
def test_a_write_that_was_refused_gives_its_key_back():
    key = uuid4()

    @transaction.atomic
    def refused_write() -> None:
        spend(key)
        raise Refused("No.")

    with pytest.raises(Refused):
        refused_write()
    spend(key)


@pytest.mark.django_db
def test_a_write_without_a_form_spends_nothing():
    spend(None)
    assert not SpentKey.objects.exists()


def test_a_refusal_speaks_plainly_and_knows_its_field():
    assert (str(Refused("Choose a day.", field="day")), Refused("Choose a day.", field="day").field) == (
        "Choose a day.",
        "day",
    )
    assert "changed by someone else" in str(Stale("This plan"))


@pytest.mark.django_db
def test_old_keys_are_forgotten_and_fresh_ones_kept():
    SpentKey.objects.create(key=uuid4(), spent_at=timezone.now() - KEYS_KEPT - timedelta(minutes=1))
    fresh = SpentKey.objects.create(key=uuid4(), spent_at=timezone.now() - timedelta(days=1))
    assert forget_spent_keys() == 1
    assert SpentKey.objects.get() == fresh
