"""`./clinic test` and `./clinic bench`: pytest on both cores, with a Chromium made sure of first."""

import argparse
import os
import sys
from pathlib import Path

from . import browser
from .trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = "tests/benchmarks"


def main() -> int:
    """Becomes pytest; returns 1 after one sentence when something is missing for that."""
    options, passed_on = _parser().parse_known_args()
    try:
        arguments = _bench(passed_on) if options.bench else _test(options, passed_on)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])


def _bench(passed_on: list[str]) -> list[str]:
    if not (ROOT / BENCHMARKS).is_dir():
        raise Trouble(f"There are no benchmarks yet; they belong in {BENCHMARKS}.")
    return ["-s", "-p", "no:randomly", *(passed_on or [BENCHMARKS])]


def _test(options: argparse.Namespace, passed_on: list[str]) -> list[str]:
    conditions = [f"({options.marks})"] if options.marks else []
    if options.fast:
        print("Left out: browser tests and slow tests (--fast).")
        conditions.append("not e2e and not slow")
    elif options.no_browser:
        print("Left out: browser tests (--no-browser).")
        conditions.append("not e2e")
    else:
        os.environ["CHROME_BIN"] = browser.provide()
    arguments = ["-n", options.processes, "--dist", "loadgroup", f"--ignore={BENCHMARKS}", *passed_on]
    return [*arguments, "-m", " and ".join(conditions)] if conditions else arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./clinic test", allow_abbrev=False, epilog="The rest is for pytest."
    )
    parser.add_argument("--bench", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--fast", action="store_true", help="leave out browser tests and slow tests")
    parser.add_argument("--no-browser", action="store_true", help="leave out browser tests")
    parser.add_argument("-n", dest="processes", default="2", help="how many processes share the work (2)")
    parser.add_argument("-m", dest="marks", help="pytest's marker expression, on top of the above")
    return parser


if __name__ == "__main__":
    sys.exit(main())
