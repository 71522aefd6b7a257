"""A whole clinic of its own, and a look at its processes."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from integrative.embedded.state import State

ROOT = Path(__file__).resolve().parents[2]
OURS_ALONE = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "CLINIC_", "CACHE_PREFIX", "DJANGO_", "PYTEST_")


class Run:
    """One `./clinic run` on a state folder, as a person starts it."""

    def __init__(self, state: Path, log: Path) -> None:
        self.state = state
        self.log = log
        self.port = _free_port()
        env = {name: value for name, value in os.environ.items() if not name.startswith(OURS_ALONE)}
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [ROOT / "clinic", "run", "--no-demo", "--port", str(self.port), "--state", state],
                env=env | {"CLINIC_VENV": sys.prefix}, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    def words(self) -> str:
        return self.log.read_text()

    def wait_for(self, what: str, true: Callable[[], object], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"{what} did not happen; the log:\n{self.words()}"
            time.sleep(0.1)

    def wait_until_open(self) -> None:
        self.wait_for("an opening or an end", lambda: self.is_open() or self.process.poll() is not None, 180)
        assert self.is_open(), self.words()

    def is_open(self) -> bool:
        return "Open http://" in self.words()

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False

    def tree(self) -> set[int]:
        """Every process below the runner, the runner too."""
        found, parents = {self.process.pid}, _parents()
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def find(self, *words: str) -> int:
        """The oldest process of the tree whose command line has all the words; 0 when there is none."""
        found = (pid for pid in self.tree() if all(word in command_line(pid) for word in words))
        return min(found, default=0)

    def first_child(self, pid: int) -> int:
        """The oldest child of a process of the tree; 0 while it has none."""
        return min((child for child, parent in _parents().items() if parent == pid), default=0)

    def database(self) -> psycopg.Connection:
        return psycopg.connect(f"postgresql://clinic@/clinic?host={State(self.state).run}", autocommit=True)

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def kill(pids: set[int]) -> None:
    """Ends them all at once; some may be gone already with their parents."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def living(pids: set[int]) -> set[int]:
    """Those that still run a program; a zombie has no command line any more."""
    return {pid for pid in pids if command_line(pid)}


def _parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            found[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
