"""kill -9 of any one process: the command says which died and goes on, and no data are lost."""

from collections.abc import Callable

import psycopg
import pytest

from tests.faults.tree import Run, kill, living

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]

# Who is killed: words of its command line, whether it is meant itself or its first child, what the log says.
# Children come before their parents: a process that has only just been started has none yet.
VICTIMS = {
    "worker's child": ("celery worker", True, "SIGKILL"),
    "worker": ("celery worker", False, "worker was ended by SIGKILL"),
    "beat": ("celery beat", False, "beat was ended by SIGKILL"),
    "web's child": ("gunicorn", True, "SIGKILL"),
    "web": ("gunicorn", False, "web was ended by SIGKILL"),
    "postgres' child": ("bin/postgres", True, "terminated by signal 9"),
    "postgres": ("bin/postgres", False, "postgres was ended by SIGKILL"),
    "valkey": ("valkey-server", False, "valkey was ended by SIGKILL"),
}


def words_of(name: str) -> tuple[str, ...]:
    first, *rest = name.split()
    return (first, f" {rest[0]} ") if rest else (first,)


def victim(run: Run, name: str, its_child: bool) -> int:
    pid = run.find(*words_of(name))
    return run.first_child(pid) if its_child else pid


def keep_a_word(run: Run) -> None:
    with run.database() as database:
        database.execute("drop table if exists kept")
        database.execute("create table kept as select 'still here' as word")


def reads_back(run: Run) -> bool:
    try:
        with run.database() as database:
            return database.execute("select word from kept").fetchall() == [("still here",)]
    except psycopg.OperationalError:
        return False


def test_whoever_is_killed_is_named_and_started_again(start: Callable[[], Run]) -> None:
    run = start()
    run.wait_until_open()
    keep_a_word(run)
    for who, (program, its_child, said) in VICTIMS.items():
        run.wait_for(f"a living {who}", lambda: victim(run, program, its_child))  # noqa: B023
        before, pid = run.words(), victim(run, program, its_child)
        kill({pid})
        run.wait_for(f"a word about {who}", lambda: said in run.words()[len(before) :])  # noqa: B023
        run.wait_for(f"the end of {who}", lambda: not living({pid}))  # noqa: B023
        run.wait_for(f"another {program}", lambda: run.find(*words_of(program)))  # noqa: B023
        run.wait_for(f"an answer after the death of {who}", run.answers)
        run.wait_for(f"the data after the death of {who}", lambda: reads_back(run))

    everyone = run.tree()
    assert len(everyone) > 10
    assert run.end() == 0
    assert living(everyone) == set()
    assert not any(line.startswith("Traceback") for line in run.words().splitlines())


def test_a_killed_runner_leaves_nobody_behind_and_loses_nothing(start: Callable[[], Run]) -> None:
    run = start()
    run.wait_until_open()
    keep_a_word(run)

    everyone = run.tree()
    kill({run.process.pid})
    run.process.wait()
    run.wait_for("the end of everybody", lambda: not living(everyone))

    run = start()
    run.wait_until_open()
    assert reads_back(run)
    assert_a_second_run_is_refused(run, start())

    everyone = run.tree()
    kill(everyone)
    run.process.wait()
    run.wait_for("the end of everybody", lambda: not living(everyone))

    run = start()
    run.wait_until_open()
    assert reads_back(run)
    assert run.end() == 0


def assert_a_second_run_is_refused(first: Run, second: Run) -> None:
    assert second.process.wait(20) == 1
    (sentence,) = second.words().splitlines()
    assert "already runs" in sentence
    assert f"http://127.0.0.1:{first.port}/" in sentence
    assert first.answers()
