"""The body figure in a real browser: by keys, by finger, beside the lists, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Route, expect

from symptoms.body import REGIONS

from .helpers import chart_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ARROWS = ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft")


@pytest.fixture
def pain(page: Page, live_server, draft, desk) -> Iterator[Page]:
    """The pain section of the clinician's open draft."""
    under_way: set[Request] = set()
    page.on("request", lambda request: request.method == "POST" and under_way.add(request))
    page.on("requestfinished", lambda request: under_way.discard(request))
    page.on("requestfailed", lambda request: under_way.discard(request))
    page.context.add_cookies(
        [{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{chart_url('map', draft.patient)}#pain")
    expect(page.get_by_text("Marks go to area 1.")).to_be_visible()
    yield page
    # A save that is still under way would meet a database that is being emptied.
    page.wait_for_timeout(300)
    for _ in range(100):
        if under_way:
            page.wait_for_timeout(100)


def region(page, name):
    return page.locator("[data-figure]").get_by_role("checkbox", name=name)


def kept(page, rows, expected):
    """The page saves itself; this waits for it."""
    for _ in range(100):
        if list(rows()) == expected:
            return
        page.wait_for_timeout(100)
    assert list(rows()) == expected


def test_a_pain_is_mapped_by_keys_alone(pain, draft):
    pain.locator("body").press("a")
    expect(region(pain, "Head, front")).to_be_focused()
    pain.keyboard.press("ArrowDown")
    expect(region(pain, "Throat and neck, front")).to_be_focused()
    pain.keyboard.press("Space")
    expect(region(pain, "Throat and neck, front, in area 1")).to_be_checked()
    pain.keyboard.press("Enter")
    expect(pain.get_by_role("checkbox", name="Burning").first).to_be_focused()
    pain.keyboard.press("Space")
    worst = pain.get_by_role("radiogroup", name=re.compile("^Worst.*area 1"))
    worst.get_by_role("radio", name="Not asked").focus()
    pain.keyboard.press("7")
    expect(pain.locator("#pain-area-1 > summary")).to_contain_text("Throat and neck, front")
    expect(pain.locator("#pain-area-1 > summary")).to_contain_text("Burning; worst 7")
    hints = pain.locator("#pain-area-1 [data-hints]")
    expect(hints).to_contain_text("Pattern fits nerve pain: burning", timeout=20_000)
    kept(
        pain,
        lambda: draft.painareas.values_list("regions", "qualities", "worst"),
        [(["throat"], ["burning"], 7)],
    )


def test_arrows_reach_every_region(pain):
    region(pain, "Head, front").focus()
    found = pain.evaluate(
        """(arrows) => {
          const reached = new Set(), waiting = [document.activeElement];
          while (waiting.length) {
            const from = waiting.pop();
            if (reached.has(from.dataset.region)) continue;
            reached.add(from.dataset.region);
            for (const key of arrows) {
              from.focus();
              from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
              waiting.push(document.activeElement);
            }
          }
          return [...reached];
        }""",
        ARROWS,
    )
    assert sorted(found) == sorted(REGIONS)
    assert pain.locator("[data-region][tabindex='0']").count() == 1


def test_the_figure_and_the_lists_are_one_record(pain, draft):
    region(pain, "Left sole").click()
    area = pain.locator("#pain-area-1")
    area.get_by_text("Choose from the list").click()
    expect(area.get_by_role("checkbox", name="Left sole")).to_be_checked()
    area.get_by_text("Right sole").click()
    expect(region(pain, "Right sole, in area 1")).to_be_checked()
    area.get_by_text("Left sole").click()
    expect(region(pain, "Left sole")).not_to_be_checked()
    pain.locator("#pain-area-2 > summary").click()
    region(pain, "Head, front").click()
    expect(region(pain, "Head, front, in area 2")).to_be_checked()
    expect(region(pain, "Right sole, in area 1")).not_to_be_checked()
    expect(pain.locator("#pain-area-3 > summary")).to_contain_text("Add an area")
    kept(pain, lambda: draft.painareas.values_list("regions", flat=True), [["sole_right"], ["head_front"]])


def test_an_area_without_a_place_opens_and_says_so(pain, draft):
    area = pain.locator("#pain-area-1")
    saves: list[Route] = []
    pain.route("**/map/pain/", lambda route: saves.append(route))
    with pain.expect_request("**/map/pain/"):
        area.get_by_text("Aching").click()
    area.locator("> summary").click()
    expect(area.locator("#pain_area_1_qualities")).to_be_hidden()
    saves[0].continue_()
    expect(area.get_by_text("Mark where it is")).to_be_visible()
    assert not draft.painareas.exists()


def test_axe_finds_nothing_in_an_open_area(pain):
    region(pain, "Left knee").click()
    pain.get_by_text("Choose from the list").first.click()
    pain.get_by_text("Choose findings").first.click()
    report = Axe().run(pain, context="#pain")
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_one_half_and_no_sideways_scroll(pain, width):
    pain.set_viewport_size({"width": width, "height": 800})
    expect(region(pain, "Left palm and fingers")).to_be_visible()
    expect(region(pain, "Left sole")).to_be_hidden()
    pain.get_by_role("button", name="Back", exact=True).click()
    region(pain, "Left sole").click()
    expect(region(pain, "Left sole, in area 1")).to_be_checked()
    pain.get_by_text("Choose from the list").first.click()
    assert pain.evaluate("document.documentElement.scrollWidth") == width


def test_beside_a_narrow_hand_a_finger_still_meets_it(pain):
    pain.locator("[data-figure]").scroll_into_view_if_needed()
    box = region(pain, "Right palm and fingers").locator(".skin").bounding_box()
    pain.mouse.click(box["x"] - 3, box["y"] + box["height"] / 2)
    expect(region(pain, "Right palm and fingers, in area 1")).to_be_checked()
