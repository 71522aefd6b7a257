"""The state folder: databases, sockets and the key of one clinic on this machine."""

import fcntl
import hashlib
import os
import pwd
import secrets
import tempfile
from pathlib import Path
from typing import TextIO

from .trouble import Trouble, plainly

SOCKET_PATH_LIMIT = 80  # the kernel allows 108 bytes, the file names of the servers need some
SERVER_USER = "nobody"


class State:
    """A private folder that one runner at a time may hold."""

    def __init__(self, path: Path) -> None:
        """Makes what is missing; raises Trouble when the folder cannot be used."""
        self.path = path.resolve()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # As root the servers run as another user, who has to pass through.
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            self.run = self._run_folder()
        except OSError as error:
            raise plainly(error, self.path) from None

    @property
    def server_user(self) -> str | None:
        """Who runs the servers: PostgreSQL refuses root, everybody else runs them as themselves."""
        return SERVER_USER if os.geteuid() == 0 else None

    def folder(self, name: str) -> Path:
        """A folder of the servers' own, made when missing; raises Trouble."""
        path = self.path / name
        try:
            path.mkdir(mode=0o700, exist_ok=True)
            self.give_to_servers(path)
            next(path.iterdir(), None)
        except OSError as error:
            raise plainly(error, path) from None
        return path

    def give_to_servers(self, path: Path) -> None:
        """Makes the servers' user the owner of `path`."""
        if self.server_user:
            account = pwd.getpwnam(self.server_user)
            os.chown(path, account.pw_uid, account.pw_gid)

    def _run_folder(self) -> Path:
        run = self.path / "run"
        if len(os.fsencode(run)) > SOCKET_PATH_LIMIT:
            digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:10]
            run = Path(tempfile.gettempdir()) / f"clinic-{os.geteuid()}-{digest}"
        run.mkdir(mode=0o700, exist_ok=True)
        owners = {os.geteuid()}
        if self.server_user:
            owners.add(pwd.getpwnam(self.server_user).pw_uid)
        if run.is_symlink() or run.stat().st_uid not in owners:
            raise Trouble(f"{run} belongs to somebody else; choose another folder with --state.")
        run.chmod(0o700)
        self.give_to_servers(run)
        return run

    def lock(self) -> TextIO:
        """The lock of this folder, held until it is closed; raises Trouble when a run holds it."""
        try:
            file = (self.path / "lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise plainly(error, self.path) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            at = file.read().strip() or "on its way up"
            file.close()
            raise Trouble(f"The clinic already runs with {self.path} ({at}).") from None
        file.truncate(0)
        return file

    def is_in_use(self) -> bool:
        """Whether a run holds this folder now."""
        try:
            self.lock().close()
        except Trouble:
            return True
        return False

    def secret_key(self) -> str:
        """The key that signs sessions and links, made once and readable by its owner only."""
        path = self.path / "secret_key"
        try:
            if path.exists() and (key := path.read_text().strip()):
                return key
            fresh = secrets.token_urlsafe(64)
            draft = path.with_suffix(".new")
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(fresh)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            raise plainly(error, path) from None
        return fresh
