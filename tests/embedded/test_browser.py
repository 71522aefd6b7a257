import os
from pathlib import Path

import pytest

from integrative.embedded import browser
from integrative.embedded.trouble import Trouble


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser, and a folder for programs."""
    monkeypatch.delenv("CHROME_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    return tmp_path


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_systems_own_is_found(bare):
    program(bare, "google-chrome")
    assert browser.find() == str(bare / "google-chrome")
    program(bare, "chromium")
    assert browser.find() == str(bare / "chromium")


def test_a_chosen_one_goes_first(bare, monkeypatch):
    program(bare, "chromium")
    mine = program(bare, "mine")
    monkeypatch.setenv("CHROME_BIN", str(mine))
    assert browser.find() == str(mine)


def test_a_chosen_one_that_is_not_there_is_no_silence(bare, monkeypatch):
    program(bare, "chromium")
    monkeypatch.setenv("CHROME_BIN", "/no/such/browser")
    with pytest.raises(Trouble, match="/no/such/browser"):
        browser.find()


def test_without_any_it_says_what_to_install(bare):
    with pytest.raises(Trouble, match="apt-get install chromium"):
        browser.find()


def test_the_sandbox_is_left_out_for_root_alone():
    assert ("--no-sandbox" in browser.flags()) is (os.geteuid() == 0)
