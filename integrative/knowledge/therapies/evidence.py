"""What is known of a therapy for a symptom, and whether it was found in people like this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..tables import Table, a_number, anything, each, filled, one_of, optional, provenance, refers_to, split
from .catalog import CERTAINTIES

CANCERS = (
    "breast", "prostate", "lung", "colorectal", "head_neck", "hematologic", "melanoma", "pancreatic",
    "gynecologic", "brain",
)  # fmt: skip
PHASES = ("pre_treatment", "active", "maintenance", "post", "advanced", "end_of_life", "procedure")
AGE_GROUPS = ("adult", "child")
INTENTS = ("treat", "prevent")
RECOMMENDATIONS = ("should", "may", "no-recommendation", "should-not")
"""From the best to the worst."""
KINDS = {"guideline": 0, "position-statement": 0, "systematic-review": 1, "rct": 2, "other": 3}
"""Guidance before reviews before trials."""

EVIDENCE = Table(
    "evidence",
    {
        "id": filled,
        "therapy": refers_to("therapies", "supplements", "comedications"),
        "listed_in": one_of("therapies", "supplements", "comedications"),
        "symptom": refers_to("symptoms"),
        "intent": one_of(*INTENTS),
        "population": each(one_of("any", *CANCERS, *(f"!{cancer}" for cancer in CANCERS))),
        "requires": anything,
        "age_group": one_of(*AGE_GROUPS, "any"),
        "phase": each(one_of(*PHASES, "any")),
        "recommendation": one_of(*RECOMMENDATIONS),
        "basis": one_of("guideline", "house-reading"),
        "evidence_certainty": filled,
        "strength": filled,
        "kind": one_of(*KINDS),
        "year": a_number(1950, 2100),
        "citation": filled,
        "doi": optional(filled),
        "effect": anything,
        "conflicts_with": each(refers_to("evidence")),
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class Situation:
    """The person as evidence is matched to them. What is not known fits only rows that take anyone."""

    cancer_type: str | None
    age_group: str | None
    phases: frozenset[str]
    exposures: frozenset[str]


@dataclass(frozen=True)
class Statement:
    """One statement of one source about a therapy for a symptom, graded on the source's own scale."""

    id: str
    therapy: str
    symptom: str
    intent: str
    population: tuple[str, ...]
    requires: tuple[str, ...]
    age_group: str
    phases: tuple[str, ...]
    recommendation: str
    basis: str
    evidence_certainty: str
    strength: str
    kind: str
    year: int
    citation: str
    doi: str
    effect: str
    conflicts_with: tuple[str, ...]

    def fits(self, person: Situation) -> bool:
        """Whether the statement was made for people like this one."""
        return (
            self._fits_cancer(person.cancer_type)
            and all(not person.exposures.isdisjoint(need.split("/")) for need in self.requires)
            and self.age_group in {"any", person.age_group}
            and ("any" in self.phases or not person.phases.isdisjoint(self.phases))
        )

    def _fits_cancer(self, cancer: str | None) -> bool:
        if "any" in self.population:
            return True
        spared = (word[1:] for word in self.population if word.startswith("!"))
        return cancer is not None and (cancer in self.population or any(cancer != word for word in spared))

    def made_for(self) -> str:
        """The population in words."""
        people = {"adult": "adults", "child": "children", "any": "any age"}[self.age_group]
        cancers = ", ".join(_cancer_words(word) for word in self.population)
        needs = "".join(f", with {need.replace('/', ' or ').replace('_', ' ')}" for need in self.requires)
        phases = "" if "any" in self.phases else f", phase {' or '.join(self.phases).replace('_', ' ')}"
        return f"{cancers}, {people}{needs}{phases}"


def _cancer_words(word: str) -> str:
    if word == "any":
        return "any cancer"
    name = word.removeprefix("!").replace("_", " and ")
    return f"any cancer but {name}" if word.startswith("!") else f"{name} cancer"


@cache
def all_statements() -> Mapping[str, Statement]:
    """Every statement by id."""
    same = (
        *("id", "therapy", "symptom", "intent", "age_group", "recommendation", "basis"),
        *("evidence_certainty", "strength", "kind", "citation", "doi", "effect"),
    )
    return {
        row["id"]: Statement(
            **{name: row[name] for name in same},
            population=split(row["population"]),
            requires=split(row["requires"]),
            phases=split(row["phase"]),
            year=int(row["year"]),
            conflicts_with=split(row["conflicts_with"]),
        )
        for row in EVIDENCE.rows()
    }


@dataclass(frozen=True)
class Matched:
    """A statement and whether it fits the person."""

    statement: Statement
    in_population: bool


@dataclass(frozen=True)
class Evidence:
    """What is shown, best first. Nothing known gives no headline; absence says nothing about an effect."""

    headline: Statement | None
    outside_population: bool
    conflict: bool
    rows: tuple[Matched, ...]


def evidence(symptom: str, intent: str, person: Situation, therapy: str | None = None) -> Evidence:
    """What is known of one therapy, or of all when none is named, for a symptom."""
    known = [
        statement
        for statement in all_statements().values()
        if (statement.symptom, statement.intent) == (symptom, intent) and therapy in {None, statement.therapy}
    ]
    if not known:
        return Evidence(None, outside_population=False, conflict=False, rows=())
    asked = sorted(_shown(known, person), key=lambda row: _rank(row, person, by_verdict=therapy is None))
    rows = [*asked, *_disagreeing(asked, person)]
    return Evidence(
        headline=asked[0].statement,
        outside_population=not asked[0].in_population,
        conflict=any(_conflicts(row, rows) for row in rows),
        rows=tuple(rows),
    )


def _shown(known: Iterable[Statement], person: Situation) -> Iterator[Matched]:
    """Of each therapy all that fits the person; where nothing fits, all there is."""
    known = list(known)
    fitting = {statement.therapy for statement in known if statement.fits(person)}
    for statement in known:
        fits = statement.fits(person)
        if fits or statement.therapy not in fitting:
            yield Matched(statement, fits)


def _rank(row: Matched, person: Situation, *, by_verdict: bool) -> tuple[bool, int, int, bool, int, str]:
    """In population first; among several therapies the best verdict; then guidance before reviews before
    trials, a row that names the cancer before one for any, the newest, and the id."""
    statement = row.statement
    verdict = RECOMMENDATIONS.index(statement.recommendation) if by_verdict else 0
    names_cancer = person.cancer_type in statement.population
    return (
        not row.in_population,
        verdict,
        KINDS[statement.kind],
        not names_cancer,
        -statement.year,
        statement.id,
    )


def _disagreeing(asked: Iterable[Matched], person: Situation) -> Iterator[Matched]:
    """Statements about something near by that contradict one that fits, so that it never stands alone."""
    asked = list(asked)
    there = {row.statement.id for row in asked}
    others = (other for row in asked if row.in_population for other in row.statement.conflicts_with)
    for other in dict.fromkeys(others):
        statement = all_statements()[other]
        same_aim = statement.intent == asked[0].statement.intent
        if other not in there and same_aim and statement.fits(person):
            yield Matched(statement, in_population=True)


def _conflicts(row: Matched, rows: Iterable[Matched]) -> bool:
    return row.in_population and any(
        other.in_population
        and other.statement.id in row.statement.conflicts_with
        and row.statement.id in other.statement.conflicts_with
        for other in rows
    )
