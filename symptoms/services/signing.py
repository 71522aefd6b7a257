"""What keeps a map from being signed. The page that signs shows it, the service refuses by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from integrative.knowledge.levels import LEVELS
from symptoms.completeness import State, state_of
from symptoms.models import Consultation, PainArea, ProductUse, Section, SymptomScore
from symptoms.queries import answers_of, red_flags_of
from symptoms.red_flag_facts import MapRows
from symptoms.red_flag_groups import GROUPS

from .screening import undecided_stops

PAIN = "esas_pain"
# From moderate pain on the red flags have to be asked.
PAIN_THAT_ASKS = next(lowest for lowest, word in LEVELS if word == "Moderate")


@dataclass(frozen=True)
class Obstacle:
    """Where it is settled, and what is missing there."""

    section: Section
    words: str


def signing_obstacles(
    consultation: Consultation, stops: Iterable[ProductUse] | None = None
) -> list[Obstacle]:
    """Empty when it may be signed. In: a consultation as `queries.open_draft_of` gives it, and its
    `screening.undecided_stops` where they are known already.
    """
    if stops is None:
        stops = undecided_stops(consultation.patient)
    return [*_open_stops(stops), *_unasked_red_flags(consultation)]


def _open_stops(stops: Iterable[ProductUse]) -> Iterable[Obstacle]:
    for product in stops:
        yield Obstacle(Section.SUPPLEMENTS, f"{product} is at Stop. Decide on it first.")


def _unasked_red_flags(consultation: Consultation) -> Iterable[Obstacle]:
    if Section.RED_FLAGS not in consultation.sections:
        return
    pain = worst_pain(consultation.symptom_scores.all(), consultation.painareas.all())
    missing = _groups_not_asked(answers_of(Section.RED_FLAGS, consultation)["present"])
    if pain >= PAIN_THAT_ASKS and missing:
        which = "the red flags" if len(missing) == len(GROUPS) else f"the red flags of {', '.join(missing)}"
        yield Obstacle(Section.RED_FLAGS, f"Pain is {pain} of 10. Ask {which} first.")


def worst_pain(scores: Iterable[SymptomScore], areas: Iterable[PainArea]) -> int:
    """The highest pain among these of one map; 0 when none was scored."""
    scored = (score.score for score in scores if score.symptom == PAIN)
    return max((score for score in (*scored, *(area.worst for area in areas)) if score), default=0)


def state_of_red_flags(rows: MapRows | None) -> State | str:
    """How far the section of red flags is on an open map of which this was read; blank when nothing was."""
    if rows is None:
        return ""
    answers = red_flags_of(rows.answers)
    waits = worst_pain(rows.scores, rows.areas) >= PAIN_THAT_ASKS
    if waits and _groups_not_asked(answers["present"]):
        return State.WARN
    return state_of(Section.RED_FLAGS, answers)


def _groups_not_asked(present: Collection[str]) -> list[str]:
    """Those in which something is unanswered, by their names."""
    return [group.label.lower() for group in GROUPS if not group.is_asked(present)]
