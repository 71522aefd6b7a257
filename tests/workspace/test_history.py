"""Who did what to a record, in plain words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from integrative.accounts.clock import standing_at
from integrative.accounts.models import User
from integrative.audit.models import Event
from integrative.audit.services import record
from integrative.workspace.sentences import SAID, greeting, sentence
from integrative.workspace.told import Thing
from patients.events import record_about
from patients.models import Allergy
from patients.services import correct_fact, mark_in_error, record_fact
from referrals.models import Referral
from symptoms.services import add_product
from tests.factories.patients import PatientFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.symptoms import GoalsEntryFactory

from .records import lengthen
from .test_chart import READERS


@pytest.fixture
def address(patient):
    return reverse("workspace:history", args=[patient.pk])


@pytest.mark.parametrize(("role", "status"), READERS.items())
def test_who_may_read_the_history(sign_in, address, role, status):
    assert sign_in(role).get(address).status_code == status


def lines_of(page):
    return [line for _, lines in page.context["days"] for line in lines]


def test_what_a_service_did_is_told_with_who_what_and_when(sign_in, patient, clinician, address):
    fact = record_fact(Allergy, patient=patient, by=clinician, substance="Sulfa")
    page = sign_in("clinician").get(address)
    opened, recorded = lines_of(page)
    assert opened.sentence == f"{clinician.display_name} opened the chart"
    assert opened.is_a_look
    assert recorded.sentence == f"{clinician.display_name} recorded an allergy"
    assert recorded.things == [
        Thing("Sulfa", reverse("patients:fact_history", args=[patient.pk, "allergy", fact.pk]))
    ]
    assert recorded.things[0].url in page.text


def test_a_thing_goes_by_its_name_of_today_and_a_mistake_is_struck_out(sign_in, patient, clinician, address):
    fact = record_fact(Allergy, patient=patient, by=clinician, substance="Sulfa")
    correct_fact(Allergy, fact.pk, by=clinician, expected_version=1, substance="Latex")
    mark_in_error(Allergy, fact.pk, by=clinician, why="Another chart", expected_version=2)
    page = sign_in("clinician").get(address)
    assert [line.things[0].name for line in lines_of(page)[1:]] == ["Latex"] * 3
    assert "marked the allergy as entered in error" in page.text
    assert "<s>Latex</s>" in page.text
    assert "Sulfa" not in page.text


def test_names_are_not_in_the_log(patient, clinician):
    record_fact(Allergy, patient=patient, by=clinician, substance="Sulfa")
    event = Event.objects.get(verb="recorded allergy")
    assert "Sulfa" not in f"{event.verb}{event.note}{event.subject_type}"


def test_what_was_entered_in_one_go_is_one_line(sign_in, patient, clinician, staff, address):
    moment = timezone.now() - timedelta(days=1)
    for minutes, by in (
        (0, clinician),
        (4, clinician),
        (8, clinician),
        (14, clinician),
        (15, staff.navigator),
    ):
        with standing_at(moment.replace(hour=16, minute=0) + timedelta(minutes=minutes)):
            record_fact(Allergy, patient=patient, by=by, substance=f"Substance {minutes}")
    told = [line.sentence for line in lines_of(sign_in("clinician").get(address))[1:]]
    assert told == [
        f"{staff.navigator.display_name} recorded an allergy",
        f"{clinician.display_name} recorded an allergy",
        f"{clinician.display_name} recorded 3 allergies",
    ]


def test_a_long_line_folds_what_does_not_fit(sign_in, patient, clinician, address):
    for number in range(9):
        record_fact(Allergy, patient=patient, by=clinician, substance=f"Substance {number}")
    page = sign_in("clinician").get(address)
    assert "and 3 more</summary>" in page.text


def test_days_are_those_on_the_clinics_wall(sign_in, patient, clinician, address):
    # Half past eleven in the evening in New York is the next day in London.
    with standing_at(datetime(2026, 1, 6, 4, 30, tzinfo=UTC)):
        record_fact(Allergy, patient=patient, by=clinician, substance="Sulfa")
    page = sign_in("clinician").get(address)
    assert page.context["days"][-1][0] == date(2026, 1, 5)
    assert "Monday, 5 Jan" in page.text


class TestChips:
    @pytest.fixture
    def busy(self, patient, staff):
        record_fact(Allergy, patient=patient, by=staff.clinician, substance="Sulfa")
        add_product(patient=patient, by=staff.clinician, name_as_typed="Ginger")
        record_about(patient, by=staff.clinician, verb="referred", subject=ReferralFactory(patient=patient))
        return patient

    @pytest.mark.parametrize(
        ("show", "said"),
        [
            ("", ["opened the chart", "referred to a service", "added a product", "recorded an allergy"]),
            ("record", ["recorded an allergy"]),
            ("plans", ["added a product"]),
            ("referrals", ["referred to a service"]),
            ("looks", ["opened the chart"]),
        ],
    )
    def test_each_lets_its_own_through(self, sign_in, busy, clinician, address, show, said):
        page = sign_in("clinician").get(address, {"show": show} if show else {})
        assert [line.sentence for line in lines_of(page)] == [
            f"{clinician.display_name} {did}" for did in said
        ]
        assert page.text.count('class="chip"') == 5

    def test_a_chip_that_is_none_is_not_found(self, sign_in, address):
        assert sign_in("clinician").get(address, {"show": "secrets"}).status_code == 404

    def test_the_next_page_keeps_the_chip(self, sign_in, patient, clinician, address):
        for _ in range(51):
            record_about(patient, by=clinician, verb="read as FHIR")
        page = sign_in("clinician").get(address, {"show": "looks"})
        assert f'href="?show=looks&amp;after={page.context["page"].after}"' in page.text

    @pytest.mark.parametrize(("role", "named"), [("navigator", True), ("pharmacist", False)])
    def test_a_service_is_named_to_those_who_read_referrals(
        self, sign_in, patient, busy, address, role, named
    ):
        service = Referral.objects.get(patient=patient).service
        assert (service.name in sign_in(role).get(address).text) is named

    def test_what_the_person_said_of_goals_is_never_named(self, sign_in, patient, clinician, address):
        entry = GoalsEntryFactory(patient=patient)
        record_about(patient, by=clinician, verb="asked goals of care", subject=entry)
        page = sign_in("navigator").get(address)
        assert "asked about goals of care" in page.text
        assert entry.get_lean_display() not in page.text


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
def test_the_page_costs_the_same_however_much_happened(
    sign_in, patient, staff, address, django_assert_max_num_queries, count
):
    lengthen(patient, count, colleague=staff.navigator)
    browser = sign_in("clinician")
    for show in ("", "record", "plans", "referrals"):
        with django_assert_max_num_queries(8):
            browser.get(address, {"show": show})


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


def test_the_same_done_to_several_says_how_many():
    assert sentence("marked value as entered in error", OSEI, several="3 values") == (
        "Dr. A. Osei marked 3 values as entered in error"
    )


def test_every_sentence_reads_on_after_a_name():
    assert all(said[0].islower() and not said.endswith(".") for said in SAID.values())


@pytest.mark.parametrize(
    ("hour", "said"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening")],
)
def test_the_greeting_follows_the_clock(hour, said):
    assert greeting(datetime(2026, 11, 19, hour, 30, tzinfo=UTC)) == f"Good {said}"
