"""The whole clinic for a browser: pages, a real worker and beat on the tests' database, and a visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.messaging.servers import Worker

from .visitor import Visitor


@pytest.fixture
def working_clinic(live_server: LiveServer, transactional_db: None) -> Iterator[LiveServer]:
    """Web, worker and beat; the sweeper looks every half second instead of every thirty."""
    worker = Worker("--beat", "--schedule", "/dev/null", CLINIC_SWEEP_SECONDS="0.5")
    worker.wait_until_ready()
    yield live_server
    worker.stop()


@pytest.fixture
def visitor(page: Page, live_server: LiveServer) -> Callable[..., Visitor]:
    def arrive(*, keyboard: bool = False) -> Visitor:
        page.set_default_timeout(10_000)
        return Visitor(page, live_server.url, keyboard=keyboard)

    return arrive
