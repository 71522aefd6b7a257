"""The sections of the whole person in a real browser: typed by digit, readable by all, and on paper."""

from __future__ import annotations

import re
from datetime import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from symptoms.models import Section
from symptoms.red_flag_groups import GROUPS
from symptoms.services import save_section
from symptoms.services.amending import amend_map
from tests.factories.symptoms import ProductFactory, sign

from .helpers import chart_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LINE = "As much as fits on one line of the note, told in their own words"
FULL = {
    Section.WHAT_MATTERS: {"good_week": LINE, "fear": LINE, "hope": LINE},
    Section.SYMPTOMS: {
        "scores": dict.fromkeys(
            ("esas_pain", "esas_tiredness", "esas_nausea", "esas_anxiety", "esas_depression", "cipn"), 4
        ),
        "concerns": [{"words": LINE, "score": 8}, {"words": LINE, "score": 6}],
    },
    Section.PAIN: {"goals": [{"words": LINE, "expected": LINE, "attained": 0}] * 3},
    Section.FOOD: {
        "pattern": "small_often",
        "share_of_usual": 70,
        "lost_weight": "yes",
        "amount_lost": "1-5 kg",
        "poor_appetite": "yes",
        "fluids_ml": 1400,
        "avoids": LINE,
        "words": LINE,
    },
    Section.MOVEMENT: {"days": 3, "minutes": 20, "falls": "one", "barriers": ["pain"], "words": LINE},
    Section.SLEEP: {
        "lights_out": time(22, 30),
        "sol_min": 40,
        "waso_min": 70,
        "final_wake": time(5, 45),
        "out_of_bed": time(6, 30),
        "words": LINE,
    },
    Section.STRESS: {
        **dict.fromkeys(("anx1", "anx2", "dep1", "dep2"), 1),
        "stressors": ["money", "scans"],
        "supports": ["partner"],
        "words": LINE,
    },
    Section.SPIRIT: {"importance": "very", "beliefs": LINE, "practices": LINE, "words": LINE},
    Section.TREATMENT: {"agreement": "differs", "differs": LINE, "doses_taken": "most"},
    Section.HELPED: {"tried": [{"what": LINE, "outcome": "helped", "words": LINE}] * 4},
    Section.RED_FLAGS: {
        "present": {name: False for group in GROUPS for name in group.fields},
        "numbers": {},
    },
}


@pytest.fixture
def open_page(page: Page, live_server, desk):
    """Opens an address as the clinician."""
    cookie = {"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])

    def go(address: str) -> Page:
        page.goto(f"{live_server.url}{address}")
        return page

    return go


@pytest.fixture
def full(draft, clinician):
    """A signed map with something in every section, and an amendment."""
    ProductFactory.create_batch(4, patient=draft.patient, reason=LINE)
    for section, answers in FULL.items():
        save_section(section, consultation_id=draft.pk, expected_version=0, by=clinician, answers=answers)
    sign(draft)
    amend_map(
        consultation_id=draft.pk,
        patient=draft.patient,
        by=clinician,
        section="food",
        words=LINE,
        reason=LINE,
    )
    return draft


def assert_accessible(page):
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_how_often_is_typed_by_digit(open_page, draft):
    page = open_page(chart_url("map", draft.patient))
    row = page.get_by_role("radiogroup", name="Not able to stop or control worrying")
    row.get_by_role("radio", name="Not asked").focus()
    page.keyboard.press("2")
    expect(page.locator("[data-save-state]")).to_contain_text("draft 1")
    draft.refresh_from_db()
    assert draft.stress.anx2 == 2


def test_the_measure_follows_while_one_asks(open_page, draft):
    page = open_page(chart_url("map", draft.patient))
    page.get_by_label("Days with movement like a brisk walk, or more").fill("3")
    page.get_by_label("On such a day").fill("20")
    page.keyboard.press("Tab")
    expect(page.locator("#movement [data-measure]")).to_have_text(
        "Activity: 60 minutes a week, below guideline"
    )


def test_every_box_of_the_sections_is_accessible(open_page, draft):
    page = open_page(chart_url("map", draft.patient))
    page.evaluate("document.querySelectorAll('.mapsec details').forEach((fold) => (fold.open = true))")
    assert_accessible(page)


def test_the_note_and_its_amendment_are_accessible(open_page, full):
    signed = chart_url("signed_map", full.patient, consultation_id=full.pk)
    assert_accessible(open_page(signed))
    assert_accessible(open_page(chart_url("amend_map", full.patient, consultation_id=full.pk)))


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_full_map_fits_two_sheets(open_page, full, paper):
    page = open_page(chart_url("signed_map", full.patient, consultation_id=full.pk))
    sheets = len(re.findall(rb"/Type /Page\b", page.pdf(format=paper)))
    assert 1 <= sheets <= 2


def test_the_note_is_as_wide_as_a_small_phone(open_page, full):
    page = open_page(chart_url("signed_map", full.patient, consultation_id=full.pk))
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
