import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from integrative.embedded.process import Process, tethered
from integrative.embedded.trouble import Trouble
from tests.faults.tree import living

ROOT = Path(__file__).resolve().parents[2]


def until(true) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_childs_lines_arrive_under_its_name():
    heard = []
    child = Process("teller", ["sh", "-c", "echo one; echo two >&2"], sink=lambda *line: heard.append(line))
    child.start()
    assert child.wait(5) == 0
    assert heard == [("teller", "one"), ("teller", "two")]


@pytest.mark.parametrize(
    ("script", "fate"), [("kill -9 $$", "was ended by SIGKILL"), ("exit 3", "ended by itself with code 3")]
)
def test_a_childs_end_is_put_in_words(script, fate):
    child = Process("teller", ["sh", "-c", script], sink=print)
    child.start()
    child.wait(5)
    assert child.fate() == fate


def test_a_child_that_will_not_stop_is_ended_with_its_own_children():
    script = "trap '' TERM; sleep 60 & echo $!; wait; sleep 60"
    child = Process("mule", ["sh", "-c", script], sink=print, grace=0.3)
    child.start()
    until(lambda: child.tail)
    family = {child.pid, int(child.tail[0])}
    child.stop()
    until(lambda: not living(family))


def test_a_tethered_child_dies_with_its_parent():
    script = (
        "import subprocess; from integrative.embedded.process import tethered;"
        "print(subprocess.Popen(tethered(['sleep', '60'])).pid, flush=True); input()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    # The tether holds from the moment the child has become what it was started for.
    until(lambda: Path(f"/proc/{child}/comm").read_text().strip() == "sleep")
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    until(lambda: not living({child}))


def test_a_subreaper_ends_what_a_killed_child_left_behind():
    script = (
        "import subprocess, time; from integrative.embedded import process as p; p.become_subreaper();"
        "shell = subprocess.Popen(['sh', '-c', 'sleep 60 & echo $!; exec sleep 60'], stdout=subprocess.PIPE);"
        "orphan = int(shell.stdout.readline()); shell.kill(); shell.wait(); time.sleep(0.2);"
        "assert orphan in p.children(); p.end_orphans(patience=0); assert orphan not in p.children()"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_another_user_needs_setpriv(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="apt-get install util-linux"):
        tethered(["true"], user="nobody")
    assert tethered(["true"]) == ["true"]
