"""One tidy log: the name of who speaks, then the line. What nobody needs to read stays out.

A traceback is folded to its last line here; `clinic.log` in the state folder keeps it whole.
"""

import errno
import logging
import os
import re
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from .trouble import NO_ROOM, Trouble, disk_full

NAME_WIDTH = 9
KEPT_BYTES, KEPT_FILES = 5_000_000, 2
# Of the servers only what a person may have to act upon is shown; the apps speak for themselves.
WORTH_SHOWING = {
    "postgres": re.compile(r"PANIC|terminated by signal|No space left|could not (?!send data|receive data)"),
    "valkey": re.compile(r"(?i)error|fatal|can't|cannot|no space|failed"),
}
# Values of a refused row follow these words; they may name a patient and are kept nowhere.
PRIVATE = re.compile(r"^\s*(DETAIL|CONTEXT|QUERY|STATEMENT|LINE \d+):")
# Celery's farewell, and its advice about root, which is right and long.
NOISE = re.compile(
    r"^\s*$|Warm shutdown|superuser privileges|absolutely not recommended|--uid option|uid=0 euid=0"
    r"|security_error|^During handling of|^The above exception"
)
TRACEBACK = "Traceback (most recent call last)"
# What logging puts before a line, as it does when Celery prints a traceback line by line.
PREFIX = re.compile(r"^(\[[^\]]*\]|[\d:]+ \[\w+\s*\]) ?")


class Log:
    """Writes whole lines, from any thread: tidily to the screen, all of them to the file."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._turn = threading.Lock()
        self._broken: OSError | None = None
        self._file: logging.Handler = logging.NullHandler()
        self._folding: set[str] = set()

    def keep_in(self, path: Path) -> None:
        """From now on the whole log is kept in this file as well; what a full disk refuses is let go."""
        self._file = RotatingFileHandler(path, maxBytes=KEPT_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
        self._file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._file.handleError = lambda record: None  # type: ignore[method-assign]

    def close(self) -> None:
        """Lets go of the file, and of a screen that takes no more lines, which would complain at our exit."""
        self._file.close()
        if self._broken and self._stream is sys.stdout:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def say(self, words: str) -> None:
        """A line of the command itself."""
        with self._turn:
            self._keep("run", words)
            self._show("run", words)

    def pass_on(self, name: str, line: str) -> None:
        """A line of a child, shown when it is worth showing."""
        if PRIVATE.match(line):
            return
        with self._turn:
            self._keep(name, line)
            if self._is_worth_showing(name, line):
                self._show(name, line)

    def check(self) -> None:
        """Raises Trouble when nothing can be shown any more."""
        if self._broken is None:
            return
        if self._broken.errno in NO_ROOM:
            raise disk_full("this log")
        if self._broken.errno in {errno.EPIPE, errno.EIO}:
            raise Trouble("Nobody reads the log any more, so everything was stopped.")
        raise Trouble(f"The log cannot be written: {self._broken.strerror}.")

    def _is_worth_showing(self, name: str, line: str) -> bool:
        if TRACEBACK in line:
            self._folding.add(name)
        if name in self._folding:
            body = PREFIX.sub("", line)
            if TRACEBACK in line or not body or body[0].isspace():
                return False
            self._folding.discard(name)
        wanted = WORTH_SHOWING.get(name)
        return not NOISE.search(line) and (wanted is None or bool(wanted.search(line)))

    def _keep(self, name: str, words: str) -> None:
        self._file.handle(logging.makeLogRecord({"msg": f"{name:<{NAME_WIDTH}} {words}"}))

    def _show(self, name: str, words: str) -> None:
        if self._broken is None:
            try:
                self._stream.write(f"{name:<{NAME_WIDTH}} {words}\n")
                self._stream.flush()
            except OSError as error:
                self._broken = error
