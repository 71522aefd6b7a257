"""How pytest-playwright starts Chromium here."""

import os
from typing import Any

import pytest

from . import browser
from .trouble import Trouble


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright's own choice with our Chromium and its flags; fails when there is none."""
    # Playwright keeps an event loop in the thread of the tests, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        chromium = browser.find()
    except Trouble as trouble:
        pytest.fail(str(trouble), pytrace=False)
    return browser_type_launch_args | {"executable_path": chromium, "args": browser.flags()}
