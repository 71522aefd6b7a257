"""What keeps a map from being signed. The page that signs shows it, the service refuses by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from integrative.knowledge.levels import LEVELS
from symptoms.models import Consultation, ProductUse, Section
from symptoms.queries import answers_of
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
    pain = worst_pain(consultation)
    asked = answers_of(Section.RED_FLAGS, consultation)["present"]
    missing = [group.label.lower() for group in GROUPS if not group.is_asked(asked)]
    if pain >= PAIN_THAT_ASKS and missing:
        which = "the red flags" if len(missing) == len(GROUPS) else f"the red flags of {', '.join(missing)}"
        yield Obstacle(Section.RED_FLAGS, f"Pain is {pain} of 10. Ask {which} first.")


def worst_pain(consultation: Consultation) -> int:
    """The highest pain on the map; 0 when none was scored."""
    scored = answers_of(Section.SYMPTOMS, consultation)["scores"].get(PAIN)
    areas = answers_of(Section.PAIN, consultation)["areas"]
    return max((score for score in (scored, *(area["worst"] for area in areas)) if score), default=0)
