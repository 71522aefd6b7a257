"""A form's one-time key is spent once, and only together with what it wrote."""

from uuid import uuid4

import pytest
from django.db import transaction

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.models import SpentKey
from integrative.accounts.services import spend


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
