"""What goes wrong on a machine, told to a person in one plain sentence."""

import errno
import os
import pwd
import shutil
from pathlib import Path

NEEDED_ROOM = 64 * 1024 * 1024  # a first database with its write-ahead log
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM_WORDS = ("No space left on device", "Disk quota exceeded", "File too large")


class Trouble(Exception):
    """Something a person can settle. Its text is one sentence, fit for the screen."""


def plainly(error: OSError, where: Path) -> Trouble:
    """The sentence for an operating system error that happened while using `where`."""
    if error.errno in NO_ROOM:
        return disk_full(where)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Trouble(
            f"{where} cannot be used by {_name(os.geteuid())}; it belongs to {owner(where)}. "
            "Give it back, or choose another folder with --state."
        )
    if error.errno == errno.EROFS:
        return Trouble(f"{where} is on a disk that can only be read; choose another folder with --state.")
    return Trouble(f"{where} cannot be used: {error.strerror or error}.")


def disk_full(where: Path | str) -> Trouble:
    """The sentence for a disk without room."""
    return Trouble(f"The disk that holds {where} is full; free some space and run this again.")


def room_left(where: Path) -> int:
    """The bytes that are free on the disk that holds `where`."""
    return shutil.disk_usage(where).free


def is_full(where: Path) -> bool:
    """Whether so little is left that a database server cannot go on."""
    return room_left(where) < 4 * 1024 * 1024


def need_room(where: Path) -> None:
    """Raises Trouble when the disk has no room for a database to start."""
    free = room_left(where)
    if free < NEEDED_ROOM:
        raise Trouble(
            f"The disk that holds {where} is full: {free // 2**20} MB are free, "
            f"{NEEDED_ROOM // 2**20} MB are needed to start."
        )


def owner(path: Path) -> str:
    """The name of the user to whom `path`, or its nearest folder that can be seen, belongs."""
    for candidate in (path, *path.parents):
        try:
            return _name(candidate.stat().st_uid)
        except OSError:
            continue
    return "another user"


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
