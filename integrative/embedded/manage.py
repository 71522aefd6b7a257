"""`./clinic manage` and `./clinic shell`: Django's commands on the clinic's database.

With `./clinic run` at work they use its servers, else servers of their own for as long as they last.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from .pair import servers
from .postgres import Postgres
from .process import tethered
from .state import State
from .trouble import Trouble
from .valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Runs manage.py with our arguments; returns its exit code."""
    try:
        state = State(Path(os.environ.get("CLINIC_STATE") or ROOT / ".local"))
        env = dict(os.environ)
        env["CLINIC_STATE"] = str(state.path)
        env["SECRET_KEY"] = env.get("SECRET_KEY") or state.secret_key()
        if state.is_in_use():
            _name_running_servers(state, env)
            return _manage(env)
        with state.lock(), servers(state, env):
            return _manage(env)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _name_running_servers(state: State, env: dict[str, str]) -> None:
    env["DATABASE_URL"] = env.get("DATABASE_URL") or Postgres(state, sink=_unheard).url()
    env["REDIS_URL"] = env.get("REDIS_URL") or Valkey(state, sink=_unheard).url()


def _unheard(name: str, line: str) -> None:
    """Nothing is started here, so nothing speaks."""


def _manage(env: dict[str, str]) -> int:
    # Ctrl-C is for the command in front of the person; we outlive it to stop the servers.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    return subprocess.call(tethered([sys.executable, ROOT / "manage.py", *sys.argv[1:]]), env=env)


if __name__ == "__main__":
    sys.exit(main())
