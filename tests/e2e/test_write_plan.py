"""A whole plan from the home page by keyboard alone, up to the page where it is signed; how many acts.

An act is every press of a key that types no text into a box and is not Tab, as for a whole map.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, expect

from careplans.models import CarePlan, Slot
from integrative.accounts.models import Role
from patients.models import Patient
from symptoms.models import Section, SectionVersion
from symptoms.services import open_draft, save_section, sign_consultation
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory
from tests.factories.patients import CancerFactory, PatientFactory, PhaseFactory, TreatmentFactory

from .test_whole_map import MapHands
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_ACTS = 22


class PlanHands(MapHands):
    """Hands on pages without sections."""

    def follows(self, name: str, *, within: Locator | None = None) -> None:
        link = (within or self.page.get_by_role("main")).get_by_role("link", name=name).first
        self._reach(link)
        with self.page.expect_navigation():
            self.presses("Enter", f"follow {name}")

    def answers(self, group: str, option: str) -> None:
        self.picks(group, option)

    def page_is(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.section = self.page.get_by_role("main")


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    """A person with breast cancer in chemotherapy, and a signed map of today."""
    clinic = ClinicFactory(name="Riverside Integrative Oncology", is_demo=True)
    clinician = MembershipFactory(clinic=clinic, role=Role.CLINICIAN).user
    patient = PatientFactory(clinic=clinic, lead_clinician=clinician, family_name="Ellison")
    CancerFactory(patient=patient, cancer_type="breast")
    PhaseFactory(patient=patient, phase="active_treatment")
    TreatmentFactory(patient=patient, regimen="Paclitaxel")
    sign_scores(patient, clinician, esas_nausea=8, esas_tiredness=5)
    return SimpleNamespace(clinician=clinician, patient=patient)


def sign_scores(patient: Patient, clinician: object, **scores: int) -> None:
    consultation = open_draft(patient=patient, by=clinician)
    version = SectionVersion.objects.get(consultation=consultation, section=Section.SYMPTOMS).version
    save_section(
        Section.SYMPTOMS,
        consultation_id=consultation.pk,
        expected_version=version,
        by=clinician,
        answers={"scores": scores},
    )
    sign_consultation(consultation_id=consultation.pk, by=clinician)


@pytest.fixture
def hands(people: SimpleNamespace, visitor: Callable[..., Visitor]) -> PlanHands:
    v = visitor(keyboard=True)
    v.signs_in(people.clinician.email, PASSWORD)
    v.opens("/")
    return PlanHands(v.page)


def test_a_whole_plan_is_written_and_checked_from_home(people: SimpleNamespace, hands: PlanHands) -> None:
    finds_the_person(hands)
    hands.follows("Plan", within=hands.page.get_by_role("navigation", name="Chart"))
    hands.follows("Look through it")
    hands.page_is("nausea and fatigue")
    takes_up_the_starting_point(hands)
    hands.page_is("Plan for")
    hands.follows("Choose the one thing")
    hands.page_is("only does one thing")
    hands.picks("From the plan", "To the gate and back")
    hands.sends()
    hands.page_is("Plan for")
    hands.sends()
    expect(hands.page.get_by_role("button", name="Sign plan 1")).to_be_visible()
    stands_in_the_plan(people.patient)
    hands.report("A whole plan", MOST_ACTS)


def finds_the_person(hands: PlanHands) -> None:
    hands.presses("/", "find")
    hands.page.keyboard.type("Ellison")
    with hands.page.expect_navigation():
        hands.presses("Enter", "search")
    hands.follows("Ellison")


def takes_up_the_starting_point(hands: PlanHands) -> None:
    hands.picks("Nausea as a target", "Accept")
    hands.scores(hands.page.locator('.score:has(input[name="goal_target_1"])'), "4")
    hands.picks("Acupressure (taught, self-applied), for nausea", "Accept")
    hands.picks("Progressive muscle relaxation, for nausea", "Reject")
    hands.picks("Acupuncture (manual), for nausea", "Accept")
    hands.picks("Electroacupuncture, for nausea", "Reject")
    hands.picks("Tiredness as a target", "Reject")
    hands.picks("Walking program as the lifestyle anchor", "Accept")
    hands.types_in("anchor_minutes", "15")
    hands.types_in("anchor_bad_day", "To the gate and back")
    hands.picks("Breathing practice as the coping practice", "Accept")
    hands.types_in("coping_moment", "At bedtime")
    hands.types_in("offered_minutes", "300")
    hands.types_in("offered_trips", "4")
    hands.sends()


def stands_in_the_plan(patient: Patient) -> None:
    plan = CarePlan.objects.get(patient=patient)
    parts = {part.slot: part for part in plan.parts.all()}
    assert set(parts) == {Slot.TARGET_1, Slot.ANCHOR, Slot.COPING}
    target = parts[Slot.TARGET_1]
    assert (target.baseline, target.goal, target.by_on is not None) == (8, 4, True)
    assert target.interventions.count() == 2
    assert plan.one_thing == "To the gate and back"
    assert (plan.offered_minutes, plan.offered_trips) == (300, 4)
    assert plan.review_on
