"""The list, the counter and the folded lines while one writes, and by keyboard."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .helpers import chart_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

QUESTIONS = {
    "What would a good week look like?": "Ride to the lake",
    "What do you fear most?": "Falling",
    "What do you hope for?": "June",
}


@pytest.fixture
def map_page(page: Page, live_server, draft, desk) -> Page:
    page.context.add_cookies(
        [{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{chart_url('map', draft.patient)}")
    return page


def test_a_save_moves_the_list_and_the_counter_and_leaves_the_focus(map_page: Page) -> None:
    for question, words in QUESTIONS.items():
        map_page.get_by_label(question).fill(words)
    line = map_page.get_by_role("navigation", name="Sections of the map").get_by_role("link").first
    expect(line).to_have_attribute("aria-current", "true")
    expect(line).to_contain_text("What matters, done", timeout=15_000)
    expect(map_page.locator("[data-done-count]").first).to_have_text("1 of 12 done")
    expect(map_page.get_by_label("What do you hope for?")).to_be_focused()


def test_a_done_section_lies_folded_and_opens_and_folds_by_keyboard(map_page: Page, draft) -> None:
    for name, words in zip(("good_week", "fear", "hope"), QUESTIONS.values(), strict=True):
        setattr(draft.what_matters, name, words)
    draft.what_matters.save()
    map_page.reload()
    week = map_page.get_by_label("What would a good week look like?")
    edit = map_page.get_by_role("button", name=re.compile("^Edit.*What matters"))
    expect(week).to_be_hidden()
    expect(edit).to_have_attribute("aria-expanded", "false")
    report = Axe().run(map_page)
    assert report.violations_count == 0, report.generate_report()
    edit.focus()
    map_page.keyboard.press("Enter")
    expect(week).to_be_focused()
    map_page.get_by_role("button", name=re.compile("^Fold.*What matters")).focus()
    map_page.keyboard.press("Enter")
    expect(week).to_be_hidden()
    expect(edit).to_be_focused()
    map_page.keyboard.press("Alt+ArrowDown")
    assert map_page.evaluate("document.activeElement.closest('#symptoms') !== null")
