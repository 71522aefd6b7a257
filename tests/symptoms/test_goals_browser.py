"""Goals of care by the keyboard alone: how many acts an answer takes, and what axe says of the page."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from symptoms.models import GoalsOfCareEntry, Lean
from tests.factories.symptoms import GoalsEntryFactory

from .helpers import chart_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_ACTS = 8


@pytest.fixture
def log_page(page: Page, live_server, patient, desk) -> Page:
    GoalsEntryFactory(patient=patient, asked_on=date(2026, 10, 8))
    page.context.add_cookies(
        [{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{chart_url('goals', patient)}")
    return page


class Hands:
    """Counts each key and each phrase that is typed."""

    def __init__(self, page: Page) -> None:
        self.keyboard, self.acts = page.keyboard, 0

    def press(self, key: str) -> None:
        self.acts += 1
        self.keyboard.press(key)

    def type(self, words: str) -> None:
        self.acts += 1
        self.keyboard.type(words)


def test_the_three_questions_take_few_acts(log_page, patient):
    hands = Hands(log_page)
    log_page.get_by_label("What are you hoping for").focus()
    hands.type("The recital")
    hands.press("Tab")
    hands.type("Wasting away")
    hands.press("Tab")
    hands.press("Space")
    hands.press("ArrowRight")
    hands.press("Control+Enter")
    expect(log_page.get_by_text("Today's answers are in the log.")).to_be_visible()
    assert hands.acts <= MOST_ACTS
    newest = GoalsOfCareEntry.objects.of(patient).newest_first().first()
    assert (newest.hope, newest.worry, newest.lean) == ("The recital", "Wasting away", Lean.LEAN_LONGER)


def test_no_change_is_one_act(log_page, patient):
    hands = Hands(log_page)
    log_page.get_by_role("button", name="No change since 8 Oct").focus()
    hands.press("Enter")
    expect(log_page.get_by_text("Asked today, no change.")).to_be_visible()
    assert hands.acts == 1


def test_axe_finds_nothing(log_page):
    report = Axe().run(log_page)
    assert report.violations_count == 0, report.generate_report()
