"""Who did what to a record, in plain words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from integrative.accounts.models import User
from integrative.audit.models import Event
from integrative.audit.services import record
from integrative.workspace.sentences import SAID, greeting, sentence
from patients.models import Allergy
from patients.services import record_fact
from tests.factories.accounts import UserFactory
from tests.factories.patients import PatientFactory

from .test_chart import READERS


@pytest.fixture
def address(patient):
    return reverse("workspace:history", args=[patient.pk])


@pytest.mark.parametrize(("role", "status"), READERS.items())
def test_who_may_read_the_history(sign_in, address, role, status):
    assert sign_in(role).get(address).status_code == status


def test_what_a_service_did_is_told_with_who_and_when(sign_in, patient, clinician, address):
    record_fact(Allergy, patient=patient, by=clinician, substance="Sulfa")
    page = sign_in("clinician").get(address)
    assert f"{clinician.display_name} recorded an allergy" in page.text
    assert page.context["told"][0][1] == f"{clinician.display_name} opened the chart"


def test_another_patients_events_stay_out(sign_in, patient, clinician, clinic, address):
    record_fact(Allergy, patient=PatientFactory(clinic=clinic), by=clinician, substance="Sulfa")
    assert "recorded an allergy" not in sign_in("clinician").get(address).text


def test_many_events_come_in_pages_newest_first_and_none_twice(sign_in, patient, clinician, address):
    moment = datetime(2026, 1, 5, 12, tzinfo=UTC)
    for number in range(120):
        # Many at the very same moment: the key decides.
        Event.objects.create(
            at=moment + timedelta(hours=number // 60), by=clinician, clinic=patient.clinic,
            patient_id=patient.pk, verb="recorded value",
        )  # fmt: skip
    browser, seen, after = sign_in("clinician"), [], ""
    while True:
        page = browser.get(address, {"after": after}).context["page"]
        seen += page.rows
        after = page.after
        if not after:
            break
    assert len(seen) == len({event.pk for event in seen}) == 121
    assert [event.at for event in seen] == sorted((event.at for event in seen), reverse=True)


def test_a_page_that_is_no_event_of_this_patient_is_not_found(sign_in, patient, clinic, address):
    other = PatientFactory(clinic=clinic)
    foreign = record(by=None, clinic_id=clinic.pk, patient_id=other.pk, verb="registered")
    browser = sign_in("clinician")
    for after in ("nonsense", str(foreign.pk)):
        assert browser.get(address, {"after": after}).status_code == 404


@pytest.mark.parametrize("count", [5, 50])
def test_the_page_costs_the_same_for_five_and_fifty(
    sign_in, patient, clinic, address, django_assert_max_num_queries, count
):
    for _ in range(count):
        record(
            by=UserFactory(password=None), clinic_id=clinic.pk, patient_id=patient.pk, verb="recorded value"
        )
    browser = sign_in("clinician")
    browser.get(address)
    with django_assert_max_num_queries(18):
        browser.get(address)


OSEI = User(title="Dr.", given_names="Amara", family_name="Osei")


@pytest.mark.parametrize(
    ("verb", "by", "said"),
    [
        ("activated plan", OSEI, "Dr. A. Osei activated the plan"),
        ("moved referral to booked", OSEI, "Dr. A. Osei moved a referral to “booked”"),
        ("answered check-in", None, "The patient answered the weekly check-in"),
        ("registered", None, "The clinic’s clockwork registered this person"),
        ("something new", OSEI, "Dr. A. Osei something new"),
    ],
)
def test_a_verb_becomes_a_sentence(verb, by, said):
    assert sentence(verb, by) == said


def test_every_sentence_reads_on_after_a_name():
    assert all(said[0].islower() and not said.endswith(".") for said in SAID.values())


@pytest.mark.parametrize(
    ("hour", "said"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening")],
)
def test_the_greeting_follows_the_clock(hour, said):
    assert greeting(datetime(2026, 11, 19, hour, 30, tzinfo=UTC)) == f"Good {said}"
