"""`./clinic run`: servers, migrations, demo, web, worker and beat as one tree of processes."""

import argparse
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from . import address
from .log import Log
from .postgres import Postgres
from .process import Process, become_subreaper, run_to_end, tethered
from .state import State
from .static import is_gathered, mark_of, note
from .supervisor import App, Interruption, Stop, Supervisor
from .trouble import Trouble, need_room, plainly
from .valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 90
REFUSAL = "CommandError:"  # where a real clinic stands no demo is loaded, and the run goes on
CELERY = [sys.executable, "-m", "celery", "-q", "-A", "integrative.celery"]
WORKER = ["-l", "WARNING", "-c", "2", "--without-gossip", "--without-mingle"]
BEAT = ["-l", "WARNING", "--pidfile="]
WEB = [
    *(sys.executable, "-m", "gunicorn", "integrative.wsgi", "--preload", "--workers", "2", "--threads", "4"),
    *("--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"),
]
DEMO_PASSWORD = "integrative-demo"  # noqa: S105  public, of invented people
DEMO_PEOPLE = {
    "clinician@demo.example": "clinician",
    "navigator@demo.example": "navigator",
    "administrator@demo.example": "administrator",
    "pharmacist@demo.example": "pharmacist",
    "clinician@other.example": "clinician of another clinic",
}


class Clinic:
    """One run of everything."""

    def __init__(self, options: argparse.Namespace, log: Log, supervisor: Supervisor, state: State) -> None:
        self.options = options
        self.log = log
        self.supervisor = supervisor
        self.state = state
        self.env = dict(os.environ)
        self.began = time.monotonic()
        self.has_demo = False

    def open(self, door: socket.socket) -> None:
        """Brings everything up until a browser gets an answer at `door`; raises Trouble."""
        port: int = door.getsockname()[1]
        self._name_everything(port)
        self._start_servers()
        self._prepare()
        self._start_apps(door)
        self._wait_for_web(port)
        self._welcome(port)

    def _name_everything(self, port: int) -> None:
        here = address.spoken(self.options.host, port)
        self.env |= {
            "CLINIC_STATE": str(self.state.path),
            "SECRET_KEY": self.env.get("SECRET_KEY") or self.state.secret_key(),
            "SITE_URL": self.env.get("SITE_URL") or here,
            "PYTHONUNBUFFERED": "1",
        }
        if not self.env.get("ALLOWED_HOSTS"):
            self.env["ALLOWED_HOSTS"] = "127.0.0.1,localhost,[::1]"
            if self.options.host in address.WILDCARDS:
                self.log.say("Set ALLOWED_HOSTS to the names by which other machines reach this one.")
            else:
                self.env["ALLOWED_HOSTS"] += f",{self.options.host}"

    def _start_servers(self) -> None:
        if not self.env.get("DATABASE_URL"):
            postgres = Postgres(self.state, sink=self.log.pass_on)
            self.supervisor.start(postgres)
            self.env["DATABASE_URL"] = postgres.url()
        if not self.env.get("REDIS_URL"):
            valkey = Valkey(self.state, sink=self.log.pass_on)
            self.supervisor.start(valkey)
            self.env["REDIS_URL"] = valkey.url()

    def _prepare(self) -> None:
        """Migrations and the demo, with the static files gathered meanwhile."""
        self.log.say("The database is made ready; the first time takes longest.")
        mark, gathered = mark_of(), self.state.path / "static"
        static = self._management("static", "collectstatic", "--clear", "--noinput", "-v0")
        if not (fresh := is_gathered(gathered, mark)):
            static.start()
        try:
            self._must(run_to_end(self._management("migrate", "migrate", "--noinput", "-v0")), "migrate")
            if self.options.demo:
                self._load_demo()
            if not fresh:
                self._must(static.wait(), "collectstatic")
                note(gathered, mark)
        finally:
            static.stop(hurry=True)

    def _load_demo(self) -> None:
        load = self._management("demo", "load_demo")
        if not (code := run_to_end(load)):
            self.has_demo = True
        elif not any(line.startswith(REFUSAL) for line in load.tail):
            self._must(code, "load_demo")

    def _management(self, name: str, *command: str) -> Process:
        argv = tethered([sys.executable, ROOT / "manage.py", *command])
        return Process(name, argv, sink=self.log.pass_on, env=self.env)

    def _must(self, code: int | None, command: str) -> None:
        if code:
            raise Trouble(f"manage.py {command} failed; {self._where()}.")

    def _where(self) -> str:
        return f"the lines above say why, and {self.state.path / 'clinic.log'} the rest"

    def _start_apps(self, door: socket.socket) -> None:
        schedule = str(self.state.path / "beat-schedule")
        # A worker's children end with it, and an unfinished task is delivered again: KILL loses nothing.
        self._app("worker", [*CELERY, "worker", *WORKER], death_signal="KILL", grace=20)
        self._app("beat", [*CELERY, "beat", *BEAT, "-s", schedule], death_signal="KILL", grace=5)
        self._app("web", [*WEB, "--bind", f"fd://{door.fileno()}"], grace=8, pass_fds=[door.fileno()])

    def _app(
        self,
        name: str,
        argv: Sequence[str],
        *,
        grace: float,
        death_signal: str = "TERM",
        pass_fds: Sequence[int] = (),
    ) -> None:
        process = Process(
            name,
            tethered(argv, death_signal=death_signal),
            sink=self.log.pass_on,
            env=self.env,
            stop_signal=signal.SIGTERM,
            grace=grace,
            pass_fds=pass_fds,
        )
        self.supervisor.start(App(process))

    def _wait_for_web(self, port: int) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not address.answers(self.options.host, port):
            self.supervisor.look()
            if time.monotonic() > deadline:
                raise Trouble(f"The web server does not answer; {self._where()}.")
            time.sleep(0.1)

    def _welcome(self, port: int) -> None:
        say = self.log.say
        took = time.monotonic() - self.began
        here = address.spoken(self.options.host, port)
        say(f"Open {here}/ (ready after {took:.1f} s; Ctrl-C stops everything)")
        if self.has_demo:
            say(f"This is a demo with invented people. Sign in with the password {DEMO_PASSWORD} as")
            for email, role in DEMO_PEOPLE.items():
                say(f"  {email:<28} {role}")


def main() -> int:
    """Runs until it is told to stop; returns the exit code."""
    options = _parser().parse_args()
    interruption = Interruption()
    log = Log()
    try:
        interruption.listen()
        return _run(options, log, interruption)
    except Stop:
        return 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(plainly(error, Path(error.filename or options.state)), file=sys.stderr)
    finally:
        log.close()
    return 1


def _run(options: argparse.Namespace, log: Log, interruption: Interruption) -> int:
    os.umask(0o077)
    become_subreaper()
    state = State(options.state)
    supervisor = Supervisor(log, state.path, interruption)
    with state.lock() as lock, address.listen(options.host, options.port) as door:
        need_room(state.path)
        log.keep_in(state.path / "clinic.log")
        lock.write(f"process {os.getpid()}, {address.spoken(options.host, door.getsockname()[1])}/")
        lock.flush()
        try:
            Clinic(options, log, supervisor, state).open(door)
            supervisor.watch()
        except Stop:
            log.say("stopping")
        finally:
            supervisor.stop()
            log.say("everything is stopped")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./clinic run", description="The whole clinic on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port (else the first free one from 8000)")
    parser.add_argument(
        "--state",
        type=Path,
        default=Path(os.environ.get("CLINIC_STATE") or ROOT / ".local"),
        help="the folder of databases and keys (.local, or CLINIC_STATE)",
    )
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="load no invented clinic")
    return parser


if __name__ == "__main__":
    sys.exit(main())
