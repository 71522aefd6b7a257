"""Red flags in a real browser: raised while one writes, seen and acted on without leaving the map."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from symptoms.models import RedFlag, RedFlagAnswer
from tests.factories.patients import CancerFactory
from tests.factories.symptoms import ConsultationFactory
from tests.servers import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def section(page: Page, live_server, patient, clinician, sign_in):
    """The section of red flags on the clinician's open map."""
    CancerFactory(patient=patient)
    ConsultationFactory(patient=patient, author=clinician)
    session = sign_in("clinician").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}{reverse('symptoms:map', args=[patient.pk])}")
    return page.locator("#red-flags")


def test_zero_says_none_of_the_others_and_goes_on(section, page):
    section.get_by_label("Chills with shaking").focus()
    page.keyboard.press("Space")
    page.keyboard.press("0")
    expect(section.get_by_label("Breathlessness that is new or clearly worse")).to_be_focused()
    page.keyboard.press("0")
    wait_until(RedFlagAnswer.objects.filter(field="dyspnoea_at_rest").exists)
    answers = dict(RedFlagAnswer.objects.values_list("field", "present"))
    asked = ("rigors", "temp_sustained_1h", "dyspnoea_at_rest", "seizure")
    assert [answers.get(field) for field in asked] == [True, False, False, None]


def test_a_flag_is_told_at_once_and_the_control_in_focus_stays(section, page):
    weak = section.get_by_label("An arm or leg that is newly weak")
    weak.focus()
    page.keyboard.press("Space")
    flag = page.get_by_role("alert").filter(has_text="Possible compression of the spinal cord")
    expect(flag).to_contain_text("Act now")
    expect(weak).to_be_focused()
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    page.keyboard.press("Space")
    expect(flag).to_have_count(0)


def test_seen_and_done_without_leaving_the_map(section, page, clinician):
    section.get_by_label("A first or new seizure").check()
    card = page.locator("[data-flag]")
    card.get_by_role("button", name="I have seen this").click()
    expect(card).to_contain_text(f"Seen by {clinician}")
    expect(card).to_be_focused()
    card.locator("summary").click()
    card.get_by_role("button", name="Write it down").click()
    expect(card).to_contain_text("Write what was done")
    card.get_by_label("What was done").fill("Sent to emergency with her sister")
    card.get_by_role("button", name="Write it down").click()
    expect(card).to_have_count(0)
    assert RedFlag.objects.get().done_words == "Sent to emergency with her sister"


def test_words_that_are_being_written_outlive_another_flag(section, page):
    section.get_by_label("A first or new seizure").check()
    first = page.locator("[data-flag]").filter(has_text="Possible event in the brain")
    first.locator("summary").click()
    first.get_by_label("What was done").fill("Rang the ward")
    section.get_by_label("Coughing up blood").check()
    expect(page.locator("[data-flag]")).to_have_count(2)
    expect(first.get_by_label("What was done")).to_have_value("Rang the ward")


def test_a_temperature_is_said_back_in_both_units(section):
    section.get_by_label("Highest temperature in the last 24 hours").fill("101.3")
    expect(section.locator("[data-temperature-said]")).to_have_text(re.compile(r"^38\.5 °C, 101\.3 °F$"))
