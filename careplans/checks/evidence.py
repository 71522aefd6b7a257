"""What is known of each item of a plan for what it is meant to help: one sentence, its weight, its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from integrative.knowledge.products import read_drugs, read_product
from integrative.knowledge.symptom_care import cared_for_as, symptom_care
from integrative.knowledge.symptoms import all_symptoms
from integrative.knowledge.therapies.evidence import (
    INTENTS,
    Evidence,
    Situation,
    Statement,
    all_statements,
    evidence,
)

from ..models import Intervention, PlanPart, Slot

RECOMMENDATION = {
    "should": ("Recommended", "recommends it"),
    "may": ("May help", "says it may help"),
    "no-recommendation": ("Not enough known", "makes no recommendation: not enough is known"),
    "should-not": ("Advised against", "advises against it"),
}
"""The source's verdict as a word, and inside a sentence."""
NOT_SEEN = frozenset({"not-seen", "ungraded-here"})
NOT_IN_TABLES = "Not in our tables. That says nothing about whether it helps."


@dataclass(frozen=True)
class Hint:
    """`known` is false where the tables say nothing; then only `sentence` is filled."""

    sentence: str
    known: bool = False
    grade: str = ""
    certainty: str = ""
    outside_population: bool = False
    conflict: bool = False
    citation: str = ""
    doi: str = ""
    tier: str = "unk"


def hints_of(parts: Iterable[PlanPart], person: Situation) -> dict[UUID, Hint]:
    """By the key of each part with something to do, and of each intervention. No query if prefetched."""
    parts = list(parts)
    targets = [part.symptom for part in parts if Slot(part.slot).is_target]
    hints: dict[UUID, Hint] = {}
    for part in parts:
        if Slot(part.slot).is_target:
            hints |= {each.pk: hint_of(_meant(each), [part.symptom], person) for each in _under(part)}
        if part.therapy or not Slot(part.slot).is_target:
            aims = [part.symptom] if part.symptom else targets
            hints[part.pk] = hint_of(_meant(part), aims, person, or_any=True)
    return hints


def hint_of(
    meant: frozenset[str], symptoms: Iterable[str], person: Situation, *, or_any: bool = False
) -> Hint:
    """The best statement about one of these therapies for the first symptom that has one.

    `or_any`: where none is about these symptoms, what is known of it for another one.
    """
    for symptom in symptoms:
        for asked in symptoms_asked(symptom):
            if found := _found(meant, asked, person):
                return found
    if or_any:
        others = dict.fromkeys(row.symptom for row in all_statements().values() if row.therapy in meant)
        hints = [hint for symptom in others if (hint := _found(meant, symptom, person))]
        if hints:
            return min(hints, key=lambda hint: hint.outside_population)
    return Hint(NOT_IN_TABLES)


def _meant(item: PlanPart | Intervention) -> frozenset[str]:
    """The entries of the tables an item is: its therapy, or the one product or drug its title names."""
    if item.therapy:
        return frozenset({item.therapy})
    named = {found.id for read in (read_product, read_drugs) for found in read(item.title).found}
    return frozenset(named) if len(named) == 1 else frozenset()


def _under(part: PlanPart) -> list[Intervention]:
    return list(part.interventions.all())


def symptoms_asked(symptom: str) -> list[str]:
    """The symptom, what an item of the ESAS-r stands for in the clinic's list, and the wider ones."""
    asked = list(dict.fromkeys([symptom, cared_for_as(symptom)]))
    while care := symptom_care().get(asked[-1]):
        if not care.parent or care.parent in asked:
            break
        asked.append(care.parent)
    return asked


def _found(meant: frozenset[str], symptom: str, person: Situation) -> Hint | None:
    """What treats a symptom that is there comes before what prevents it."""
    for intent in INTENTS:
        for therapy in sorted(meant):
            known = evidence(symptom, intent, person, therapy)
            if known.headline:
                return _hint(known, known.headline)
    return None


def _hint(known: Evidence, headline: Statement) -> Hint:
    grade, says = RECOMMENDATION[headline.recommendation]
    against = headline.recommendation == "should-not"
    return Hint(
        sentence=_sentence(headline, says),
        known=True,
        grade=grade,
        certainty=_certainty(headline),
        outside_population=known.outside_population,
        conflict=known.conflict,
        citation=headline.citation,
        doi=headline.doi,
        tier="stop" if against else "plain" if headline.recommendation == "no-recommendation" else "evid",
    )


def _sentence(headline: Statement, says: str) -> str:
    """ "SIO-ASCO pain guideline (Mao 2022) recommends it for joint pain …: breast cancer, adults." """
    symptom = all_symptoms()[headline.symptom].name
    source = headline.citation if str(headline.year) in headline.citation else _dated(headline)
    effect = f" {headline.effect}" if headline.effect else ""
    aim = "To prevent" if headline.intent == "prevent" else "For"
    return f"{source} {says}. {aim} {_lower_first(symptom)}: {headline.made_for()}.{effect}"


def _dated(headline: Statement) -> str:
    return f"{headline.citation} ({headline.year})"


def _lower_first(words: str) -> str:
    """Inside a sentence; an abbreviation stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _certainty(headline: Statement) -> str:
    """On the source's own scale; empty where it gave none."""
    word = headline.evidence_certainty
    return "" if word in NOT_SEEN else f"evidence {word.replace('-', ' ')}"
