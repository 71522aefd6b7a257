"""All twelve sections of a typical person by keyboard alone, then signed; how many acts that takes.

An act is every press of a key that types no text into a box and is not Tab: a digit on a score, a choice
among chips, a tick, a shortcut, opening a fold. Nothing is ever saved by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, expect

from integrative.accounts.models import Role
from integrative.knowledge.symptoms import all_symptoms
from patients.models import Patient
from symptoms.completeness import State
from symptoms.forms.habits import FoodForm, MovementForm
from symptoms.forms.whole_person import SpiritForm, StressForm, TreatmentForm
from symptoms.models import Consultation, Section
from symptoms.progress import progress
from symptoms.queries import open_draft_of, signed_maps
from symptoms.red_flag_groups import GROUPS
from symptoms.services import open_draft
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory
from tests.factories.patients import PatientFactory

from .test_intake import Hands
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_ACTS = 70
ASKED_FIRST = {"esas_pain": "5", "esas_tiredness": "4"}


class MapHands(Hands):
    """Hands that stay within the section they went to."""

    section: Locator

    def goes_on(self, to: Section) -> None:
        """With Alt and Down, from wherever the focus is."""
        self.presses("Alt+ArrowDown", f"to {to}")
        self.stands_in(to)
        self._tab_until(self._is_inside, to)

    def stands_in(self, section: Section) -> None:
        self.section = self.page.locator(f"#{section.value}")

    def _is_inside(self) -> bool:
        return self.section.evaluate("section => section.contains(document.activeElement)")

    def _box(self, role: str, label: str) -> Locator:
        return self.section.get_by_role(role, name=label, exact=True).first

    def picks(self, group: str, option: str) -> None:
        chips = self.section.get_by_role("group", name=group, exact=True)
        wanted = chips.get_by_role("radio", name=option, exact=True)
        self._tab_until(lambda: chips.evaluate("group => group.contains(document.activeElement)"), group)
        for key in ["Space", *["ArrowRight"] * chips.get_by_role("radio").count()]:
            self.page.keyboard.press(key)
            if wanted.is_checked():
                break
        expect(wanted).to_be_checked()
        self.acts.append(f"pick {option}")

    def scores(self, row: Locator, digit: str) -> None:
        row.wait_for(state="attached")
        self._tab_until(lambda: row.evaluate("row => row.contains(document.activeElement)"), str(row))
        self.presses(digit, f"score {digit}")
        expect(row.locator(f'input[value="{digit}"]')).to_be_checked()

    def types_in(self, name: str, text: str) -> None:
        """Into the box of this name, whatever it is labeled."""
        self._reach(self.section.locator(f'[name="{name}"]'))
        self.page.keyboard.type(text)
        self.signs += len(text)

    def opens(self, fold: Locator) -> None:
        if fold.evaluate("fold => fold.open"):
            return
        self._reach(fold.locator("> summary"))
        self.presses("Enter", "open a fold")


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    clinic = ClinicFactory(name="Riverside Integrative Oncology", is_demo=True)
    clinician = MembershipFactory(clinic=clinic, role=Role.CLINICIAN).user
    patient = PatientFactory(clinic=clinic, lead_clinician=clinician)
    return SimpleNamespace(clinician=clinician, patient=patient)


@pytest.fixture
def hands(people: SimpleNamespace, visitor: Callable[..., Visitor]) -> MapHands:
    v = visitor(keyboard=True)
    v.signs_in(people.clinician.email, PASSWORD)
    open_draft(patient=people.patient, by=people.clinician)
    v.opens(f"/p/{people.patient.pk}/map/")
    return MapHands(v.page)


def test_a_whole_map_is_filled_and_signed_by_keyboard(people: SimpleNamespace, hands: MapHands) -> None:
    for section, fill in FILLED.items():
        if section is Section.WHAT_MATTERS:
            hands.stands_in(section)
        else:
            hands.goes_on(section)
        fill(hands)
    saved_by_itself(hands)
    expect(hands.page.locator("[data-done-count]").first).to_have_text("12 of 12 done", timeout=20_000)
    assert states(people.patient, people) == dict.fromkeys(FILLED, State.DONE)
    with hands.page.expect_navigation():
        hands.presses("Control+Enter", "review")
    hands._reach(hands.page.get_by_role("button", name="Sign the map"))
    with hands.page.expect_navigation():
        hands.presses("Enter", "sign")
    signed = signed_maps(patient=people.patient, user=people.clinician).get()
    assert signed.is_signed
    assert signed.what_matters.good_week == "Breakfast three days running"
    assert signed.painareas.get().regions == ["lower_back"]
    hands.report("A whole map", MOST_ACTS)


def saved_by_itself(hands: MapHands) -> None:
    """Nothing is being sent, and nothing waits."""
    expect(hands.page.locator("[data-save-state]")).to_contain_text("Saved", timeout=20_000)


def states(patient: Patient, people: SimpleNamespace) -> dict[Section, State]:
    draft: Consultation | None = open_draft_of(patient=patient, user=people.clinician)
    assert draft
    first = scored(draft)
    products = [str(each) for each in patient.productuses.all()]
    return {line.section: line.state for line in progress(draft, asked_first=first, products=products)}


def scored(draft: Consultation) -> list[str]:
    return [score.symptom for score in draft.symptom_scores.all()]


def what_matters(hands: MapHands) -> None:
    hands.types("What would a good week look like?", "Breakfast three days running")
    hands.types("What do you fear most?", "Being a burden")
    hands.types("What do you hope for?", "To see the plum tree bloom")


def symptoms(hands: MapHands) -> None:
    asked = hands.section.locator('input[name="asked"]').input_value().split()
    for key in asked:
        row = hands.section.locator(f'.score:has(input[name="{key}"])')
        assert all_symptoms()[key].name in row.inner_text()
        hands.scores(row, ASKED_FIRST.get(key, "2"))


def pain(hands: MapHands) -> None:
    area = hands.section.locator("#pain-area-1")
    hands.opens(area)
    hands.opens(area.locator("details.fold").first)
    # The figure names its places in the same words; here the list is used.
    back = area.get_by_label("Lower back", exact=True)
    hands._reach(back)
    hands.presses("Space", "mark the lower back")
    expect(back).to_be_checked()
    hands.scores(area.locator(".score").first, "5")
    hands.types("First goal", "Cook without sitting down twice")


def supplements(hands: MapHands) -> None:
    box = hands.section.get_by_label("Product", exact=True).first
    hands._reach(box)
    hands.page.keyboard.type("Zinc")
    hands.presses("Control+Enter", "add the product")
    expect(hands.section.locator("#product-list")).to_contain_text("Zinc")


def food(hands: MapHands) -> None:
    hands.picks(FoodForm.labels["pattern"], "Small and often")
    hands.types_in("share_of_usual", "70")
    hands.picks(FoodForm.labels["lost_weight"], "No")
    hands.picks(FoodForm.labels["poor_appetite"], "No")


def movement(hands: MapHands) -> None:
    hands.types_in("days", "3")
    hands.types_in("minutes", "20")
    hands.picks(MovementForm.labels["falls"], "None")


def sleep(hands: MapHands) -> None:
    for name, typed in (
        ("into_bed", "22:00"), ("lights_out", "22:30"), ("sol_min", "20"), ("waso_min", "40"),
        ("final_wake", "6:00"), ("out_of_bed", "6:30"),
    ):  # fmt: skip
        hands.types_in(name, typed)


def stress(hands: MapHands) -> None:
    for item in ("anx1", "anx2", "dep1", "dep2"):
        row = hands.section.locator(f'.score:has(input[name="{item}"])')
        assert StressForm.labels[item] in row.inner_text()
        hands.scores(row, "1")


def spirit(hands: MapHands) -> None:
    hands.picks(SpiritForm.labels["importance"], "Somewhat")


def treatment(hands: MapHands) -> None:
    hands.picks(TreatmentForm.labels["agreement"], "As on record")
    hands.picks(TreatmentForm.labels["doses_taken"], "Most")


def helped(hands: MapHands) -> None:
    hands.types_in("tried_1_what", "Warm socks")


def red_flags(hands: MapHands) -> None:
    for group in GROUPS:
        box = hands.section.locator(f'input[name="{group.id}"][value="none"]')
        within = hands.section.locator(f'[data-flag-group]:has(input[name="{group.id}"])')
        hands._tab_until(
            lambda within=within: within.evaluate("group => group.contains(document.activeElement)"),
            group.label,
        )
        hands.presses("0", f"none of {group.id}")
        expect(box).to_be_checked()


FILLED: dict[Section, Callable[[MapHands], None]] = {
    Section.WHAT_MATTERS: what_matters,
    Section.SYMPTOMS: symptoms,
    Section.PAIN: pain,
    Section.SUPPLEMENTS: supplements,
    Section.FOOD: food,
    Section.MOVEMENT: movement,
    Section.SLEEP: sleep,
    Section.STRESS: stress,
    Section.SPIRIT: spirit,
    Section.TREATMENT: treatment,
    Section.HELPED: helped,
    Section.RED_FLAGS: red_flags,
}
