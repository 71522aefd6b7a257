"""screen: products against treatments, medicines, counts, procedures, radiation and phase."""

from __future__ import annotations

from typing import Any

from ..screening import Screened, screen
from ..screening.findings import Finding
from ..screening.question import Question, read_question


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion."""
    asked = read_question(question)
    found = screen(asked.lines, asked.person, drugs_understood=not asked.unknown_drugs)
    return {
        "verdicts": [
            {
                "product": line.text,
                "ingredients": [found.id for found in line.reading.found],
                "verdict": word,
            }
            for line, word in found.verdicts
        ],
        "findings": [_finding(finding) for finding in found.findings],
        "unidentified": _unidentified(asked),
        "coverage": _coverage(asked, found),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "product": finding.product,
        "supplement": finding.supplement,
        "with": finding.with_,
        "with_kind": finding.with_kind,
        "severity": finding.severity,
        "evidence": finding.evidence,
        "certainty": finding.certainty,
        "direction": finding.direction,
        "mechanism": finding.mechanism,
        "action": finding.action,
        "action_detail": finding.action_detail,
        "stop_by": finding.stop_by.isoformat() if finding.stop_by else None,
        "restart_on": finding.restart_on.isoformat() if finding.restart_on else None,
        "tier": finding.tier,
        "rule": finding.rule,
        "chain": list(finding.chain),
        "sources": list(finding.sources),
        "review": finding.review,
    }


def _unidentified(asked: Question) -> list[dict[str, str]]:
    products = [line for line in asked.lines if not line.understood]
    found = [
        {"text": "; ".join(line.reading.unmatched) or line.text, "as": "product"}
        | ({"route_to": line.reading.route_to} if line.reading.route_to else {})
        for line in products
    ]
    found += [{"text": text, "as": "drug"} for text in asked.unknown_drugs]
    return found + [{"text": text, "as": "lab"} for text in asked.unknown_labs]


def _coverage(asked: Question, found: Screened) -> dict[str, int]:
    return {
        "products": len(asked.lines),
        "products_screened": sum(line.understood for line in asked.lines),
        "drugs": len(asked.person.drugs) + len(asked.unknown_drugs),
        "drugs_screened": len(asked.person.drugs),
    }
