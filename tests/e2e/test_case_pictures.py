"""The people of the two essays at the consultation map, typed in as a clinician types, in a real browser.

For each the page has to say what the library finds, in the words of the library. Run with -s for a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from integrative.accounts.models import Role, User
from patients.models import Patient
from symptoms.models import Verdict
from symptoms.product_words import FindingWords
from symptoms.services.screening import screen_list
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory

from .cases import CASES, Area, Case, Took
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LETTERS_THAT_SUGGEST = re.compile(r"..\W?.")


@pytest.fixture
def clinician(transactional_db: None) -> User:
    clinic = ClinicFactory(name="Riverside Integrative Oncology", is_demo=True)
    return MembershipFactory(clinic=clinic, role=Role.CLINICIAN).user


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_map_says_what_the_library_finds(
    case: Case, clinician: User, visitor: Callable[..., Visitor]
) -> None:
    patient = case.arrives(clinician, clinician.memberships.get().clinic)
    page = at_a_new_map(visitor(), clinician, patient)
    for symptom, score in case.scores:
        type_score(page.locator(f'#symptoms .score:has(input[name="{symptom}"])'), score)
    if case.area:
        mark(page, case.area)
    for product in case.products:
        add(page, product)
    for flag in case.flags:
        page.locator("#red-flags").get_by_label(flag, exact=True).press("Space")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved")
    for name in case.raised:
        expect(page.locator("[data-flag]").filter(has_text=name)).to_be_visible()
    shown = {product.name: read(page, product) for product in case.products}
    report(case, shown)
    assert {name: verdict for name, (verdict, _) in shown.items()} == {
        each.name: each.verdict for each in case.products
    }
    for product in case.products:
        titles = shown[product.name][1]
        assert all(any(what in title for title in titles) for what in product.with_what), titles
    assert shown == found_by_the_library(patient)


def at_a_new_map(v: Visitor, clinician: User, patient: Patient) -> Page:
    v.signs_in(clinician.email, PASSWORD)
    v.opens(f"/p/{patient.pk}/map/")
    v.presses("Start map")
    expect(v.page.get_by_text("Marks go to area 1.")).to_be_visible()
    return v.page


def type_score(row: Locator, score: int) -> None:
    """By its digit, wherever the row stands."""
    row.evaluate("row => { const fold = row.closest('details'); if (fold) fold.open = true; }")
    row.get_by_role("radio").first.focus()
    row.page.keyboard.press(str(score))
    expect(row.locator(f'input[value="{score}"]')).to_be_checked()


def mark(page: Page, area: Area) -> None:
    """Places on the figure, then the answers beside it."""
    figure, answers = page.locator("[data-figure]"), page.locator("#pain-area-1")
    for place in area.places:
        figure.get_by_role("checkbox", name=place).click()
    for feels in area.feels:
        answers.get_by_role("checkbox", name=feels, exact=True).check(force=True)
    if area.when:
        answers.get_by_role("radio", name=area.when, exact=True).check(force=True)
    type_score(answers.locator(".score").first, area.worst)
    expect(answers.locator("[data-hints]")).to_contain_text(f"Pattern fits {area.points_to}")


def add(page: Page, product: Took) -> None:
    """Its name from the third letter on, the dose with its unit, how often."""
    keys, box = page.keyboard, page.get_by_role("combobox", name="Product", exact=True)
    begins = LETTERS_THAT_SUGGEST.match(product.name)[0]
    box.focus()
    keys.type(begins)
    expect(page.locator("#product-names option").first).to_be_attached()
    keys.type(product.name.removeprefix(begins))
    keys.press("Tab")
    keys.type(product.amount)
    keys.press("Tab")
    keys.type(product.unit)
    keys.press("Tab")
    keys.type(product.often)
    keys.press("Control+Enter")
    expect(card_of(page, product)).to_be_visible()


def card_of(page: Page, product: Took) -> Locator:
    name = re.compile(f"^{re.escape(product.name)}$")
    return page.locator("[data-product]").filter(has=page.locator("h3", has_text=name))


def read(page: Page, product: Took) -> tuple[str, frozenset[str]]:
    """The word on the tag, and what with what, of the findings that stand open and of those folded away."""
    card = card_of(page, product)
    titles = card.locator("[data-finding] > p > b").all_text_contents()
    return card.locator(".verdict").inner_text().strip(), frozenset(title.rstrip(".") for title in titles)


def found_by_the_library(patient: Patient) -> dict[str, tuple[str, frozenset[str]]]:
    return {
        str(row.product): (
            Verdict(row.verdict).label,
            frozenset(FindingWords(found).title for found in row.findings),
        )
        for row in screen_list(patient).products
    }


def report(case: Case, shown: dict[str, tuple[str, frozenset[str]]]) -> None:
    for name, (verdict, titles) in shown.items():
        print(f"\n{case.id:<34} {name:<20} {verdict:<21} {'; '.join(sorted(titles)) or '-'}", end="")
