"""identify: which ingredients, drug or regimen a text names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..agents import all_agents, all_regimens
from ..labels import Candidate, Found
from ..products import read_drugs, read_product
from ..supplements import all_composites, all_supplements
from . import choice, only, required_text, same_form

KINDS = ("product", "drug", "regimen")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion."""
    only(question, {"text", "kind"})
    text = same_form(required_text(question, "text"))
    kind = choice(question, "kind", KINDS, "product")
    reading = read_product(text) if kind == "product" else read_drugs(text, short_regimens=kind == "regimen")
    part = "ingredients" if kind == "product" else "agents"
    found = {
        "status": reading.status,
        part: [_found(found) for found in reading.found],
        "candidates": [_candidate(candidate) for candidate in reading.candidates],
        "unmatched": list(reading.unmatched),
    }
    return found | ({"route_to": reading.route_to} if reading.route_to else {})


def display_name(kind: str, entry: str) -> str:
    """The name of an entry as a person reads it."""
    tables: dict[str, Callable[[], Mapping[str, Any]]] = {
        "supplement": all_supplements,
        "composite": all_composites,
        "agent": all_agents,
        "regimen": all_regimens,
    }
    return str(tables[kind]()[entry].name)


def _found(found: Found) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": display_name(found.kind, found.id),
        "matched": found.matched,
        "how": found.how,
        "confidence": found.confidence,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.id,
        "name": display_name(candidate.kind, candidate.id),
        "confidence": candidate.confidence,
    }
