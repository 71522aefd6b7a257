"""How many acts it takes to put a person and a whole record in, by keyboard alone, in a real browser.

An act is every press of a key that is not typing text into a box and not Tab, Shift and Tab, or Enter
moving on between neighboring boxes; and every click. Choosing in a select or among chips counts one act
for each choice, however many letters or arrows it takes; a tick is one act; so is sending the page.
The presses of Tab are printed too, though they are no acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from integrative.accounts.models import Role, User
from patients.models import (
    AskedAbout,
    CancerCondition,
    Measurement,
    Medication,
    Patient,
    PhaseOfCare,
    Precaution,
    TreatmentCourse,
)
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory
from tests.factories.patients import PatientFactory

from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_TO_REGISTER, MOST_FOR_A_RECORD = 6, 40
MOST_TABS = 200


class Hands:
    """Counts what a person does at the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts: list[str] = []
        self.tabs = self.signs = 0

    def presses(self, keys: str, why: str) -> None:
        self.page.keyboard.press(keys)
        self.acts.append(why)

    def types(self, label: str, text: str) -> None:
        self._reach(self._box("textbox", label))
        self.page.keyboard.type(text)
        self.signs += len(text)

    def chooses(self, label: str, option: str) -> None:
        """In a list, by its first letters."""
        box = self._box("combobox", label)
        self._reach(box)
        self.page.keyboard.type(option)
        expect(box.locator("option:checked")).to_have_text(re.compile(f"^{re.escape(option)}"))
        self.acts.append(f"choose {option}")

    def picks(self, group: str, option: str) -> None:
        """Among chips, by the arrows."""
        chips = self.page.get_by_role("group", name=group, exact=True)
        wanted = chips.get_by_role("radio", name=option, exact=True)
        self._tab_until(lambda: chips.evaluate("group => group.contains(document.activeElement)"), group)
        self.page.keyboard.press("Space")
        for _ in range(chips.get_by_role("radio").count()):
            if wanted.is_checked():
                break
            self.page.keyboard.press("ArrowRight")
        expect(wanted).to_be_checked()
        self.acts.append(f"pick {option}")

    def ticks(self, label: str) -> None:
        box = self._box("checkbox", label)
        self._reach(box)
        self.presses("Space", f"tick {label}")
        expect(box).to_be_checked()

    def sends(self) -> None:
        """Ctrl and Enter sends the page that is open."""
        with self.page.expect_navigation():
            self.presses("Control+Enter", "send")

    def report(self, what: str, most: int) -> None:
        print(f"\n{what}: {len(self.acts)} acts of {most}, {self.signs} typed signs, {self.tabs} tabs")
        assert len(self.acts) <= most, self.acts

    def _box(self, role: str, label: str) -> Locator:
        return self.page.get_by_role("main").get_by_role(role, name=label, exact=True)

    def _reach(self, box: Locator) -> None:
        box.wait_for()
        self._tab_until(lambda: box.evaluate("box => box === document.activeElement"), str(box))

    def _tab_until(self, is_there: Callable[[], bool], where: str) -> None:
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"{where} can't be reached with the Tab key")


@pytest.fixture
def clinic(transactional_db: None) -> SimpleNamespace:
    clinic = ClinicFactory(name="Riverside Integrative Oncology", is_demo=True)
    clinician = MembershipFactory(clinic=clinic, role=Role.CLINICIAN).user
    return SimpleNamespace(clinic=clinic, clinician=clinician)


@pytest.fixture
def chart(clinic: SimpleNamespace) -> Patient:
    """Freshly registered, and nothing on record."""
    return PatientFactory(clinic=clinic.clinic, lead_clinician=clinic.clinician)


@pytest.fixture
def arrives(visitor: Callable[..., Visitor]) -> Callable[[User, str], Visitor]:
    def arrive(user: User, address: str) -> Visitor:
        v = visitor()
        v.signs_in(user.email, PASSWORD)
        v.opens(address)
        return v

    return arrive


def test_a_person_is_registered_from_home_within_six_acts(
    clinic: SimpleNamespace, arrives: Callable[..., Visitor]
) -> None:
    v = arrives(clinic.clinician, "/")
    hands = Hands(v.page)
    with v.page.expect_navigation():
        hands.presses("n", "register")
    hands.types("Family name", "Núñez-Ortega")
    hands.types("Given names", "Ana María")
    hands.types("Name they go by", "Ana")
    hands.types("Birth date", "03/04/1964")
    hands.picks("Sex on official record", "Female")
    hands.types("Medical record number (MRN)", "4471 0829")
    hands.types("Phone", "555-0101")
    hands.types("Mail address for reminders", "ana@mail.example")
    hands.ticks("Agreed to reminders by mail")
    v.reads(re.compile(r"^4 March 1964, \d\d years old$"))
    hands.sends()
    v.reads("Start the map")
    assert Patient.objects.get().birth_date.isoformat() == "1964-03-04"
    assert v.page.get_by_role("link", name="Intake on one page").is_visible()
    hands.report("Registering a person", MOST_TO_REGISTER)


def test_a_typical_record_is_entered_within_forty_acts(
    clinic: SimpleNamespace, chart: Patient, arrives: Callable[..., Visitor]
) -> None:
    v = arrives(clinic.clinician, f"/p/{chart.pk}/")
    hands = Hands(v.page)
    with v.page.expect_navigation():
        hands.presses("i", "intake")
    hands.chooses("Cancer", "Breast")
    hands.types("Histology", "Invasive ductal carcinoma")
    hands.picks("Side", "Left")
    hands.types("Stage", "IIA")
    hands.types("Diagnosed on", "1/15/2026")
    hands.picks("Estrogen receptor (ER)", "Positive")
    hands.picks("Progesterone receptor (PR)", "Positive")
    hands.picks("HER2", "Negative")
    hands.picks("Phase of care", "Active treatment")
    hands.types("Since", "2/1/2026")
    hands.types("Treatment", "Docetaxel, cyclophosphamide")
    hands.picks("Intent", "Curative")
    hands.types("First day", "2/1/2026")
    hands.types("Days in a cycle", "21")
    hands.types("Cycles planned", "4")
    enters_four_medicines(hands)
    hands.picks("Allergies, when none are named", "None")
    hands.types("Taken on", "2/20/2026")
    for name, value in (("Platelets", "212"), ("Neutrophils (ANC)", "3.1"), ("Hemoglobin", "11.8")):
        hands.types(name, value)
    hands.types("Creatinine", "0.9")
    hands.ticks("Port")
    hands.types("Port: where", "right chest")
    hands.ticks("Lymphedema, or a limb at risk")
    hands.types("Lymphedema, or a limb at risk: where", "left arm")
    assert not v.faults()
    hands.sends()
    v.reads("What was left blank stays not recorded")
    what_stands_is_what_was_typed(chart)
    hands.report("A typical record", MOST_FOR_A_RECORD)


MEDICINES = (
    ("Ondansetron", "8", "mg", "every 8 hours"),
    ("Levothyroxine", "50", "mcg", "daily"),
    ("Vitamin D3", "2,000", "units", "daily"),
    ("Gabapentin", "300", "mg", "at night"),
)


def enters_four_medicines(hands: Hands) -> None:
    """Each row is a group of its own; the boxes are neighbors."""
    for number, (name, dose, unit, schedule) in enumerate(MEDICINES, start=1):
        row = hands.page.get_by_role("group", name=f"Medicine {number}", exact=True)
        within = Row(hands, row)
        within.types("Medicine", name)
        within.types("Dose each time", dose)
        within.chooses("Unit", unit)
        within.types("How often", schedule)
        if number == 1:
            within.ticks("Only as needed")


class Row(Hands):
    """The same hands, in one row; what they do is counted with the rest."""

    def __init__(self, hands: Hands, row: Locator) -> None:
        self.__dict__ = hands.__dict__ | {"row": row}
        self.hands = hands

    def _box(self, role: str, label: str) -> Locator:
        return self.row.get_by_role(role, name=label, exact=True)


def what_stands_is_what_was_typed(chart: Patient) -> None:
    cancer = CancerCondition.objects.of(chart).get()
    assert (cancer.histology, cancer.diagnosed_on.isoformat()) == ("Invasive ductal carcinoma", "2026-01-15")
    assert {(m.marker, m.result) for m in cancer.markers.all()} == {
        ("er", "positive"), ("pr", "positive"), ("her2", "negative"),
    }  # fmt: skip
    assert PhaseOfCare.objects.get().phase == "active_treatment"
    course = TreatmentCourse.objects.get()
    assert (course.intent, course.cycle_days, course.cycles_planned) == ("curative", 21, 4)
    assert {m.name: m.dose_in_words for m in Medication.objects.all()} == {
        "Ondansetron": "8 mg every 8 hours, as needed",
        "Levothyroxine": "50 mcg daily",
        "Vitamin D3": "2000 units daily",
        "Gabapentin": "300 mg at night",
    }
    assert Measurement.objects.count() == 4
    assert {str(p) for p in Precaution.objects.all()} == {
        "Port, right chest", "Lymphedema, or a limb at risk, left arm",
    }  # fmt: skip
    assert AskedAbout.objects.standing().get().answer == "none"


def test_a_row_follows_when_the_last_is_typed_into_and_enter_moves_on(
    clinic: SimpleNamespace, chart: Patient, arrives: Callable[..., Visitor]
) -> None:
    v = arrives(clinic.clinician, f"/p/{chart.pk}/record/intake/")
    rows = v.page.locator('[data-rows="medicine"] .entry-row')
    expect(rows).to_have_count(4)
    rows.last.get_by_label("Medicine").type("Ramipril")
    expect(rows).to_have_count(5)
    v.page.keyboard.press("Enter")
    expect(rows.nth(3).get_by_label("Dose each time")).to_be_focused()
    rows.nth(3).get_by_label("How often").fill("daily")
    rows.nth(4).get_by_label("Medicine").fill("Metformin")
    rows.nth(4).get_by_label("How often").fill("twice a day")
    v.presses("Save all")
    v.reads("What was left blank stays not recorded")
    assert {m.name for m in Medication.objects.of(chart)} == {"Ramipril", "Metformin"}


def test_a_unit_in_doubt_is_asked_about_and_answered(
    clinic: SimpleNamespace, chart: Patient, arrives: Callable[..., Visitor]
) -> None:
    v = arrives(clinic.clinician, f"/p/{chart.pk}/record/intake/")
    counts = v.page.get_by_role("region", name="Counts and weight")
    v.fills("Taken on", "2/20/2026")
    v.fills("Platelets", "220", within=counts)
    counts.locator("select[name=platelets-quantity_unit]").select_option("/uL")
    v.presses("Save all")
    v.reads("Did you mean 220 10^9/L?")
    assert not v.faults()
    v.ticks("Platelets: The number and the unit are right as they stand")
    v.presses("Save all")
    v.reads("What was left blank stays not recorded")


def test_a_date_is_said_back_while_it_is_typed_and_never_in_an_address(
    clinic: SimpleNamespace, chart: Patient, arrives: Callable[..., Visitor]
) -> None:
    v = arrives(clinic.clinician, f"/p/{chart.pk}/record/intake/")
    asked: list[Request] = []
    v.page.on("request", lambda request: asked.append(request))
    said = v.page.locator("#id_diagnosis-diagnosed_on ~ output")
    v.page.locator("#id_diagnosis-diagnosed_on").type("03/04/2026")
    expect(said).to_have_text("4 March 2026")
    v.page.keyboard.press("Backspace")
    expect(said).to_have_text("")
    assert {request.method for request in asked if request.url.endswith("/day/")} == {"POST"}
    assert not [request.url for request in asked if "2026" in request.url]


def test_without_script_rows_are_added_and_the_page_is_saved(
    clinic: SimpleNamespace, chart: Patient, arrives: Callable[..., Visitor], context
) -> None:
    arrives(clinic.clinician, "/")
    plain = context.browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(f"{context.pages[0].url.rstrip('/')}/p/{chart.pk}/record/intake/")
    page.get_by_label("Histology").fill("Invasive lobular carcinoma")
    page.get_by_label("Diagnosed on").fill("03/04/2026")
    page.get_by_role("button", name="More rows for medicines").click()
    expect(page.get_by_role("group", name="Medicine 8", exact=True)).to_be_visible()
    expect(page.get_by_label("Diagnosed on")).to_have_value("04-Mar-2026")
    page.get_by_label("Cancer").first.select_option("breast")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_role("heading", name="Record", exact=True)).to_be_visible()
    plain.close()
    assert CancerCondition.objects.of(chart).get().histology == "Invasive lobular carcinoma"
