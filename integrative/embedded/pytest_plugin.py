"""Real servers and a real browser for the tests; loaded by `-p` in pyproject.toml.

One PostgreSQL and one Valkey serve the whole run. Each of xdist's workers has a database, a queue and a
cache prefix of its own. With DATABASE_URL and REDIS_URL set the tests run against those servers, beside
what else lives there.
"""

import atexit
import contextlib
import os
from collections.abc import Generator

import pytest

from .pair import throwaway_servers
from .trouble import Trouble


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """A wrapper runs before pytest-django reads the settings, which need the addresses."""
    os.environ.setdefault("CLINIC_WATCH_QUERIES", "1")
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    os.environ["CLINIC_QUEUE"] = os.environ["CACHE_PREFIX"] = f"clinic-test-{worker or 'alone'}"
    if not worker:
        _start_servers()
    return (yield)


def _start_servers() -> None:
    """Before xdist's workers begin, which inherit the addresses."""
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    try:
        stack.enter_context(throwaway_servers(os.environ))
    except Trouble as trouble:
        raise pytest.UsageError(str(trouble)) from None


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Ours must stand behind pytest-playwright's fixtures to replace them."""
    from . import browser_fixtures

    config.pluginmanager.register(browser_fixtures, "clinic-browser")


def pytest_report_header() -> str:
    return f"database: {os.environ['DATABASE_URL']}"
