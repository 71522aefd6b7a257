"""A person at the browser, with a mouse or with the keyboard alone, who notices what is wrong with a page."""

from __future__ import annotations

import re
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

MOST_TABS = 400
IN_FOCUS = "element => element === document.activeElement"
# A refused form is an answer, not a fault; Chromium writes its status to the console all the same.
EXPECTED = re.compile(r"the server responded with a status of (403|404|409|410|422)")


class Visitor:
    """Reads labels and presses what they name, as people do."""

    def __init__(self, page: Page, base: str, *, keyboard: bool = False) -> None:
        self.page, self.base, self.keyboard = page, base, keyboard
        self.console: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not EXPECTED.search(message.text):
            self.console.append(message.text)

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.get_by_role("main")

    # --- moving about -----------------------------------------------------------------------------

    def opens(self, address: str) -> None:
        self.page.goto(f"{self.base}{address}")

    def signs_in(self, email: str, password: str) -> None:
        self.page.context.clear_cookies()
        self.opens("/accounts/login/")
        self.fills("Email", email)
        self.fills("Password", password)
        self.presses("Sign in")
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()

    def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        self._goes_on((within or self.page).get_by_role("link", name=name).first)

    def presses(
        self, name: str | re.Pattern[str], *, within: Locator | None = None, stays: bool = False
    ) -> None:
        """`stays`: the page answers in place."""
        self._goes_on((within or self.main).get_by_role("button", name=name).first, stays=stays)

    def unfolds(self, name: str) -> None:
        """A summary that hides a form."""
        summary = self.page.locator("summary", has_text=name).first
        if not self.keyboard:
            summary.click()
            return
        self._reach(summary)
        self.page.keyboard.press("Enter")

    # --- answering --------------------------------------------------------------------------------

    def fills(
        self,
        label: str,
        text: str,
        *,
        within: Locator | None = None,
        role: Literal["textbox", "combobox"] = "textbox",
    ) -> None:
        """`role` is "combobox" for a box with suggestions."""
        box = (within or self.main).get_by_role(role, name=label).first
        if not self.keyboard:
            box.fill(text)
            return
        self._reach(box)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def chooses(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """The first option of a list that begins with these words, as typing them would find it."""
        box = (within or self.main).get_by_role("combobox", name=label).first
        begins = re.compile(f"^{re.escape(option)}")
        if not self.keyboard:
            box.select_option(value=box.locator("option", has_text=begins).first.get_attribute("value"))
            return
        self._reach(box)
        self.page.keyboard.type(option)
        expect(box.locator("option:checked")).to_have_text(begins)

    def picks(self, option: str, *, of: str, within: Locator | None = None) -> None:
        """A radio shown as a chip, in the group named `of`."""
        group = (within or self.main).get_by_role("group", name=of).first
        wanted = group.get_by_role("radio", name=option, exact=True)
        if not self.keyboard:
            wanted.check(force=True)
            return
        self._reach_within(group)
        self.page.keyboard.press("Space")
        for _ in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"{option} can't be reached with the arrows")

    def ticks(self, label: str, *, within: Locator | None = None) -> None:
        box = (within or self.main).get_by_label(label).first
        if not self.keyboard:
            box.check(force=True)
            return
        self._reach(box)
        self.page.keyboard.press("Space")

    def scores(self, name: str, score: int, *, within: Locator | None = None) -> None:
        """Types the digit on the row of eleven radios; Shift and 0 is ten."""
        group = (within or self.main).get_by_role("radiogroup", name=re.compile(f"^{re.escape(name)}")).first
        wanted = group.get_by_role("radio", name=str(score), exact=True)
        if not self.keyboard:
            wanted.check(force=True)
            return
        self._reach_within(group)
        self.page.keyboard.press("Shift+0" if score == 10 else str(score))
        expect(wanted).to_be_checked()

    # --- noticing ---------------------------------------------------------------------------------

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def finds_the_page_sound(self) -> None:
        """axe has nothing to say, and the console is quiet."""
        assert not (faults := self.faults()), faults

    def faults(self) -> str:
        """What is wrong with the page in front of us, in words; empty when it is sound."""
        found = Axe().run(self.page)
        heard, self.console = self.console, []
        said = [found.generate_report()] if found.violations_count else []
        return "\n".join([f"\n{self.page.url}", *said, *heard]) if said or heard else ""

    def finds_it_no_wider_than_the_window(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    # --- hands ------------------------------------------------------------------------------------

    def _goes_on(self, target: Locator, *, stays: bool = False) -> None:
        """Press what leads to the next page, and wait for it."""
        if not self.keyboard:
            target.click()
            return
        self._reach(target)
        if stays:
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _reach(self, target: Locator) -> None:
        """Tab until the target has the focus."""
        target.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if target.evaluate(IN_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} can't be reached with the Tab key")

    def _reach_within(self, group: Locator) -> None:
        group.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if group.evaluate("element => element.contains(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{group} can't be reached with the Tab key")
