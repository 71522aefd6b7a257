"""How far a map is: a line for each section, as the list and the folded sections show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .completeness import State, state_of
from .models import Consultation, Section
from .queries import answers_of
from .summaries import Summary, summary_of

SPOKEN = {
    State.DONE: "done",
    State.PART: "begun",
    State.EMPTY: "not asked yet",
    State.WARN: "needed before signing",
}


@dataclass(frozen=True)
class SectionLine:
    """`carried_on`: the visit whose answers were taken over here."""

    number: int
    section: Section
    state: State
    summary: Summary
    is_empty: bool
    carried_on: date | None = None

    @property
    def title(self) -> str:
        return f"{self.number}. {self.section.label}"

    @property
    def spoken(self) -> str:
        return SPOKEN[self.state]


def progress(
    draft: Consultation,
    *,
    asked_first: Collection[str],
    products: Sequence[str] = (),
    blocking: Collection[Section] = (),
) -> list[SectionLine]:
    """A line for each section of this map, in its order. `blocking`: those that signing waits for."""
    carried = {each.section: each.carried_from for each in draft.section_versions.all()}
    lines = []
    for number, section in enumerate(draft.sections, start=1):
        answers = answers_of(section, draft)
        state = state_of(section, answers, asked_first=asked_first, has_products=bool(products))
        source = carried.get(section)
        lines.append(
            SectionLine(
                number,
                section,
                State.WARN if section in blocking else state,
                summary_of(section, answers, products=products),
                state is State.EMPTY,
                source.visit_on if source else None,
            )
        )
    return lines


def done_of(lines: Iterable[SectionLine]) -> int:
    """How many sections are done."""
    return sum(line.state is State.DONE for line in lines)


def last_save(draft: Consultation) -> tuple[datetime, int] | None:
    """When any section was saved last, and the version that made."""
    saved = [version for version in draft.section_versions.all() if version.saved_at]
    newest = max(saved, key=lambda version: version.saved_at, default=None)
    return (newest.saved_at, newest.version) if newest else None
