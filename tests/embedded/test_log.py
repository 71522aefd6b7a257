import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrative.embedded.log import Log
from integrative.embedded.trouble import Trouble


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def kept(screen, tmp_path) -> Iterator[Log]:
    """A log that is kept in a file as well."""
    log = Log(screen)
    log.keep_in(tmp_path / "clinic.log")
    yield log
    log.close()


def test_each_line_begins_with_its_speaker(screen):
    log = Log(screen)
    log.say("Open http://127.0.0.1:8000/")
    log.pass_on("web", "Worker was sent SIGKILL!")
    assert screen.getvalue() == "run       Open http://127.0.0.1:8000/\nweb       Worker was sent SIGKILL!\n"


def test_a_traceback_is_folded_on_the_screen_and_whole_in_the_file(kept, screen, tmp_path):
    for line in (
        "oh",
        "Traceback (most recent call last):",
        '  File "a.py", line 1',
        "ValueError: no",
        "next",
    ):
        kept.pass_on("worker", line)
    assert [line.split(maxsplit=1)[1] for line in screen.getvalue().splitlines()] == [
        "oh",
        "ValueError: no",
        "next",
    ]
    assert 'File "a.py", line 1' in (tmp_path / "clinic.log").read_text()


def test_a_traceback_that_is_logged_line_by_line_is_folded_too(screen):
    log = Log(screen)
    for line in ("Traceback (most recent call last):", '  File "a.py", line 1', "OSError: no"):
        log.pass_on("worker", f"16:27:25 [warning] {line}")
    assert screen.getvalue() == "worker    16:27:25 [warning] OSError: no\n"


def test_values_of_a_refused_row_are_kept_nowhere(kept, screen, tmp_path):
    kept.pass_on("web", "IntegrityError: duplicate key value violates unique constraint")
    kept.pass_on("web", "DETAIL:  Key (family_name)=(Okafor) already exists.")
    assert "duplicate key" in screen.getvalue()
    assert "Okafor" not in screen.getvalue() + (tmp_path / "clinic.log").read_text()


@pytest.mark.parametrize(
    ("name", "line", "shown"),
    [
        ("postgres", "LOG:  database system is ready to accept connections", False),
        ("postgres", "PANIC:  could not write to file: No space left on device", True),
        ("postgres", "LOG:  server process (PID 7) was terminated by signal 9: Killed", True),
        ("valkey", "7:M 21 Nov 2026 # WARNING Memory overcommit must be enabled!", False),
        ("worker", "worker: Warm shutdown (MainProcess)", False),
        ("worker", "", False),
    ],
)
def test_only_what_is_worth_reading_is_shown(screen, name, line, shown):
    Log(screen).pass_on(name, line)
    assert bool(screen.getvalue()) is shown


def test_a_full_disk_under_the_log_is_one_sentence():
    with contextlib.suppress(OSError), Path("/dev/full").open("w") as full:
        log = Log(full)
        log.say("hello")
        with pytest.raises(Trouble, match="is full"):
            log.check()


def test_a_log_that_nobody_reads_is_one_sentence():
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError(32, "Broken pipe")

    log = Log(Closed())
    log.say("hello")
    with pytest.raises(Trouble, match="Nobody reads the log"):
        log.check()
