"""One tidy log: the name of who speaks, then the line. What nobody needs to read stays out."""

import errno
import re
import sys
import threading
from pathlib import Path
from typing import TextIO

from .trouble import NO_ROOM, Trouble, disk_full

NAME_WIDTH = 9
# Of the servers only what a person may have to act upon is shown; the apps speak for themselves.
WORTH_SHOWING = {
    "postgres": re.compile(r"PANIC|terminated by signal|No space left|could not (?!send data|receive data)"),
    "valkey": re.compile(r"(?i)error|fatal|can't|cannot|no space|failed"),
}
NOISE = re.compile(r"^\s*$|You're running the worker with superuser privileges|SecurityWarning|warnings\.warn")


class Log:
    """Writes whole lines to one stream, from any thread."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._turn = threading.Lock()
        self._broken: OSError | None = None

    def say(self, words: str) -> None:
        """A line of the command itself."""
        self._write("run", words)

    def pass_on(self, name: str, line: str) -> None:
        """A line of a child, shown when it is worth showing."""
        worth = WORTH_SHOWING.get(name)
        if NOISE.search(line) or (worth and not worth.search(line)):
            return
        self._write(name, line)

    def check(self) -> None:
        """Raises Trouble when nothing can be written any more."""
        if self._broken is None:
            return
        if self._broken.errno in NO_ROOM:
            raise disk_full(Path(getattr(self._stream, "name", "the log")))
        if self._broken.errno in {errno.EPIPE, errno.EIO}:
            raise Trouble("Nobody reads the log any more, so everything was stopped.")
        raise Trouble(f"The log cannot be written: {self._broken.strerror}.")

    def _write(self, name: str, words: str) -> None:
        with self._turn:
            if self._broken is None:
                try:
                    self._stream.write(f"{name:<{NAME_WIDTH}} {words}\n")
                    self._stream.flush()
                except OSError as error:
                    self._broken = error
