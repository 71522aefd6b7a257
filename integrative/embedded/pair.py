"""A PostgreSQL and a Valkey for a test run: in a temporary folder, quick, gone afterwards."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from .postgres import Postgres
from .process import Sink
from .state import State
from .valkey import Valkey


def _silent(name: str, line: str) -> None:
    """The servers' words are only wanted when a start fails, and then their tail is at hand."""


@contextlib.contextmanager
def servers(
    state: State, environment: MutableMapping[str, str], *, sink: Sink = _silent, durable: bool = True
) -> Iterator[None]:
    """Starts what `environment` names no address for, and writes the addresses there."""
    with contextlib.ExitStack() as stack:
        if not environment.get("DATABASE_URL"):
            postgres = Postgres(state, sink=sink, durable=durable)
            stack.callback(postgres.process.stop)
            postgres.start()
            environment["DATABASE_URL"] = postgres.url()
        if not environment.get("REDIS_URL"):
            valkey = Valkey(state, sink=sink, durable=durable)
            stack.callback(valkey.process.stop)
            valkey.start()
            environment["REDIS_URL"] = valkey.url()
        yield


@contextlib.contextmanager
def throwaway_servers(environment: MutableMapping[str, str]) -> Iterator[None]:
    """The pair in a temporary folder, with everything else that the settings ask for."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-test-"))
    try:
        environment["SECRET_KEY"] = "for-tests-only-" + "x" * 50
        environment["CLINIC_STATE"] = str(folder)
        (folder / "static").mkdir()
        with servers(State(folder), environment, durable=False):
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
