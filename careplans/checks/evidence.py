"""What is known of each item of a plan for what it is meant to help: one sentence, its weight, its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
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

WORDS = {
    "should": ("Recommended", "Recommended for", "Recommended to prevent"),
    "may": ("May help", "May help with", "May help to prevent"),
    "no-recommendation": ("Not enough known", "Not enough is known for", "Not enough is known to prevent"),
    "should-not": ("Advised against", "Advised against for", "Advised against to prevent"),
}
"""The source's verdict as a word, and how a sentence begins: for what is there, and for what may come."""
NOT_SEEN = frozenset({"not-seen", "ungraded-here"})
WIDER = {"walking_program": ("aerobic_exercise", "Brisk walking is aerobic exercise.")}
"""Without a statement of its own, and by the catalog and the templates a kind of what has one."""
OUR_READING = "This is our reading of the study."
FOR_ANOTHER = "Nothing for this target. "
FOR_ANOTHER_GRADE = "For another symptom"
"""Beside a practice that helps through the day, "Advised against" would be read as said of that."""
NOT_IN_TABLES = "Not in our tables. That says nothing about whether it helps."


@dataclass(frozen=True)
class Hint:
    """`known` is false where the tables say nothing; then only `sentence` is filled. `for_another`: it is
    about another symptom than the plan's."""

    sentence: str
    known: bool = False
    grade: str = ""
    certainty: str = ""
    outside_population: bool = False
    conflict: bool = False
    for_another: bool = False
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
    return (or_any and _for_another(meant, person)) or Hint(NOT_IN_TABLES)


def _for_another(meant: frozenset[str], person: Situation) -> Hint | None:
    """What is known for another symptom, said so; in people like this one before others."""
    symptoms = dict.fromkeys(row.symptom for row in all_statements().values() if row.therapy in meant)
    hints = [hint for symptom in symptoms if (hint := _found(meant, symptom, person))]
    if not hints:
        return None
    best = min(hints, key=lambda hint: hint.outside_population)
    return replace(
        best, sentence=FOR_ANOTHER + best.sentence, grade=FOR_ANOTHER_GRADE, tier="plain", for_another=True
    )


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
    wider = next((WIDER[therapy] for therapy in meant if therapy in WIDER), None)
    hint = _found(frozenset({wider[0]}), symptom, person) if wider else None
    return replace(hint, sentence=f"{wider[1]} {hint.sentence}") if wider and hint else None


def _hint(known: Evidence, headline: Statement) -> Hint:
    against = headline.recommendation == "should-not"
    return Hint(
        sentence=_sentence(headline),
        known=True,
        grade=WORDS[headline.recommendation][0],
        certainty=_certainty(headline),
        outside_population=known.outside_population,
        conflict=known.conflict,
        citation=headline.citation,
        doi=headline.doi,
        tier="stop" if against else "plain" if headline.recommendation == "no-recommendation" else "evid",
    )


def _sentence(headline: Statement) -> str:
    """ "Recommended for joint pain …: breast cancer, adults." The source stands apart."""
    _, treats, prevents = WORDS[headline.recommendation]
    begins = prevents if headline.intent == "prevent" else treats
    symptom = _lower_first(all_symptoms()[headline.symptom].name)
    ours = OUR_READING if headline.basis == "house-reading" else ""
    return " ".join(filter(None, (f"{begins} {symptom}: {headline.made_for()}.", headline.effect, ours)))


def _lower_first(words: str) -> str:
    """Inside a sentence; an abbreviation stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _certainty(headline: Statement) -> str:
    """On the source's own scale; empty where it gave none."""
    word = headline.evidence_certainty
    return "" if word in NOT_SEEN else f"evidence {word.replace('-', ' ')}"
