"""One visit, from intake to reminder, through pages, services, database, broker and worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from careplans.models import CarePlan, FollowUp
from integrative.accounts.models import Role
from integrative.messaging.models import OutboundMessage, SinkMail
from patients.models import Patient
from referrals.models import Referral, ReferralStatus, Service
from symptoms.models import Consultation
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory
from tests.factories.patients import PatientFactory
from tests.servers import wait_until

from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    """The staff of a demo clinic, and a namesake on record."""
    clinic = ClinicFactory(name="Riverside Integrative Oncology", is_demo=True)
    staff = {role.value: MembershipFactory(clinic=clinic, role=role).user for role in Role}
    Service.objects.create(clinic=clinic, name="Acupuncture", place=Service.Place.IN_HOUSE)
    PatientFactory(
        clinic=clinic, lead_clinician=staff["clinician"], family_name="Okafor", given_names="Daniela"
    )
    return SimpleNamespace(clinic=clinic, **staff)


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_one_visit_from_intake_to_reminder(
    people: SimpleNamespace, working_clinic: LiveServer, visitor: Callable[..., Visitor], keyboard: bool
) -> None:
    visit = Visit(visitor(keyboard=keyboard), people)
    visit.the_clinician_registers_a_person_who_has_a_namesake()
    visit.records_cancer_phase_treatment_medicine_and_counts()
    visit.fills_the_map_and_signs_it()
    visit.writes_a_plan_in_its_slots()
    visit.activates_it_and_the_follow_up_stands()
    visit.the_reminder_goes_out_once_when_due()
    visit.the_clinician_refers()
    visit.the_navigator_moves_the_referral()
    visit.the_administrator_sees_the_caseload()


class Visit:
    """The steps in order; each acts as a person would, then asks the database what stands."""

    def __init__(self, visitor: Visitor, people: SimpleNamespace) -> None:
        self.visitor, self.people = visitor, people

    @property
    def patient(self) -> Patient:
        return Patient.objects.get(mrn="44710829")

    def opens(self, page: str) -> None:
        self.visitor.opens(f"/p/{self.patient.pk}/{page}")

    def the_clinician_registers_a_person_who_has_a_namesake(self) -> None:
        v = self.visitor
        v.signs_in(self.people.clinician.email, PASSWORD)
        v.follows("Register patient")
        v.fills("Family name", "Okafor")
        v.fills("Given names", "Daniel")
        v.fills("Name they go by", "Dan")
        v.fills("Birth date", "9 March 1964")
        v.picks("Male", of="Sex on official record")
        v.fills("Medical record number (MRN)", "4471 0829")
        v.fills("Mail address for reminders", "dan@mail.example")
        v.ticks("Agreed to reminders by mail")
        v.reads("Okafor, Daniela")
        v.finds_the_page_sound()
        v.ticks("This is someone else")
        v.presses("Register")
        v.reads("Start the map")
        assert self.patient.clinic == self.people.clinic

    def records_cancer_phase_treatment_medicine_and_counts(self) -> None:
        v = self.visitor
        self.opens("record/")
        v.follows("Add a diagnosis")
        v.chooses("Cancer", "Lung")
        v.fills("Histology", "Non-small cell lung cancer")
        v.fills("Diagnosed on", "1-Aug-2026")
        v.presses("Save diagnosis")
        v.follows("Enter a phase")
        v.picks("Active treatment", of="Phase of care")
        v.fills("Since", "15-Sep-2026")
        v.presses("Save phase")
        v.follows("Add a treatment")
        v.fills("Treatment", "Carboplatin, pemetrexed, pembrolizumab")
        v.fills("First day", "18-Sep-2026")
        v.presses("Save treatment")
        v.follows("Add a medicine")
        v.fills("Medicine", "Ondansetron")
        v.fills("Dose each time", "8")
        v.chooses("Unit", "mg")
        v.fills("How often", "every 8 hours")
        v.presses("Save medicine")
        v.follows("Add a count or a weight")
        v.chooses("What was measured", "Platelets")
        v.fills("Value and unit", "112")
        v.presses("Save value")
        v.reads("Choose the unit")
        v.chooses("Unit", "10^9/L")
        v.fills("Taken on", timezone.localdate().strftime("%d-%b-%Y"))
        v.presses("Save value")
        v.finds_the_page_sound()
        assert self.patient.measurements.get().entered_unit == "10^9/L"

    def fills_the_map_and_signs_it(self) -> None:
        v = self.visitor
        self.opens("map/")
        v.presses("Start map")
        v.fills("What would a good week look like?", "Breakfast three days running")
        v.scores("Nausea", 8)
        v.scores("Lack of appetite", 10)
        v.fills("Product", "Curcumin 500", role="combobox")
        v.presses("Add and screen", stays=True)
        v.reads("Screened against")
        v.fills("First goal", "Walk to the mailbox and back")
        v.finds_the_page_sound()
        v.follows("Review and sign")
        v.presses("Sign the map")
        v.reads("Breakfast three days running")
        consultation = Consultation.objects.get(patient=self.patient)
        assert consultation.is_signed
        assert consultation.symptom_scores.get(symptom="esas_appetite").score == 10
        assert consultation.function_goals.get().words == "Walk to the mailbox and back"

    def writes_a_plan_in_its_slots(self) -> None:
        v = self.visitor
        self.opens("plan/")
        v.presses("Start plan")
        v.follows("Choose the target")
        v.chooses("Symptom", "Nausea")
        v.presses("Next")
        v.scores("Goal", 4)
        v.fills("By when", (timezone.localdate() + timedelta(weeks=6)).strftime("%d-%b-%Y"))
        v.fills("In their words", "Mornings I dread")
        v.fills("What we will do", "Ginger tea before rising, then two crackers")
        v.presses("Save symptom target")
        v.follows("Choose the anchor")
        v.fills("What we will do", "Walk five minutes, three times a day")
        v.fills("How, in everyday words", "After each meal")
        v.fills("On a bad day", "Stand at the window")
        v.presses("Save lifestyle anchor")
        v.follows("Choose the practice")
        v.fills("What we will do", "Ten slow breaths")
        v.fills("How, in everyday words", "Lying down, counting the out-breath")
        v.fills("Tied to a moment of the day", "At bedtime")
        v.presses("Save coping practice")
        v.follows("Choose the one thing")
        v.fills("In your own words", "Ginger tea and two crackers")
        v.presses("Save the one thing")
        v.finds_the_page_sound()

    def activates_it_and_the_follow_up_stands(self) -> None:
        v = self.visitor
        v.follows("Check and sign")
        v.presses("Sign plan 1")
        v.reads("active since")
        plan = CarePlan.objects.active().get(patient=self.patient)
        today = self.people.clinic.today()
        follow_up = FollowUp.objects.get(plan=plan)
        assert follow_up.opens_on == today + timedelta(weeks=4)
        assert follow_up.closes_on == today + timedelta(weeks=6)
        assert OutboundMessage.objects.about(follow_up.pk).count() == 2

    def the_reminder_goes_out_once_when_due(self) -> None:
        """Four weeks pass for the first reminder; beat, worker and mail are the real ones."""
        due = OutboundMessage.objects.order_by("send_at").first()
        past = timezone.now() - timedelta(minutes=1)
        OutboundMessage.objects.filter(pk=due.pk).update(send_at=past, try_at=past)
        wait_until(lambda: OutboundMessage.objects.filter(pk=due.pk, status="sent").exists())
        assert SinkMail.objects.count() == 1
        self.visitor.opens("/demo/mail/")
        self.visitor.reads("dan@mail.example")
        self.visitor.finds_the_page_sound()

    def the_clinician_refers(self) -> None:
        v = self.visitor
        self.opens("referrals/")
        v.follows("Refer to a service")
        v.chooses("Service", "Acupuncture")
        v.fills("Reason", "Nausea in the mornings")
        v.presses("Refer")
        v.reads("Acupuncture")
        assert Referral.objects.get(patient=self.patient).status == ReferralStatus.NEW

    def the_navigator_moves_the_referral(self) -> None:
        v = self.visitor
        v.signs_in(self.people.navigator.email, PASSWORD)
        v.follows("Referrals")
        v.unfolds("Move to")
        v.chooses("Move to", "Coverage check")
        v.presses("Move")
        v.reads("1 in time")
        v.finds_the_page_sound()
        referral = Referral.objects.get(patient=self.patient)
        assert referral.status == ReferralStatus.COVERAGE
        assert referral.owner == self.people.navigator
        assert [move.to_status for move in referral.moves.all()] == ["new", "coverage"]

    def the_administrator_sees_the_caseload(self) -> None:
        v = self.visitor
        v.signs_in(self.people.administrator.email, PASSWORD)
        v.follows("Program")
        v.reads("Caseload by clinician")
        v.reads("1 of 2 in care")
        v.finds_the_page_sound()
