"""How well the library does on cases from sources other than its tables.

Run: python -m tests.knowledge.measure

An interaction case says the least severity that its source asks for ("none": nothing above minor). An
identification case says which entries the text names; an empty list says that no entry of ours is meant.
Cases marked `learned` were missed once and taught the tables something; they are run but counted apart.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from integrative.knowledge.facts import RANK
from integrative.knowledge.verbs import identify, screen

CASES = Path(__file__).parent / "cases"
SEVERE = RANK["major"]


@dataclass(frozen=True)
class Figures:
    """Counts of one run and the lines that say what was missed."""

    expected: int
    found: int
    severe_missed: int
    harmless: int
    false_alarms: int
    named: int
    understood: int
    wrong_silently: int
    misses: tuple[str, ...]

    @property
    def sensitivity(self) -> float:
        return self.found / self.expected

    @property
    def false_alarm_rate(self) -> float:
        return self.false_alarms / self.harmless


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def measure(*, learned: bool = False) -> Figures:
    """Run the cases the tables have never seen, or those they have learned from."""
    interactions = [case for case in cases("interactions") if case["learned"] is learned]
    identifications = [case for case in cases("identification") if case["learned"] is learned]
    harmful = [case for case in interactions if case["expected"] != "none"]
    harmless = [case for case in interactions if case["expected"] == "none"]
    missed = [case for case in harmful if _severity(case) < RANK[case["expected"]]]
    alarms = [case for case in harmless if _severity(case) > RANK["minor"]]
    named = [case for case in identifications if case["ids"]]
    read = {case["id"]: _read(case) for case in identifications}
    wrong = [case for case in identifications if _silent(read[case["id"]]) not in ([], sorted(case["ids"]))]
    unread = [
        case for case in named if _silent(read[case["id"]]) != sorted(case["ids"]) and case not in wrong
    ]
    lines = [_line("missed", case, f"{_severity(case)} < {case['expected']}") for case in missed]
    lines += [_line("false alarm", case, f"severity {_severity(case)}") for case in alarms]
    lines += [f"wrong silently {case['id']} {case['text']!r}: {_silent(read[case['id']])}" for case in wrong]
    lines += [
        f"not understood {case['id']} {case['text']!r}: {read[case['id']]['status']}" for case in unread
    ]
    return Figures(
        expected=len(harmful),
        found=len(harmful) - len(missed),
        severe_missed=sum(RANK[case["expected"]] >= SEVERE for case in missed),
        harmless=len(harmless),
        false_alarms=len(alarms),
        named=len(named),
        understood=len(named) - len(unread) - sum(bool(case["ids"]) for case in wrong),
        wrong_silently=len(wrong),
        misses=tuple(lines),
    )


def _severity(case: dict[str, Any]) -> int:
    found = screen.answer(case["question"])["findings"]
    pair = [f for f in found if f["supplement"] == case["supplement"] and f["with"] == case["with"]]
    return max((RANK[finding["severity"]] for finding in pair), default=-1)


def _read(case: dict[str, Any]) -> dict[str, Any]:
    return identify.answer({"text": case["text"], "kind": case["kind"]})


def _silent(reading: dict[str, Any]) -> list[str]:
    """What was accepted without asking anybody, in the order of the alphabet."""
    entries = reading.get("ingredients", reading.get("agents", []))
    return sorted(entry["id"] for entry in entries) if reading["status"] == "matched" else []


def _line(what: str, case: dict[str, Any], how: str) -> str:
    return f"{what} {case['id']} {case['supplement']} with {case['with']} ({how}): {case['source']}"


def main() -> int:
    """Print the figures and every miss."""
    _print(measure())
    print("\nlearned from earlier misses, counted apart:")
    _print(measure(learned=True))
    return 0


def _print(run: Figures) -> None:
    print(f"sensitivity            {run.found}/{run.expected} ({run.sensitivity:.1%})")
    print(f"severe pairs missed    {run.severe_missed}")
    print(f"false alarms > minor   {run.false_alarms}/{run.harmless} ({run.false_alarm_rate:.1%})")
    print(f"names understood       {run.understood}/{run.named}")
    print(f"wrong silently         {run.wrong_silently}")
    for miss in run.misses:
        print(miss)


if __name__ == "__main__":
    sys.exit(main())
