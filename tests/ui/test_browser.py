"""The keys, the autosave and the frame in a real browser, under the real Content-Security-Policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from . import site

ADDRESSES = ["/draft/", "/chart/", "/check-in/", "/accounts/login/"]
# Controls too small to hit; a link within a sentence is as tall as its line (WCAG 2.5.8, exception "inline").
TOO_SMALL = """smallest => [...document.querySelectorAll(
    "a, button, summary, label.point, label.unscored, label.chip")]
    .filter((control) => control.checkVisibility() && !control.matches(".skip, p a"))
    .map((control) => [control.textContent.trim(), control.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < smallest)
    .map(([name]) => name)"""

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(page: Page, live_server: LiveServer, settings: Settings) -> Iterator[Page]:
    """The page open, its server fresh; ends by asserting that the console stayed silent."""
    settings.ROOT_URLCONF = "tests.ui.site"
    settings.TEMPLATES = [
        settings.TEMPLATES[0]
        | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}
    ]
    site.start_afresh()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/draft/")
    yield page
    # The browser itself notes answers of 4xx and a cut connection; anything else is a fault of ours.
    assert [text for text in complaints if "Failed to load resource" not in text] == []


def state(page: Page):
    return page.locator("[data-save-state]")


def chosen(page: Page, name: str) -> str | None:
    return page.evaluate(f"document.querySelector('input[name={name}]:checked')?.value ?? null")


def test_digits_type_into_the_row_in_focus(draft: Page):
    draft.locator("input[name=nausea]:checked").focus()
    draft.keyboard.press("7")
    assert chosen(draft, "nausea") == "7"
    expect(draft.locator(".score").first.locator(".at-severe")).to_be_visible()
    draft.keyboard.press("Shift+Digit0")
    assert chosen(draft, "nausea") == "10"
    draft.keyboard.press("Delete")
    assert chosen(draft, "nausea") == ""
    assert chosen(draft, "pain") == ""


def test_one_press_scores_and_is_saved(draft: Page):
    draft.locator(".score .point", has_text=re.compile("^4$")).first.click()
    expect(state(draft)).to_have_text("Saved 11:32, draft 2")
    assert site.SHEET.answers["nausea"] == 4


def test_typing_is_saved_three_seconds_after_the_last_key(draft: Page):
    draft.get_by_label("A good week").press_sequentially("Walk to the lake", delay=20)
    assert site.SHEET.posts == 0
    expect(state(draft)).to_have_text("Saved 11:32, draft 2", timeout=8_000)
    assert site.SHEET.answers["week"] == "Walk to the lake"
    expect(draft.get_by_label("A good week")).to_be_focused()


def test_what_was_typed_before_the_script_ran_is_saved_too(draft: Page):
    waiting: list[Route] = []
    draft.route("**/draft*.js", lambda route: waiting.append(route))
    with draft.expect_request("**/draft*.js"):
        draft.reload(wait_until="commit")
    draft.get_by_label("A good week").fill("Walk to the lake")
    draft.get_by_label("Note").fill("asked to call")
    assert site.SHEET.posts == 0
    waiting[0].continue_()
    expect(state(draft)).to_contain_text("Saved")
    expect(draft.get_by_label("A good week")).to_have_value("Walk to the lake")
    assert (site.SHEET.answers["week"], site.SHEET.note) == ("Walk to the lake", "asked to call")


def test_each_save_has_its_own_key_and_the_next_version(draft: Page):
    points = draft.locator(".score").first.locator(".point")
    points.nth(3).click()
    expect(state(draft)).to_have_text("Saved 11:32, draft 2")
    points.nth(6).click()
    expect(state(draft)).to_have_text("Saved 11:32, draft 3")
    assert len(set(site.SHEET.keys)) == 2


def test_a_refused_answer_is_marked_at_its_field_and_kept(draft: Page):
    box = draft.get_by_label("Sleep")
    box.fill("far too long for twenty characters")
    box.blur()
    expect(draft.locator(".field", has=box).get_by_text("Shorten this to 20 characters")).to_be_visible()
    expect(box).to_have_value("far too long for twenty characters")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(state(draft)).to_contain_text("Not saved since")
    box.fill("wakes at three")
    box.blur()
    expect(state(draft)).to_contain_text("Saved 11:32", timeout=8_000)
    expect(draft.locator(".errors")).to_have_count(0)


def test_a_cut_connection_keeps_the_text_and_tries_again(draft: Page, context: BrowserContext):
    context.set_offline(True)
    box = draft.get_by_label("A good week")
    box.fill("Walk to the lake")
    box.blur()
    expect(state(draft)).to_have_text(re.compile(r"Not saved since \d\d:\d\d, trying again"))
    expect(box).to_have_value("Walk to the lake")
    context.set_offline(False)
    expect(state(draft)).to_contain_text("Saved 11:32", timeout=15_000)
    assert site.SHEET.answers["week"] == "Walk to the lake"


def test_leaving_is_questioned_only_while_something_is_unsaved(draft: Page):
    asked: list[str] = []
    draft.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    draft.get_by_label("Sleep").press_sequentially("restless")
    draft.reload()
    assert asked == ["beforeunload"]
    # What was typed comes back and saves itself; then the point does.
    expect(state(draft)).to_contain_text("Saved")
    with draft.expect_response(lambda answer: answer.request.method == "POST"):
        draft.locator(".point").nth(2).click()
    draft.wait_for_timeout(200)
    expect(state(draft)).to_contain_text("Saved")
    draft.reload()
    assert asked == ["beforeunload"]


def test_signing_straight_after_typing_waits_for_the_save_on_its_way(draft: Page):
    site.SHEET.slowly = True
    draft.get_by_label("A good week").press_sequentially("Walk")
    draft.get_by_label("A good week").blur()
    expect(state(draft)).to_have_text("Saving")
    draft.get_by_role("button", name="Sign").click()
    expect(draft.locator("body")).to_contain_text('"version": 3')
    assert site.SHEET.posts == 2


def test_one_sections_button_takes_the_typing_of_the_others_along(draft: Page):
    draft.get_by_label("Note").press_sequentially("asked to call")
    draft.get_by_role("button", name="Sign").click()
    expect(draft.locator("body")).to_contain_text('"version": 2')
    assert site.SHEET.note == "asked to call"


def test_a_link_pressed_straight_after_typing_goes_once_all_is_saved(draft: Page):
    asked: list[str] = []
    draft.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    draft.get_by_label("A good week").press_sequentially("Walk to the lake")
    draft.get_by_role("link", name="Register patient").click()
    expect(draft.get_by_role("heading", name="register")).to_be_visible()
    assert site.SHEET.answers["week"] == "Walk to the lake"
    assert asked == []


def test_a_section_that_is_not_saved_is_not_hidden_by_one_that_is(draft: Page):
    draft.get_by_label("Note").fill("far too long for twenty characters")
    draft.get_by_label("Note").blur()
    expect(state(draft)).to_contain_text("Not saved since")
    draft.locator(".point").nth(4).click()
    expect(draft.locator("input[name=version]").first).to_have_value("2")
    expect(state(draft)).to_contain_text("Not saved since")


def test_a_lost_race_shows_both_texts_and_throws_nothing_away(draft: Page):
    site.SHEET.version = 9
    box = draft.get_by_label("A good week")
    box.fill("Walk to the lake")
    box.blur()
    expect(draft.locator("[data-conflict]")).to_contain_text("Naomi wrote: rests at noon")
    expect(box).to_have_value("Walk to the lake")
    expect(state(draft)).to_have_text("Not saved: someone else changed this")
    assert site.SHEET.answers == {}


def test_shortcuts_go_find_and_list_and_stay_off_while_typing(draft: Page):
    draft.get_by_label("A good week").press_sequentially("n/g?")
    expect(draft.get_by_label("A good week")).to_have_value("n/g?")
    draft.locator("h1").click()
    draft.keyboard.press("/")
    expect(draft.locator("#find")).to_be_focused()
    draft.locator("h1").click()
    draft.keyboard.press("?")
    expect(draft.get_by_role("dialog", name="Keys")).to_be_visible()
    draft.keyboard.press("Escape")
    expect(draft.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_g_and_p_go_to_patients(draft: Page):
    draft.keyboard.press("g")
    draft.keyboard.press("p")
    expect(draft.get_by_role("heading", name="patients")).to_be_visible()


def test_n_registers(draft: Page):
    draft.keyboard.press("n")
    expect(draft.get_by_role("heading", name="register")).to_be_visible()


def test_alt_and_arrow_walk_the_sections(draft: Page):
    draft.get_by_label("A good week").focus()
    draft.keyboard.press("Alt+ArrowDown")
    assert draft.evaluate("document.activeElement.name") == "nausea"
    draft.keyboard.press("Alt+ArrowUp")
    expect(draft.get_by_label("A good week")).to_be_focused()


def test_ctrl_enter_sends_the_main_form_from_a_text_box(draft: Page):
    draft.get_by_label("A good week").fill("Walk")
    draft.keyboard.press("Control+Enter")
    expect(draft.locator("body")).to_contain_text('"version": 2')
    assert site.SHEET.answers["week"] == "Walk"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_a_barrier_that_a_machine_can_find(draft: Page, address: str, width: int):
    draft.set_viewport_size({"width": width, "height": 800})
    draft.goto(draft.url.replace("/draft/", address))
    for scheme in ("light", "dark"):
        draft.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(draft)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_phone_of_320_pixels_needs_no_sideways_scroll_and_no_fine_finger(draft: Page, address: str):
    draft.set_viewport_size({"width": 320, "height": 640})
    draft.goto(draft.url.replace("/draft/", address))
    assert draft.evaluate("document.documentElement.scrollWidth") <= 320
    smallest = 48 if address == "/check-in/" else 24
    assert draft.evaluate(TOO_SMALL, smallest) == []


def test_a_patients_page_weighs_less_than_60_kilobytes(draft: Page):
    weights: list[int] = []
    draft.on("response", lambda response: weights.append(len(response.body())))
    draft.goto(draft.url.replace("/draft/", "/check-in/"))
    draft.wait_for_load_state("networkidle")
    assert 0 < sum(weights) < 60_000


def test_the_storyboard_is_open_on_a_wide_screen_and_folds_on_a_phone(draft: Page):
    draft.goto(draft.url.replace("/draft/", "/chart/"))
    fact = draft.get_by_text("Platelets 112")
    expect(fact).to_be_visible()
    draft.set_viewport_size({"width": 390, "height": 800})
    expect(fact).to_be_hidden()
    draft.get_by_text("Cycle 4, day 8").click()
    expect(fact).to_be_visible()


def test_the_band_stays_in_sight_on_every_width(draft: Page):
    draft.goto(draft.url.replace("/draft/", "/chart/"))
    for width in (1280, 320):
        draft.set_viewport_size({"width": width, "height": 500})
        draft.evaluate("window.scrollTo(0, 400)")
        expect(draft.locator(".band")).to_be_in_viewport(ratio=1)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_the_form_posts_by_itself(draft: Page):
    draft.locator(".point").nth(8).click()
    expect(draft.locator(".score").first.locator(".at-severe")).to_be_visible()
    draft.get_by_role("button", name="Sign").click()
    assert site.SHEET.answers["nausea"] == 8
    assert site.SHEET.posts == 1
