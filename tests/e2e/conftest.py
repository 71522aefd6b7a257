"""The whole clinic for a browser: pages, a real worker and beat on the tests' database, and a visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from integrative.embedded.browser_fixtures import PATIENCE_MS
from tests.servers import Worker

from .visitor import Visitor


@pytest.fixture
def working_clinic(live_server: LiveServer, transactional_db: None, tmp_path: Path) -> Iterator[LiveServer]:
    """Web, worker and beat; the sweeper looks every half second instead of every thirty."""
    worker = Worker("--beat", "--schedule", str(tmp_path / "beat"), CLINIC_SWEEP_SECONDS="0.5")
    worker.wait_until_ready()
    yield live_server
    worker.stop()


@pytest.fixture
def visitor(page: Page, live_server: LiveServer) -> Callable[..., Visitor]:
    def arrive(*, keyboard: bool = False) -> Visitor:
        page.set_default_timeout(PATIENCE_MS)
        return Visitor(page, live_server.url, keyboard=keyboard)

    return arrive
