"""How pytest-playwright starts Chromium here."""

import os
from typing import Any

import pytest
from playwright.sync_api import expect

from . import browser
from .trouble import Trouble

# Two workers share two cores with their servers and browsers; a page may come late without being wrong.
PATIENCE_MS = 20_000


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright's own choice with our Chromium and its flags; fails when there is none."""
    # Playwright keeps an event loop in the thread of the tests, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        chromium = browser.find()
    except Trouble as trouble:
        pytest.fail(str(trouble), pytrace=False)
    expect.set_options(timeout=PATIENCE_MS)
    return browser_type_launch_args | {"executable_path": chromium, "args": browser.flags()}
