"""Real servers around the ledger: a Celery worker in its own process, and a mail server on a port."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection

from integrative.celery import app

PATIENCE_SECONDS = 30
ROOT = Path(__file__).resolve().parents[1]


def wait_until(happened: Callable[[], object]) -> None:
    """Fails the test when it does not happen in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def database_url() -> str:
    """DATABASE_URL of the database that this test run uses."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


class Worker:
    """A Celery worker, started as the clinic starts it, on the tests' database and queue."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.name = f"test-{os.getpid()}-{time.monotonic_ns()}@localhost"
        command = ["-m", "celery", "-A", "integrative.celery", "worker"]
        self.process = subprocess.Popen(
            [sys.executable, *command, "--hostname", self.name, "--concurrency", "1", *arguments],
            env=os.environ
            | {"DATABASE_URL": database_url(), "CLINIC_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE}
            | environment,
            start_new_session=True,
        )

    def wait_until_ready(self) -> None:
        wait_until(self._answers)

    def _answers(self) -> bool:
        assert self.process.poll() is None, "the worker ended at once"
        return bool(app.control.ping(destination=[self.name], timeout=0.5))

    def kill(self) -> None:
        """As the kernel does when memory runs out: no goodbye, parent and pool at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()


class Web:
    """The pages from a server of their own on the tests' database, so that it can be killed."""

    def __init__(self, state: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = os.environ | {"DATABASE_URL": database_url(), "CLINIC_STATE": str(state)}
        collect = [sys.executable, ROOT / "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=self.env, cwd=ROOT, check=True)

    def start(self) -> None:
        command = ["-m", "gunicorn", "integrative.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [sys.executable, *command, "--threads", "4", "--log-level", "error"],
            env=self.env, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        wait_until(self._answers)

    def _answers(self) -> bool:
        assert self.process.poll() is None, "the server ended at once"
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def kill(self) -> None:
        """Master and worker at once, with no goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class MailServer:
    """An SMTP server that keeps what it is given, and may answer with trouble."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.answer_to_recipient = "250 OK"
        # Takes the letter, and never says so.
        self.goes_silent = False
        self.took_one = threading.Event()
        self.port = free_port()

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802, aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(  # noqa: N802, aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.letters.append(message_from_bytes(envelope.content))
        self.took_one.set()
        if self.goes_silent:
            await asyncio.Event().wait()
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
