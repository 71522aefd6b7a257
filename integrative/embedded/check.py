"""`./clinic check` and `./clinic fmt`: everything that can be said about the code without running it."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .pair import throwaway_servers
from .trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
APPS = ("integrative", "patients", "symptoms", "careplans", "referrals")
TYPED = {"services", "queries", "tasks", "knowledge", "messaging", "audit", "embedded"}
# Written with brackets, so that this line does not find itself.
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|debian|docker)[.](org|com|net|io)", re.IGNORECASE)
ADDRESS = re.compile(r"[a-z]+://")
UNTYPED = {"views", "admin", "urls", "migrations"}
LARGEST_TEXT = 5_000_000
PRODUCTION = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "clinic.example",
    "SITE_URL": "https://clinic.example",
    "HTTPS": "1",
}
Outcome = tuple[bool, str]


@dataclass(frozen=True)
class Check:
    """A name and what is done: the outcome is whether all is well, and what to show if not."""

    name: str
    act: Callable[[], Outcome]


def main() -> int:
    """Runs every check, one line each, with its words only when it fails; returns the exit code."""
    os.chdir(ROOT)
    if sys.argv[1:] == ["--fix"]:
        return _fix()
    began = time.monotonic()
    try:
        with throwaway_servers(os.environ), ThreadPoolExecutor(os.cpu_count()) as pool:
            os.environ.update(PRODUCTION)
            results = [_report(*result) for result in pool.map(_timed, _checks())]
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    failed = results.count(False)
    print(f"{len(results) - failed} of {len(results)} checks passed in {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


def _checks() -> list[Check]:
    manage = ["manage.py"]
    return [
        Check("types", _command("-m", "mypy", *_typed_files())),
        Check("lint", _command("-m", "ruff", "check", ".")),
        Check("format", _command("-m", "ruff", "format", "--check", ".")),
        Check("floors", _command("-c", "from importlinter.cli import lint_imports_command as go; go()")),
        Check("templates", _command("-m", "djlint", "--lint", "--quiet", "templates")),
        Check("migrations", _command(*manage, "makemigrations", "--check", "--dry-run")),
        Check("deployment", _command(*manage, "check", "--deploy", "--fail-level", "WARNING")),
        Check("addresses", _no_addresses),
    ]


def _command(*arguments: str) -> Callable[[], Outcome]:
    def act() -> Outcome:
        done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, errors="replace")
        return done.returncode == 0, done.stdout + done.stderr

    return act


def _timed(check: Check) -> tuple[Check, Outcome, float]:
    began = time.monotonic()
    return check, check.act(), time.monotonic() - began


def _report(check: Check, outcome: Outcome, seconds: float) -> bool:
    fine, words = outcome
    print(f"{'ok' if fine else 'FAILED':<7} {check.name:<12} {seconds:5.1f} s", flush=True)
    if not fine:
        print(words.strip(), flush=True)
    return fine


def _typed_files() -> list[str]:
    """The modules whose types are held: where medicine, writes and work outside a request stand."""
    found = (path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py"))
    names = ((path, {*path.parts, path.stem}) for path in found)
    return sorted(str(path) for path, words in names if words & TYPED and not words & UNTYPED)


def _no_addresses() -> Outcome:
    """No registry is named in any file, and no address at all in a lock."""
    complaints = []
    for path, text in _texts():
        pattern = ADDRESS if path.suffix == ".lock" else REGISTRY
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                complaints.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return not complaints, "\n".join(complaints)


def _texts() -> Iterator[tuple[Path, str]]:
    """The project's own text files: no environment, no cache, no hidden folder but CI's."""
    for folder, names, files in os.walk(ROOT):
        here = Path(folder)
        names[:] = [
            name
            for name in names
            if (name == ".ci" or not name.startswith(".")) and not (here / name / "pyvenv.cfg").exists()
        ]
        for path in (here / name for name in files):
            with contextlib.suppress(UnicodeDecodeError):
                if path.stat().st_size < LARGEST_TEXT:
                    yield path, path.read_text(encoding="utf-8")


def _fix() -> int:
    codes = [
        subprocess.run([sys.executable, "-m", "ruff", *command, "."]).returncode
        for command in (("format", "--quiet"), ("check", "--fix"), ("format",))
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
