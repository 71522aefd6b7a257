"""A Chromium for the browser tests: the system's, else Debian's package, else Playwright's own."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core", "libatomic1")
DRIVER_LIBRARY = "libatomic.so.1"  # of Playwright's driver; a bare Debian has none
WHAT_TO_INSTALL = (
    "The browser tests need Chromium: as root, apt-get install chromium fonts-dejavu-core libatomic1 "
    "(or set CHROME_BIN to a browser, or leave them out with --no-browser)."
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def flags() -> list[str]:
    """Chromium's options; its sandbox does not work for root, and only there is it left out."""
    return [*FLAGS, *(("--no-sandbox",) if os.geteuid() == 0 else ())]


def find() -> str:
    """The Chromium of this machine; raises Trouble that says what to install."""
    if chosen := os.environ.get("CHROME_BIN"):
        if not shutil.which(chosen):
            raise Trouble(f"CHROME_BIN names {chosen}, which is no program that can be run.")
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if (own := _playwrights()) and own.exists():
        return str(own)
    raise Trouble(WHAT_TO_INSTALL)


def provide() -> str:
    """The Chromium of this machine, installed first when there is none; raises Trouble."""
    if not _driver_runs():
        if not _can_install():
            raise Trouble("Playwright's driver needs libatomic1: as root, apt-get install libatomic1.")
        _install()
    try:
        return find()
    except Trouble:
        if os.environ.get("CHROME_BIN"):
            raise
    if _can_install():
        _install()
    else:
        print("No Chromium here; trying Playwright's own download.", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    return find()


def _driver_runs() -> bool:
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        return False
    return True


def _can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> None:
    print(f"Installing {', '.join(PACKAGES)} with apt-get, for the browser tests.", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (("update", "-q"), ("install", "-q", "-y", "--no-install-recommends", *PACKAGES)):
        done = subprocess.run(
            ["apt-get", *command], env=environment, capture_output=True, text=True, errors="replace"
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise Trouble(f"apt-get could not install Chromium ({last}); install it, or use --no-browser.")


def _playwrights() -> Path | None:
    """Where Playwright would keep its own download."""
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            return Path(playwright.chromium.executable_path)
    except Exception:  # noqa: BLE001  a driver that cannot start has no browser either
        return None
