"""evidence: what is known of a therapy for a symptom in this person's situation."""

from __future__ import annotations

from typing import Any

from ..symptoms import all_symptoms
from ..therapies.catalog import all_therapies
from ..therapies.evidence import AGE_GROUPS, INTENTS, PHASES, Matched, Situation, all_statements, evidence
from . import BadQuestion, a_text, choice, listing, mapping, only, required_text, text

LONGEST_NAME = 200


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion."""
    only(question, {"symptom", "therapy", "intent", "person"})
    symptom = required_text(question, "symptom", limit=LONGEST_NAME)
    if symptom not in all_symptoms():
        raise BadQuestion("unknown_value", "symptom is not one we know", "symptom")
    therapy = _therapy(question)
    intent = choice(question, "intent", INTENTS, "treat")
    found = evidence(symptom, intent, _situation(mapping(question, "person") or {}), therapy)
    return {
        "recommendation": found.headline and found.headline.recommendation,
        "headline": found.headline and found.headline.id,
        "outside_population": found.outside_population,
        "conflict": found.conflict,
        "rows": [_row(row) for row in found.rows],
    }


def _therapy(question: dict[str, Any]) -> str | None:
    therapy = text(question, "therapy", limit=LONGEST_NAME)
    known = all_therapies().keys() | {statement.therapy for statement in all_statements().values()}
    if therapy is not None and therapy not in known:
        raise BadQuestion("unknown_value", "therapy is not one we know", "therapy")
    return therapy


def _situation(person: dict[str, Any]) -> Situation:
    only(person, {"age_group", "cancer_type", "phases", "exposures"}, within="person.")
    phases = _words(person, "phases")
    if unknown := phases - {*PHASES}:
        name = "person.phases"
        raise BadQuestion(
            "unknown_value", f"{name} must be of {', '.join(PHASES)}, not {min(unknown)!r}", name
        )
    return Situation(
        cancer_type=text(person, "cancer_type", limit=LONGEST_NAME),
        age_group=choice(person, "age_group", AGE_GROUPS, "") or None,
        phases=phases,
        exposures=_words(person, "exposures"),
    )


def _words(person: dict[str, Any], field: str) -> frozenset[str]:
    return frozenset(a_text(word, f"person.{field}", limit=LONGEST_NAME) for word in listing(person, field))


def _row(row: Matched) -> dict[str, Any]:
    statement = row.statement
    return {
        "id": statement.id,
        "therapy": statement.therapy,
        "symptom": statement.symptom,
        "recommendation": statement.recommendation,
        "basis": statement.basis,
        "certainty": statement.evidence_certainty,
        "strength": statement.strength,
        "kind": statement.kind,
        "population": statement.made_for(),
        "in_population": row.in_population,
        "effect": statement.effect,
        "year": statement.year,
        "citation": statement.citation,
        "doi": statement.doi,
        "conflicts_with": list(statement.conflicts_with),
    }
