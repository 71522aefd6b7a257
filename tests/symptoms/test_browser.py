"""The map in a real browser: keys, autosave, and a conflict that is settled without losing a word."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from symptoms.models import Section, WhatMatters
from symptoms.services import save_section

from .helpers import chart_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def map_page(page: Page, live_server, draft, desk) -> Page:
    """The clinician's open draft."""
    page.context.add_cookies(
        [{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{chart_url('map', draft.patient)}")
    return page


def words(draft):
    return WhatMatters.objects.get(pk=draft.pk).good_week


def test_a_digit_scores_the_row_in_focus_and_is_saved(map_page, draft):
    map_page.get_by_role("radiogroup", name="Nausea").first.get_by_role("radio", name="Not asked").focus()
    map_page.keyboard.press("8")
    expect(map_page.locator("[data-save-state]")).to_contain_text("draft 1")
    assert draft.symptom_scores.get().score == 8


def test_what_was_just_typed_is_on_the_page_that_signs(map_page, draft):
    map_page.get_by_label("First goal", exact=True).fill("Walk to the lake")
    map_page.keyboard.press("Control+Enter")
    expect(map_page.get_by_role("heading", level=1)).to_contain_text("born 09-Mar-1964")
    map_page.get_by_role("button", name="Sign the map").click()
    expect(map_page.get_by_text("Walk to the lake")).to_be_visible()
    draft.refresh_from_db()
    assert draft.is_signed


def test_a_conflict_is_seen_where_one_writes_and_both_texts_can_be_kept(map_page, draft, clinician):
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "Sleep", "fear": "", "hope": ""},
    )
    map_page.get_by_label("What would a good week look like?").fill("Ride")
    map_page.get_by_label("First goal", exact=True).fill("Walk to the lake")
    conflict = map_page.get_by_role("alert").filter(has_text="while you were writing")
    expect(conflict).to_be_in_viewport()
    report = Axe().run(map_page)
    assert report.violations_count == 0, report.generate_report()
    conflict.get_by_role("button", name="Use both").click()
    expect(map_page.get_by_label("What would a good week look like?")).to_have_value("Sleep\n\nRide")
    expect(map_page.get_by_label("First goal", exact=True)).to_have_value("Walk to the lake")
    assert words(draft) == "Sleep\n\nRide"


def test_keeping_theirs_brings_back_what_stands(map_page, draft, clinician):
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "Sleep", "fear": "", "hope": ""},
    )
    map_page.get_by_label("What would a good week look like?").fill("Ride")
    map_page.get_by_role("button", name="Keep theirs").click()
    expect(map_page.get_by_label("What would a good week look like?")).to_have_value("Sleep")
    assert words(draft) == "Sleep"
