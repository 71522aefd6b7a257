"""Six supplements written down, read and decided on by keyboard, in a real browser.

An act is a press of a key that is neither typing text nor Tab, and a unit chosen in its list; see
test_intake.py for the counting.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from patients.models import Patient
from symptoms.models import ProductDecision, Verdict
from symptoms.services.screening import screen_list
from tests.factories.accounts import PASSWORD
from tests.factories.patients import MedicationFactory
from tests.factories.symptoms import ConsultationFactory

from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST = 20
SIX = [
    ("St John's wort", "300", "mg", "three times a day"),
    ("Ginkgo", "120", "mg", "once daily"),
    ("Zzyzx nerve drops", "", "", ""),
    ("Vitamin D3", "2,000", "units", "once daily"),
    ("Turmeric", "500", "mg", "twice a day"),
    ("Ginger", "250", "mg", "with food"),
]


@pytest.fixture
def at_the_map(transactional_db: None, patient: Patient, visitor: Callable[..., Visitor]) -> Visitor:
    MedicationFactory(patient=patient, name="apixaban", schedule="twice daily")
    ConsultationFactory(patient=patient, author=patient.lead_clinician)
    v = visitor()
    patient.lead_clinician.set_password(PASSWORD)
    patient.lead_clinician.save()
    v.signs_in(patient.lead_clinician.email, PASSWORD)
    v.opens(f"/p/{patient.pk}/map/")
    return v


def add(page: Page, name: str, amount: str, unit: str, often: str) -> int:
    """Types what is said of one and sends it; how many acts that took."""
    keys = page.keyboard
    box = page.get_by_role("combobox", name="Product", exact=True)
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    acts = 1
    keys.type(name)
    keys.press("Tab")
    keys.type(amount)
    keys.press("Tab")
    if unit:
        keys.type(unit)
        acts += 1
    keys.press("Tab")
    keys.type(often)
    keys.press("Control+Enter")
    expect(page.locator("[data-product] h3", has_text=name)).to_be_visible()
    return acts


def back_to_the_first_decision(page: Page) -> None:
    """Tab, backwards, until the button that decides on the worst is reached."""
    first = page.locator("[data-decide] button").first
    for _ in range(300):
        if first.evaluate("button => button === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError("The first decision can't be reached with the Tab key")


def test_six_supplements_are_screened_and_decided_in_twenty_acts(
    at_the_map: Visitor, patient: Patient
) -> None:
    page = at_the_map.page
    page.keyboard.press("p")
    acts = 1 + sum(add(page, *each) for each in SIX)
    verdicts = {str(row.product): row.verdict for row in screen_list(patient).products}
    assert verdicts["St John's wort"] == Verdict.STOP
    assert verdicts["Zzyzx nerve drops"] == Verdict.CANNOT_SCREEN
    back_to_the_first_decision(page)
    for left in range(len(SIX) - 1, -1, -1):
        page.keyboard.press("Enter")
        acts += 1
        expect(page.locator("[data-decide]")).to_have_count(left)
        if left:
            expect(page.locator("[data-decide] button:focus")).to_have_count(1)
    print(f"\nsix supplements: {acts} acts of {MOST}")
    assert acts <= MOST
    decided = dict(ProductDecision.objects.values_list("product__name_as_typed", "decision"))
    assert len(decided) == len(SIX)
    assert decided["St John's wort"] == "advise_stop"
    assert decided["Zzyzx nerve drops"] == "ask_pharmacist"
    at_the_map.page.reload()
    at_the_map.finds_the_page_sound()


def test_a_map_with_an_undecided_stop_is_not_signed(at_the_map: Visitor, patient: Patient) -> None:
    page = at_the_map.page
    page.keyboard.press("p")
    add(page, *SIX[0])
    at_the_map.opens(f"/p/{patient.pk}/map/sign/")
    expect(page.get_by_role("main")).to_contain_text("St John's wort is at Stop. Decide on it first.")
    expect(page.get_by_role("button", name="Sign the map")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_is_sound_and_fits_a_phone(at_the_map: Visitor, patient: Patient, scheme: str) -> None:
    page = at_the_map.page
    page.emulate_media(color_scheme=scheme)
    at_the_map.opens(f"/p/{patient.pk}/products/")
    page.keyboard.press("p")
    for each in SIX[:4]:
        add(page, *each)
    page.locator("[data-verdict=stop]").get_by_role("link", name="Otherwise").click()
    expect(page.get_by_role("button", name="Save the decision")).to_be_visible()
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_names_come_up_while_one_types(at_the_map: Visitor) -> None:
    page = at_the_map.page
    page.keyboard.press("p")
    page.keyboard.type("merI")
    expect(page.locator("#product-names option[value=Meriva]")).to_have_count(1)
