"""explain: a screen line, answered as text for a person."""

from __future__ import annotations

from datetime import date
from textwrap import fill
from typing import Any

from ..facts import target_name
from ..screening import screen
from ..screening.findings import Finding
from ..screening.question import Question, read_question
from ..screening.unknowns import TEST_NAMES
from ..supplements import all_supplements
from ..version import KNOWLEDGE_VERSION

WIDTH = 96
VERDICT_WORDS = {
    "stop": "Stop", "hold": "Hold", "care": "Use with care", "none_found": "No interaction found",
    "cannot_screen": "Cannot screen",
}  # fmt: skip
ACTION_WORDS = {
    "avoid": "We suggest leaving it out.",
    "hold": "We suggest pausing it.",
    "clear_with_pharmacist": "Pharmacy decides first.",
    "monitor": "Keep an eye on it.",
    "separate_doses": "Take them hours apart.",
    "ok": "Nothing speaks against it in what was checked.",
}
EVIDENCE_WORDS = {
    "label": "strong (drug label)", "clinical_trial": "strong (clinical trial)",
    "pk_human": "strong (drug levels in people)", "observational": "limited (observational)",
    "case_report": "limited (case reports)", "theoretical": "theory only",
    "animal": "theory only (animal studies)", "in_vitro": "theory only (laboratory)",
}  # fmt: skip
SHOWN_APART = {"any_drug": "anyone", "other_products": "other products", "upper_limit": "the upper limit"}


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In: a screen question. Out: `text`. Raises BadQuestion."""
    asked = read_question(question)
    found = screen(asked.lines, asked.person, drugs_understood=not asked.unknown_drugs)
    parts = []
    for line, word in found.verdicts:
        own = [finding for finding in found.findings if finding.product == line.text]
        parts.append("\n\n".join([f"{VERDICT_WORDS[word]}: {line.text}", *map(told, own)]))
    return {"text": "\n\n".join([*parts, *_not_understood(asked), _foot()])}


def told(finding: Finding) -> str:
    """One finding as a person would want to read it."""
    supplement = all_supplements()[finding.supplement].name
    lines = [
        f"  {supplement} with {_counterpart(finding)}",
        _paragraph("What", finding.mechanism),
        _paragraph("Do", " ".join([ACTION_WORDS[finding.action], _sentence(finding.action_detail)])),
        _paragraph("Dates", _dates(finding.stop_by, finding.restart_on)),
        _paragraph("Evidence", f"{EVIDENCE_WORDS[finding.evidence]}, certainty {finding.certainty}"),
        _paragraph("Why", "; ".join(finding.chain)),
        _paragraph("Source", f"{'; '.join(finding.sources)} ({finding.rule}, {finding.review})"),
    ]
    return "\n".join(line for line in lines if line)


def _counterpart(finding: Finding) -> str:
    if finding.tier_at_worst is not None:
        return f"{TEST_NAMES[finding.with_]} not known"
    return f"{SHOWN_APART.get(finding.with_) or target_name(finding.with_)} ({finding.severity})"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if not text or text.endswith('.') else '.'}"


def _dates(until: date | None, again: date | None) -> str:
    parts = [f"stop by {until.isoformat()}"] if until else []
    return ", ".join(parts + ([f"restart on {again.isoformat()} at the earliest"] if again else []))


def _paragraph(head: str, text: str) -> str:
    if not text.strip():
        return ""
    first, rest = f"    {head + ':':<10}", " " * 14
    return fill(text.strip(), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _not_understood(asked: Question) -> list[str]:
    drugs = [
        f"Cannot screen against: {text}. Nobody here knows this medicine." for text in asked.unknown_drugs
    ]
    labs = [f"Not used: {text}." for text in asked.unknown_labs]
    return drugs + labs


def _foot() -> str:
    return (
        f"Knowledge {KNOWLEDGE_VERSION}, not reviewed by a pharmacist. "
        "No interaction found does not mean that none exists."
    )
