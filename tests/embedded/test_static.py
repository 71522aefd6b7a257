import os
from pathlib import Path

import pytest

from integrative.embedded.static import MADE_BY, is_gathered, mark_of, note


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in (*MADE_BY, "static/css/base.css", "integrative/ui/static/own.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    return tmp_path


@pytest.mark.parametrize("name", [*MADE_BY, "static/css/base.css", "integrative/ui/static/own.js"])
def test_a_change_of_any_source_is_noticed(checkout, name):
    before = mark_of(checkout)
    assert mark_of(checkout) == before
    path = checkout / name
    path.write_text("b")
    os.utime(path, ns=(1, 1))
    assert mark_of(checkout) != before


def test_a_file_that_comes_or_goes_is_noticed(checkout):
    before = mark_of(checkout)
    (checkout / "static" / "new.css").touch()
    assert mark_of(checkout) != before


def test_gathering_that_was_cut_short_is_done_again(tmp_path):
    assert not is_gathered(tmp_path / "static", "mark")
    (tmp_path / "static").mkdir()
    assert not is_gathered(tmp_path / "static", "mark")
    note(tmp_path / "static", "mark")
    assert is_gathered(tmp_path / "static", "mark")
    assert not is_gathered(tmp_path / "static", "another")
