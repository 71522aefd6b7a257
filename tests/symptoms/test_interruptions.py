"""The map in a real browser while something breaks: every word is in the database, or before the person."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from symptoms.models import Food, Section, WhatMatters
from symptoms.services import save_section
from tests.cache import forget
from tests.factories.accounts import PASSWORD, MembershipFactory
from tests.servers import Web

from .helpers import chart_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

WEEK, FEAR = "What would a good week look like?", "What do you fear most?"
# Longer than a retry takes.
PATIENCE = 25_000


def carries_session(context: BrowserContext, desk, url: str) -> None:
    context.add_cookies([{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": url}])


def opens(page: Page, url: str, desk, draft) -> Page:
    carries_session(page.context, desk, url)
    # The browser asks before a page with unsaved words goes; here it always goes.
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{url}{chart_url('map', draft.patient)}")
    return page


@pytest.fixture
def map_page(page: Page, live_server: LiveServer, draft, desk) -> Page:
    return opens(page, live_server.url, desk, draft)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-save-state]")).to_contain_text(words, timeout=PATIENCE)


def kept(draft) -> tuple[str, str]:
    words = WhatMatters.objects.get(pk=draft.pk)
    return words.good_week, words.fear


def session_expires() -> None:
    Session.objects.all().delete()
    forget()


def signs_in(context: BrowserContext, url: str, email: str) -> None:
    """In another tab of the same browser."""
    tab = context.new_page()
    tab.goto(f"{url}/accounts/login/")
    tab.get_by_label("Email").fill(email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("navigation", name="Main")).to_be_visible()
    tab.close()


@pytest.mark.slow
def test_a_killed_server(page: Page, draft, desk, tmp_path: Path) -> None:
    web = Web(tmp_path)
    web.start()
    try:
        opens(page, web.url, desk, draft)
        page.get_by_label(WEEK).fill("Ride to the lake")
        says(page, "Saved")
        web.kill()
        page.get_by_label(FEAR).fill("Falling")
        says(page, "Not saved since")
        web.start()
        says(page, "draft 2")
    finally:
        web.kill()
    assert kept(draft) == ("Ride to the lake", "Falling")


def test_a_lost_network(map_page: Page, draft) -> None:
    map_page.context.set_offline(True)
    map_page.get_by_label(WEEK).fill("Ride to the lake")
    says(map_page, "trying again")
    food = map_page.locator("#food")
    food.get_by_label("In their words").fill("Soup is all")
    expect(map_page.get_by_text("Not everything is saved")).to_be_visible()
    map_page.keyboard.press("Control+Enter")
    expect(map_page.get_by_label(WEEK)).to_have_value("Ride to the lake")
    map_page.context.set_offline(False)
    says(map_page, "Saved")
    expect(map_page.get_by_text("Not everything is saved")).to_be_hidden(timeout=PATIENCE)
    assert kept(draft) == ("Ride to the lake", "")
    assert Food.objects.get(pk=draft.pk).words == "Soup is all"
    assert "/map/sign/" not in map_page.url


def test_a_second_browser(map_page: Page, browser: Browser, live_server: LiveServer, draft, desk) -> None:
    second = opens(browser.new_context().new_page(), live_server.url, desk, draft)
    second.get_by_label(WEEK).fill("Sleep through the night")
    says(second, "Saved")
    map_page.get_by_label(WEEK).fill("Ride to the lake")
    conflict = map_page.get_by_role("alert").filter(has_text="while you were writing")
    expect(conflict).to_contain_text("Sleep through the night")
    expect(conflict).to_contain_text("Ride to the lake")
    conflict.get_by_role("button", name="Use both").click()
    expect(map_page.get_by_label(WEEK)).to_have_value("Sleep through the night\n\nRide to the lake")
    assert kept(draft)[0] == "Sleep through the night\n\nRide to the lake"
    expect(map_page.get_by_text("Brought back")).to_have_count(0)
    second.context.close()


def test_an_expired_session(map_page: Page, live_server: LiveServer, draft, clinician) -> None:
    session_expires()
    map_page.get_by_label(WEEK).fill("Ride to the lake")
    says(map_page, "sign in again in another tab")
    assert kept(draft) == ("", "")
    signs_in(map_page.context, live_server.url, clinician.email)
    says(map_page, "draft 1")
    assert kept(draft) == ("Ride to the lake", "")
    # The page itself still works: its buttons send the token that holds now.
    map_page.get_by_label(FEAR).fill("Falling")
    map_page.get_by_role("button", name="Save what matters").click()
    expect(map_page.get_by_text("What matters saved at")).to_be_visible()
    assert kept(draft) == ("Ride to the lake", "Falling")


def test_somebody_else_signs_in_meanwhile(map_page: Page, live_server: LiveServer, draft, clinician) -> None:
    colleague = MembershipFactory(clinic=draft.patient.clinic).user
    session_expires()
    map_page.get_by_label(WEEK).fill("Ride to the lake")
    says(map_page, "sign in again in another tab")
    signs_in(map_page.context, live_server.url, colleague.email)
    says(map_page, f"This draft is {clinician}'s")
    expect(map_page.get_by_label(WEEK)).to_have_value("Ride to the lake")
    assert kept(draft) == ("", "")
    session_expires()
    signs_in(map_page.context, live_server.url, clinician.email)
    says(map_page, "draft 1")
    assert kept(draft) == ("Ride to the lake", "")


def reloads_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_label(WEEK).fill("Ride to the lake")
    says(page, "Not saved since")
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def test_a_forced_reload_while_offline(map_page: Page, draft) -> None:
    address = map_page.url
    reloads_offline(map_page)
    map_page.context.set_offline(False)
    map_page.goto(address)
    # Brought back by the new page, or saved by the old one in the moment between.
    expect(map_page.get_by_label(WEEK)).to_have_value("Ride to the lake")
    says(map_page, "Saved")
    assert kept(draft) == ("Ride to the lake", "")
    map_page.reload()
    expect(map_page.get_by_label(WEEK)).to_have_value("Ride to the lake")
    expect(map_page.get_by_text("Brought back")).to_have_count(0)


def test_what_is_brought_back_does_not_cover_what_came_meanwhile(map_page: Page, draft, clinician) -> None:
    address = map_page.url
    reloads_offline(map_page)
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "Sleep through", "fear": "", "hope": ""},
    )
    map_page.context.set_offline(False)
    map_page.goto(address)
    conflict = map_page.get_by_role("alert").filter(has_text="while you were writing")
    expect(conflict).to_contain_text("Sleep through")
    expect(conflict).to_contain_text("Ride to the lake")
    assert kept(draft) == ("Sleep through", "")
    conflict.get_by_role("button", name="Keep theirs").click()
    expect(map_page.get_by_label(WEEK)).to_have_value("Sleep through")
    expect(map_page.get_by_text("Brought back")).to_have_count(0)


def test_signing_out_leaves_nothing_in_the_tab(map_page: Page) -> None:
    map_page.route("**/map/what-matters/", lambda route: route.abort())
    map_page.get_by_label(WEEK).fill("Ride to the lake")
    says(map_page, "Not saved since")
    stored = "Object.keys({ ...sessionStorage, ...localStorage }).filter((key) => !key.startsWith('htmx-'))"
    keys = map_page.evaluate(stored)
    assert [key for key in keys if "/map/what-matters/" not in key] == []
    assert keys
    map_page.locator(".account > summary").click()
    map_page.get_by_role("button", name="Sign out").click()
    expect(map_page.get_by_role("button", name="Sign in")).to_be_visible()
    assert map_page.evaluate(stored) == []
