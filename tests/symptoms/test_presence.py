"""Two at the maps of one person see each other named, and only while they are there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from integrative.accounts import clock
from integrative.accounts.models import Role, User
from integrative.audit.models import Event
from symptoms.models import Section
from symptoms.presence import LASTS_SECONDS, come_by
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory
from tests.factories.symptoms import ConsultationFactory

from .helpers import chart_url


@pytest.fixture
def naomi(clinic) -> User:
    return MembershipFactory(
        clinic=clinic, role=Role.CLINICIAN, user__given_names="Naomi", user__family_name="Feld"
    ).user


def words(patient, user, section=None):
    return [present.words for present in come_by(patient, user, section)]


def test_a_colleague_is_named_with_their_section(patient, clinician, naomi):
    come_by(patient, naomi, Section.FOOD)
    assert words(patient, clinician) == ["Naomi Feld is in Food, on a map of their own."]


def test_nobody_is_told_of_themselves(patient, naomi):
    come_by(patient, naomi, Section.FOOD)
    assert words(patient, naomi) == []


def test_without_a_section_the_map_alone_is_told(patient, clinician, naomi):
    come_by(patient, naomi)
    assert words(patient, clinician) == ["Naomi Feld has a map of this person open too."]


def test_who_has_left_is_no_longer_told(patient, clinician, naomi):
    come_by(patient, naomi, Section.FOOD)
    with clock.standing_at(clock.now() + timedelta(seconds=LASTS_SECONDS + 1)):
        assert words(patient, clinician) == []


def test_another_persons_map_is_another_matter(patient, clinician, naomi):
    come_by(PatientFactory(clinic=patient.clinic), naomi, Section.FOOD)
    assert words(patient, clinician) == []


def test_opening_the_page_again_does_not_forget_the_section(patient, clinician, naomi):
    come_by(patient, naomi, Section.SLEEP)
    come_by(patient, naomi)
    assert words(patient, clinician) == ["Naomi Feld is in Sleep, on a map of their own."]


def test_the_map_says_it_when_it_opens_and_when_it_asks(draft, desk, naomi):
    come_by(draft.patient, naomi, Section.FOOD)
    for page in ("map", "also_here"):
        assert "Naomi Feld is in Food" in desk.get(chart_url(page, draft.patient)).content.decode()


def test_asking_notes_where_one_is_and_leaves_no_event(patient, desk, naomi, clinician):
    events = Event.objects.count()
    desk.get(chart_url("also_here", patient), {"in": "sleep"})
    desk.get(chart_url("also_here", patient), {"in": "no such section"})
    assert words(patient, naomi) == [f"{clinician} is in Sleep, on a map of their own."]
    assert Event.objects.count() == events


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_the_open_page_asks_by_itself(
    page, live_server, transactional_db, patient, clinician, naomi, sign_in
):
    ConsultationFactory(patient=patient, author=clinician)
    desk: Client = sign_in("clinician")
    page.context.add_cookies(
        [{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": live_server.url}]
    )
    with page.expect_response(re.compile("/map/also-here/")):
        page.goto(f"{live_server.url}{chart_url('map', patient)}")
    assert [present.name for present in come_by(patient, naomi)] == [str(clinician)]
