"""The commands as a person meets them when something is in the way: one sentence, and exit code 1."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def command(module: str, *arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"integrative.embedded.{module}", *map(str, arguments)],
        cwd=ROOT, env=os.environ | env, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_run_refuses_a_taken_port(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        done = command("runner", "--state", tmp_path / "state", "--port", port)
    assert one_sentence(done) == f"Port {port} of 127.0.0.1 is taken; choose another with --port."
    assert not (tmp_path / "state" / "postgres").exists()


def test_run_refuses_a_state_folder_that_is_a_file(tmp_path):
    (tmp_path / "state").touch()
    assert "cannot be used" in one_sentence(command("runner", "--state", tmp_path / "state"))


def test_test_says_which_browser_is_missing(tmp_path):
    done = command("testing", CHROME_BIN=str(tmp_path / "none"))
    assert str(tmp_path / "none") in one_sentence(done)


@pytest.mark.parametrize(("option", "words"), [("--no-browser", "browser tests"), ("--fast", "slow tests")])
def test_test_says_what_it_leaves_out(option, words):
    done = command("testing", option, "--co", "-q", "tests/embedded/test_address.py", CHROME_BIN="/none")
    assert done.stdout.startswith("Left out: ")
    assert words in done.stdout.splitlines()[0]


def test_manage_runs_on_servers_of_its_own(tmp_path):
    tmp_path.chmod(0o711)
    env = {"DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": "", "CLINIC_STATE": str(tmp_path / "state")}
    done = command(
        "manage",
        "shell",
        "-v0",
        "-c",
        "from django.db import connection as c; c.cursor(); print(c.vendor)",
        **env,
    )
    assert (done.returncode, done.stdout) == (0, "postgresql\n"), done.stderr
