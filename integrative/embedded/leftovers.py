"""What a run that was cut short left behind: servers that still hold their data folder."""

import contextlib
import os
import signal
import time
from pathlib import Path

from .trouble import Trouble


def holders(folder: Path, program: str) -> set[int]:
    """The processes called `program` that work inside `folder`, as our servers do."""
    found = set()
    wanted = folder.resolve()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        with contextlib.suppress(OSError):
            if (entry / "comm").read_text().strip() == program and (entry / "cwd").readlink() == wanted:
                found.add(int(entry.name))
    return found


def end_holders(folder: Path, program: str, *, ask: signal.Signals, patience: float = 20.0) -> None:
    """Ends an orphaned server, gently first; raises Trouble when it cannot be ended.

    Only for the owner of the state folder's lock, who knows that no live run needs them.
    """
    if not (left := holders(folder, program)):
        return
    for pid in _heads(left):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, ask)
    if left := _still_there(folder, program, patience):
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if left := _still_there(folder, program, 5):
            pids = ", ".join(map(str, sorted(left)))
            raise Trouble(f"An earlier {program} (process {pids}) still holds {folder}; end it.")


def _heads(pids: set[int]) -> set[int]:
    return {pid for pid in pids if _parent(pid) not in pids}


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _still_there(folder: Path, program: str, patience: float) -> set[int]:
    deadline = time.monotonic() + patience
    while (left := holders(folder, program)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left
