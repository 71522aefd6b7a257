"""The real servers, started and stopped on temporary folders."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from integrative.embedded.leftovers import holders
from integrative.embedded.pair import throwaway_servers
from integrative.embedded.postgres import Postgres
from integrative.embedded.trouble import Trouble
from integrative.embedded.valkey import Valkey

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SILENT = lambda name, line: None  # noqa: E731


@pytest.fixture
def postgres(state):
    server = Postgres(state, sink=SILENT, durable=False)
    yield server
    server.process.stop()


def test_the_apps_role_is_no_superuser_and_may_use_the_trusted_extensions(postgres):
    postgres.start()
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("select rolsuper from pg_roles where rolname = 'clinic'").fetchone() == (
            False,
        )
        connection.execute("create extension pg_trgm; create extension unaccent; create extension btree_gist")
        assert connection.execute("select lower('ÉVA'), unaccent('Éva')").fetchone() == ("éva", "Eva")


def test_a_locale_that_the_machine_lacks_does_no_harm(state, monkeypatch):
    for name in ("LANG", "LC_ALL", "LC_CTYPE"):
        monkeypatch.setenv(name, "xx_XX.UTF-8")
    for server in (Postgres(state, sink=SILENT, durable=False), Valkey(state, sink=SILENT)):
        server.start()
        assert server.process.is_alive()
        server.process.stop()


def test_a_first_start_that_was_cut_short_begins_anew(postgres, state):
    half = state.path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    postgres.start()
    assert not half.exists()


def test_a_recycled_process_number_does_not_stop_the_server(postgres):
    postgres.start()
    postgres.process.stop()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    postgres.start()
    assert postgres.process.is_alive()


def test_an_orphaned_server_of_an_earlier_run_is_ended(postgres, state):
    postgres.start()
    earlier = holders(postgres.data, "postgres")
    assert postgres.process.pid in earlier
    # Nobody told it to stop: to the second one it is an orphan that holds the folder.
    second = Postgres(state, sink=SILENT, durable=False)
    second.start()
    assert not earlier & holders(postgres.data, "postgres")
    second.process.stop()


def test_data_of_another_major_version_are_refused(postgres):
    postgres.start()
    postgres.process.stop()
    (postgres.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 16 and this is 18: dump it"):
        postgres.start()


def test_a_full_disk_while_the_database_is_made_is_one_sentence(state):
    """The limit on a file's size is met like the end of a disk."""
    script = (
        "import resource, sys; from pathlib import Path; from integrative.embedded import trouble as t;"
        "from integrative.embedded.postgres import Postgres; from integrative.embedded.state import State;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))\n"
        "try: Postgres(State(Path(sys.argv[1])), sink=print).start()\n"
        "except t.Trouble as trouble: print(trouble)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, state.path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"The disk that holds {state.path} is full; free some space and run this again.\n"
    assert not (state.path / "postgres").exists()


def test_valkey_keeps_what_it_was_told_over_a_kill(state):
    valkey = Valkey(state, sink=SILENT)
    valkey.start()
    redis.Redis.from_url(valkey.url()).set("word", "still here")
    redis.Redis.from_url(valkey.url()).execute_command("WAITAOF", 1, 0, 5000)
    os.kill(valkey.process.pid, signal.SIGKILL)
    valkey.process.wait()
    valkey.start()
    assert redis.Redis.from_url(valkey.url()).get("word") == b"still here"
    valkey.process.stop()


def test_a_test_run_leaves_nothing_behind():
    environment = {}
    with throwaway_servers(environment):
        folder = Path(environment["CLINIC_STATE"])
        with psycopg.connect(environment["DATABASE_URL"]) as connection:
            assert connection.execute("show fsync").fetchone() == ("off",)
        assert redis.Redis.from_url(environment["REDIS_URL"]).ping()
    assert not folder.exists()


def test_a_real_server_is_used_when_one_is_named():
    environment = {"DATABASE_URL": "postgresql://db.example/clinic", "REDIS_URL": "redis://broker.example"}
    named = dict(environment)
    with throwaway_servers(environment):
        assert environment.items() >= named.items()
        assert not (Path(environment["CLINIC_STATE"]) / "postgres").exists()
