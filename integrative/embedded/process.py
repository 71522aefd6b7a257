"""Child processes that never outlive this one.

Each child runs in a session of its own, so that Ctrl-C in a terminal reaches only us and we end
things in order. The kernel ends it when we die (`setpriv --pdeathsig`), and because we are a
subreaper, what a killed child leaves behind becomes our child and is ended by `end_orphans`.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from .trouble import Trouble

Sink = Callable[[str, str], None]
PR_SET_CHILD_SUBREAPER = 36
CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}


class Process:
    """A foreground child whose lines go to `sink(name, line)`; can be started again after its death."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        sink: Sink,
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        grace: float = 10.0,
        pass_fds: Collection[int] = (),
    ) -> None:
        self.name = name
        self.argv = [str(part) for part in argv]
        self.env = env
        self.stop_signal = stop_signal
        self.grace = grace
        self.tail: deque[str] = deque(maxlen=30)
        self._sink = sink
        self._pass_fds = pass_fds
        self._popen: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        return self._popen.pid if self._popen else None

    def start(self) -> None:
        """Starts the child, and a thread that passes its lines on."""
        self.tail.clear()
        self._popen = subprocess.Popen(
            self.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.env,
            start_new_session=True,
            pass_fds=self._pass_fds,
        )
        self._reader = threading.Thread(target=self._read, args=(self._popen,), daemon=True)
        self._reader.start()

    def _read(self, popen: subprocess.Popen[bytes]) -> None:
        with popen.stdout or contextlib.nullcontext(()) as lines:
            for raw in lines:
                line = raw.decode(errors="replace").rstrip()
                self.tail.append(line)
                self._sink(self.name, line)

    def is_alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def fate(self) -> str:
        """How the child ended, in words, after its death."""
        code = self._popen.returncode if self._popen else 0
        if code < 0:
            return f"was ended by {signal.Signals(-code).name}"
        return f"ended by itself with code {code}"

    def wait(self, seconds: float | None = None) -> int | None:
        """The exit code once the child and its last lines are through; None when it still runs."""
        if self._popen is None:
            return None
        try:
            code = self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        if self._reader:
            self._reader.join(1)
        return code

    def ask_to_stop(self) -> None:
        if self._popen and self.is_alive():
            self._popen.send_signal(self.stop_signal)

    def stop(self, *, hurry: bool = False) -> None:
        """Asks, waits for as long as its grace lasts, then ends it with all of its group."""
        self.ask_to_stop()
        self.wait(1.0 if hurry else self.grace)
        if self._popen:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            self.wait(5)


def run_to_end(process: Process) -> int:
    """Runs a child that ends by itself; on an interruption it is ended with us."""
    process.start()
    try:
        code = process.wait()
    except BaseException:
        process.stop(hurry=True)
        raise
    return 1 if code is None else code


def tethered(
    argv: Sequence[str | Path],
    *,
    death_signal: str = "TERM",
    user: str | None = None,
    reaches: Sequence[Path] = (),
) -> list[str]:
    """`argv`, made to die with us, and to run as `user` when one is named.

    `reaches` are the files that this user must be able to walk to: where a folder above them is
    closed (a checkout under /root), the child may search folders, and no mode is changed.
    Raises Trouble when `setpriv` is needed and missing.
    """
    command = [str(part) for part in argv]
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if user:
            raise Trouble("As root the embedded servers need setpriv: apt-get install util-linux.")
        return command
    prefix = [setpriv, "--pdeathsig", death_signal]
    if user:
        account = pwd.getpwnam(user)
        prefix += [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        closed = next((path for path in reaches if not _open_to_all(path)), None)
        if closed:
            capability = _may_search(closed, user)
            # access(2) drops ambient capabilities at a change of user unless this bit is set.
            prefix += [
                "--securebits=+no_setuid_fixup",
                f"--inh-caps=+{capability}",
                f"--ambient-caps=+{capability}",
            ]
    return [*prefix, "--", *command]


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def _may_search(path: Path, user: str) -> str:
    status = Path("/proc/self/status").read_text()
    mask = int(status.partition("CapEff:")[2].split()[0], 16)
    for name, bit in CAPABILITIES.items():
        if mask >> bit & 1:
            return name
    raise Trouble(f"{path} cannot be reached by user {user}; move the checkout to an open folder.")


def become_subreaper() -> None:
    """From now on orphans below us become our children."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> set[int]:
    """The pids of our children, adopted ones included."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found.update(int(pid) for pid in task.read_text().split())
    return found


def end_orphans(*, besides: Collection[int] = (), patience: float = 3.0) -> None:
    """Ends and reaps our children other than `besides`, after giving them `patience` to end alone."""
    deadline = time.monotonic() + patience
    while orphans := children() - set(besides):
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                if time.monotonic() > deadline:
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > deadline + 5:
            return
        time.sleep(0.05)
