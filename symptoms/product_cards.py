"""The list of products as a page shows it: a card for each, worst first, and the rail beside. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID, uuid4

from integrative.ui.days import work_day

from .models import PharmacistQuestion, ProductLabel, Verdict
from .product_words import NOT_REVIEWED, ORDER, TIERS, FindingWords, Proposal, decided, proposal, what_to_say
from .screen_question import Line
from .screening import Candidate, ListScreen, Screened

CONFIRMABLE = frozenset({"supplement", "composite"})
COUNTED = {
    "Medicine": "medicine",
    "Treatment": "treatment",
    "Count": "count",
    "Procedure": "procedure",
    "Radiation": "course of radiation",
}


@dataclass(frozen=True)
class Card:
    """One product: its word, its findings, what was decided, and what the facts propose."""

    screened: Screened
    labels: tuple[ProductLabel, ...]
    answers: tuple[PharmacistQuestion, ...]
    proposal: Proposal
    against: str
    blocked_by: str
    """Medicines or treatments that nobody could read; no product is cleared beside them."""

    @property
    def product(self):
        return self.screened.product

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.screened.verdict)

    @property
    def tier(self) -> str:
        return TIERS[self.verdict]

    @cached_property
    def _all(self) -> list[FindingWords]:
        return [FindingWords(found) for found in self.screened.findings]

    @cached_property
    def findings(self) -> list[FindingWords]:
        """What stands open at the row."""
        return [words for words in self._all if words.is_worth_showing]

    @cached_property
    def folded(self) -> list[FindingWords]:
        """Minor ones, and what was looked at and found to do nothing."""
        return [words for words in self._all if not words.is_worth_showing]

    @cached_property
    def say(self) -> tuple[str, str]:
        worst = self.screened.findings[0] if self.screened.findings else None
        return what_to_say(self.product.name_as_typed, self.verdict, worst)

    @property
    def decided(self) -> str:
        return decided(self.screened.decision) if self.screened.decision else ""

    @property
    def contains(self) -> str:
        """What was read out of the name, where that is not the name itself."""
        names = self.screened.reading.ingredient_names
        typed = self.product.name_as_typed.casefold()
        return "" if all(name.casefold() in typed for name in names) else ", ".join(names)

    @property
    def candidates(self) -> list[Candidate]:
        return [each for each in self.screened.candidates if each.kind in CONFIRMABLE]

    @property
    def is_medicine(self) -> bool:
        return self.screened.route_to == "medicines"

    @property
    def waits(self) -> PharmacistQuestion | None:
        return next(iter(self.screened.questions), None)

    @cached_property
    def once(self) -> UUID:
        return uuid4()


@dataclass(frozen=True)
class Rail:
    """What the whole list comes to."""

    counts: tuple[tuple[str, str, int], ...]
    undecided: tuple[Screened, ...]
    against: tuple[Line, ...]
    not_known: tuple[Line, ...]
    not_understood: tuple[str, ...]
    ahead: tuple[tuple[str, tuple[str, ...]], ...]
    screen: ListScreen

    @property
    def stops(self) -> list[Screened]:
        """Without a decision on these no map is signed."""
        return [each for each in self.undecided if each.verdict == Verdict.STOP]

    @property
    def review(self) -> str:
        """How far a pharmacist has looked at what was found."""
        found = [finding.review for each in self.screen.products for finding in each.findings]
        reviewed = sum(each == "reviewed" for each in found)
        if not reviewed:
            return NOT_REVIEWED
        return (
            "reviewed by a pharmacist"
            if reviewed == len(found)
            else f"{reviewed} of {len(found)} findings reviewed by a pharmacist"
        )


def cards_of(
    screen: ListScreen,
    labels: Iterable[ProductLabel],
    answers: Iterable[PharmacistQuestion],
) -> list[Card]:
    """In the order of the design: stop, hold, cannot screen, use with care, none found."""
    labels, answers = list(labels), list(answers)
    ahead = procedures(screen)
    against, blocked_by = against_in_words(screen), ", ".join(screen.not_understood)
    cards = [
        Card(
            each,
            tuple(label for label in labels if label.product_id == each.product.pk),
            tuple(answer for answer in answers if answer.product_id == each.product.pk),
            proposal(each, ahead, blocked_by),
            against,
            blocked_by,
        )
        for each in screen.products
    ]
    return sorted(cards, key=lambda card: ORDER.index(card.verdict))


def rail_of(screen: ListScreen) -> Rail:
    by_verdict = [Verdict(each.verdict) for each in screen.products]
    return Rail(
        counts=tuple(
            (TIERS[each], each.label, by_verdict.count(each)) for each in ORDER if each in by_verdict
        ),
        undecided=screen.undecided,
        against=tuple(line for line in screen.against if line.is_known),
        not_known=tuple(line for line in screen.against if not line.is_known),
        not_understood=screen.not_understood,
        ahead=tuple(_ahead(screen)),
        screen=screen,
    )


def procedures(screen: ListScreen) -> Mapping[date, str]:
    """Planned procedures with a day, by that day."""
    planned = screen.question.get("procedures", [])
    return {date.fromisoformat(each["on"]): each["name"] for each in planned if "on" in each}


def _ahead(screen: ListScreen) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Before each procedure: which products have to stop by when."""
    for on, name in sorted(procedures(screen).items()):
        stops = {
            (min(days), str(each.product))
            for each in screen.products
            if (
                days := [
                    f.stop_by for f in each.findings if f.stop_by and f.kind == "procedure" and f.stop_by < on
                ]
            )
        }
        said = tuple(f"{product}: stop by {work_day(day)}" for day, product in sorted(stops))
        yield f"Before {work_day(on)}: {name}", said


def against_in_words(screen: ListScreen) -> str:
    """ "Screened against 4 medicines and 1 treatment"; what is not known is not counted."""
    known = [line.what for line in screen.against if line.is_known]
    parts = [
        f"{count} {word if count == 1 else _several(word)}"
        for what, word in COUNTED.items()
        if (count := known.count(what))
    ]
    others = len(known) - sum(known.count(what) for what in COUNTED)
    if others:
        parts.append(f"{others} other fact{'s' if others > 1 else ''} of the record")
    if not parts:
        return "Screened against an empty record: no medicine, treatment or count is known."
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Screened against {said}."


def _several(word: str) -> str:
    return word.replace("course of", "courses of") if "course of" in word else f"{word}s"
