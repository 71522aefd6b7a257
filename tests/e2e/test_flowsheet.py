"""The flowsheet in a real browser: sound to axe, walked by arrow keys, no wider than a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from careplans.models import CarePlan
from tests.factories.careplans import CarePlanFactory, CheckInFactory, PlanPartFactory
from tests.factories.patients import MedicationFactory, TreatmentFactory
from tests.factories.symptoms import signed_map

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(page: Page, live_server, patient, sign_in):
    """The address of the flowsheet of somebody with two visits, a check-in, a treatment and an opioid."""
    today = patient.clinic.today()
    plan = CarePlanFactory(patient=patient)
    PlanPartFactory(plan=plan, target=True, by_on=today + timedelta(weeks=2))
    CarePlan.objects.filter(pk=plan.pk).update(
        status="active", activated_on=today - timedelta(weeks=5), activated_by=patient.lead_clinician
    )
    monday = today - timedelta(days=today.weekday())
    CheckInFactory(plan=plan, week_of=monday - timedelta(weeks=3), words="Hot nights")
    for weeks, score in ((5, 8), (1, 4)):
        signed_map(
            patient, scores={"esas_nausea": score, "esas_pain": 3}, visit_on=today - timedelta(weeks=weeks)
        )
    TreatmentFactory(patient=patient)
    MedicationFactory(
        patient=patient,
        name="Morphine",
        dose=10,
        schedule="twice a day",
        started_on=today - timedelta(weeks=4),
    )
    session = sign_in("clinician").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return live_server.url + reverse("workspace:flowsheet", args=[patient.pk])


def assert_sound(page: Page) -> None:
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("rest", ["", "?show=doses&months=12", "esas_nausea/", "opioids/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_sound(page, place, rest, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(place + rest)
    assert_sound(page)


def test_arrows_walk_the_cells_and_enter_opens_the_day(page, place):
    page.goto(place)
    newest = page.locator("tbody tr:not(.group)").first.locator("td.day").last
    newest.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(newest).to_be_focused()
    expect(page.locator("[data-grid-said]")).to_contain_text("Nausea")
    page.keyboard.press("Home")
    expect(page.locator("tbody tr:not(.group) th").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/map/[0-9a-f-]+/"))


def test_enter_on_the_name_opens_the_row(page, place):
    page.goto(place)
    page.locator("tbody tr:not(.group) th").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nausea")
    page.get_by_label("Row", exact=True).select_option("Pain")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pain")


@pytest.mark.parametrize("rest", ["", "esas_nausea/"])
def test_it_is_no_wider_than_a_phone(page, place, rest):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(place + rest)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_a_phone_a_row_says_where_it_stands(page, place):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(place)
    row = page.locator("tbody tr", has_text="Nausea")
    expect(row).to_contain_text("now 4, moderate")
    expect(row).to_contain_text("easier by 4")
    expect(row.locator("td.day").first).to_be_hidden()


def test_the_newest_day_is_in_view_without_script(browser, place, page):
    still = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 800})
    still.add_cookies(page.context.cookies())
    quiet = still.new_page()
    quiet.goto(place + "?months=12")
    expect(quiet.locator("thead .day").last).to_be_in_viewport()
    still.close()
