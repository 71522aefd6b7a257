"""Signed links: one purpose, one subject, one last day."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.accounts.keys import uuid7
from integrative.accounts.links import LinkExpired, LinkInvalid, Purpose, make_token, read_token

LAST = date(2026, 6, 30)


@given(st.uuids(), st.dates(min_value=date(1000, 1, 1)), st.sampled_from(Purpose))
def test_a_link_opens_what_it_was_made_for(subject, last_day, purpose):
    link = read_token(purpose, make_token(purpose, subject_id=subject, last_day=last_day), today=last_day)
    assert (link.subject_id, link.last_day) == (subject, last_day)


def test_a_link_ends_after_its_last_day():
    token = make_token(Purpose.MY_PLAN, subject_id=uuid4(), last_day=LAST)
    with pytest.raises(LinkExpired):
        read_token(Purpose.MY_PLAN, token, today=LAST + timedelta(days=1))


def test_a_link_for_one_purpose_does_not_open_another():
    token = make_token(Purpose.CHECK_IN, subject_id=uuid4(), last_day=LAST)
    with pytest.raises(LinkInvalid):
        read_token(Purpose.MY_PLAN, token, today=LAST)


@given(st.text(max_size=80))
def test_made_up_links_open_nothing(token):
    with pytest.raises(LinkInvalid):
        read_token(Purpose.MY_PLAN, token, today=LAST)


def test_a_changed_day_breaks_the_link():
    token = make_token(Purpose.MY_PLAN, subject_id=uuid4(), last_day=LAST)
    with pytest.raises(LinkInvalid):
        read_token(Purpose.MY_PLAN, token.replace("20260630", "20270630"), today=LAST)


def test_an_expired_link_made_with_another_secret_is_not_ours(settings):
    token = make_token(Purpose.MY_PLAN, subject_id=uuid4(), last_day=LAST)
    settings.SECRET_KEY = "another-secret"
    with pytest.raises(LinkInvalid) as refusal:
        read_token(Purpose.MY_PLAN, token, today=LAST + timedelta(days=9))
    assert not isinstance(refusal.value, LinkExpired)


def test_a_key_made_later_sorts_later():
    keys = [uuid7() for _ in range(200)]
    assert all(isinstance(key, UUID) and key.version == 7 for key in keys)
    assert keys == sorted(keys)
