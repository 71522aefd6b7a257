"""score: a questionnaire's score, band and change."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..instruments.facts import table_version
from ..instruments.records import Value
from ..instruments.scoring import COMPARED, SCORERS, band_of, bands_of, changes, score
from . import BadQuestion, a_number, an_object, clean_name, mapping, only, required_text


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """In and out as the contract says. Raises BadQuestion for a question that is not one; answers that can't
    be are no error but the status `invalid`."""
    only(question, {"instrument", "responses", "previous"})
    instrument = required_text(question, "instrument", limit=80)
    if instrument not in SCORERS:
        raise BadQuestion("unknown_value", "instrument must be one of " + ", ".join(SCORERS), "instrument")
    responses = mapping(question, "responses")
    if responses is None:
        raise BadQuestion("missing", "responses are missing", "responses")
    previous = _previous(mapping(question, "previous"))
    scored = score(instrument, responses)
    found: dict[str, Any] = {
        "status": scored.status,
        "scores": dict(scored.scores) or None,
        "band": band_of(instrument, scored),
        "bands": bands_of(instrument, scored),
        "table_version": table_version(),
    }
    if previous is not None:
        moved = changes(instrument, previous, scored.scores)
        found["change"] = {name: asdict(moved[name]) for name in moved}
    return found


def _previous(scores: dict[str, Any] | None) -> dict[str, Value] | None:
    """The scores of an earlier answer: numbers, true or false, or null."""
    if scores is None:
        return None
    for name, value in an_object(scores, "previous").items():
        if value is not None and (name in COMPARED or not isinstance(value, bool)):
            a_number(value, f"previous.{clean_name(name)}")
    return scores
