"""The knowledge command: one JSON object a line on standard input, one a line on standard output."""

from __future__ import annotations

import argparse
import json
import math
import sys
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, BinaryIO, TextIO

from .tables import BrokenTable
from .verbs import BadQuestion
from .version import KNOWLEDGE_VERSION

ASKED = {
    "identify": "which ingredients, drug or regimen a text names",
    "screen": "products against treatments, medicines, counts, procedures and phase",
    "clear": "whether a therapy suits a person today, and until when",
    "evidence": "what is known of a therapy for a symptom in this person's situation",
    "score": "a questionnaire's score, band and change",
    "mme": "opioids as oral morphine equivalents a day (CDC 2022)",
    "sleep": "one night of the sleep diary",
    "redflags": "what must not wait",
    "explain": "a screen line, answered as text for a person",
}
REPORTED = {
    "check": "validate every fact table; names file, row and column of each fault",
    "stats": "count the rows of each table by review state and certainty",
}
LINE_LIMIT = 4 * 1024 * 1024
PRINTED = frozenset({"explain"})

Answer = Callable[[dict[str, Any]], dict[str, Any]]


def main(arguments: list[str] | None = None) -> int:
    """Run one verb. Out: the exit status, 0 when every line (or table) was in order, else 1."""
    verb = _parser().parse_args(arguments).verb
    try:
        if verb in REPORTED:
            return _report(verb)
        answer: Answer = import_module(f"integrative.knowledge.verbs.{verb}").answer
        return serve(answer, sys.stdin.buffer, sys.stdout, printed=verb in PRINTED)
    except BrokenTable as broken:
        print(broken, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def serve(answer: Answer, questions: BinaryIO, answers: TextIO, *, printed: bool = False) -> int:
    """Answer line by line. A line that can't be served gives an error object; the next is served."""
    failed = False
    for line in _lines(questions):
        result = _answer_line(answer, line)
        failed = failed or "error" in result
        as_text = printed and "error" not in result
        answers.write((result["text"] if as_text else json.dumps(result)) + "\n")
        answers.flush()
    return 1 if failed else 0


def _lines(questions: BinaryIO) -> Iterable[bytes]:
    """Lines without their end; of one that is too long only the beginning, which no JSON survives."""
    while line := questions.readline(LINE_LIMIT):
        if not line.endswith(b"\n") and len(line) == LINE_LIMIT:
            while (rest := questions.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
        yield line


def _answer_line(answer: Answer, line: bytes) -> dict[str, Any]:
    name: dict[str, Any] = {}
    try:
        question = _question(line)
        if "id" in question:
            name = {"id": question.pop("id")}
        return {**name, **answer(question), "knowledge": KNOWLEDGE_VERSION}
    except BadQuestion as bad:
        error = bad.as_json()
    except BrokenTable:
        raise
    except Exception:  # noqa: BLE001 - a fault of ours on one line must not lose the lines after it
        traceback.print_exc()
        error = BadQuestion("internal", "This line could not be answered; see standard error").as_json()
    return {"id": name.get("id"), "error": error, "knowledge": KNOWLEDGE_VERSION}


def _question(line: bytes) -> dict[str, Any]:
    if len(line) == LINE_LIMIT:
        raise BadQuestion("too_long", f"A line is longer than {LINE_LIMIT} bytes")
    try:
        question = json.loads(
            line.decode("utf-8"),
            parse_constant=_no_constant,
            parse_float=_finite,
            object_pairs_hook=_without_duplicates,
        )
    except (ValueError, RecursionError):
        raise BadQuestion("not_json", "The line is not valid JSON in UTF-8") from None
    if not isinstance(question, dict):
        raise BadQuestion("not_an_object", "The line is not a JSON object")
    return question


def _no_constant(name: str) -> float:
    raise BadQuestion("not_a_number", f"{name} is not a number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise BadQuestion("out_of_range", "A number is too large")
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadQuestion("duplicate_key", "A key stands twice in one object")
    return found


def _report(verb: str) -> int:
    lines, in_order = import_module(f"integrative.knowledge.verbs.{verb}").report()
    for line in lines:
        print(line)
    return 0 if in_order else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m integrative.knowledge",
        description="Reads one JSON object a line on standard input, writes one a line on standard output.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("verb", choices=[*ASKED, *REPORTED], metavar="VERB", help="what to do, see below")
    parser.add_argument("--version", action="version", version=KNOWLEDGE_VERSION)
    return parser


def _epilog() -> str:
    asked = "\n".join(f"  {verb:<10}{what}" for verb, what in ASKED.items())
    reported = "\n".join(f"  {verb:<10}{what}" for verb, what in REPORTED.items())
    return (
        f"verbs that answer line by line:\n{asked}\n\nverbs that read no lines:\n{reported}\n\n"
        "A line that can't be served gives an error object and the next line is served all the same.\n"
        'example: echo \'{"text": "Meriva-SF 500"}\' | python -m integrative.knowledge identify\n'
        "The facts are not reviewed by a pharmacist: not for clinical use."
    )


if __name__ == "__main__":
    sys.exit(main())
