"""What pages show of a screen: one row for each product, its findings, and whether someone has to decide.

Pure: from the rows of the record, through the question, to what is shown. Medicine stands in
`integrative.knowledge`; here its answer only meets the clinic's own rows and decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from integrative.accounts.models import Clinic
from integrative.knowledge.facts import target_name
from integrative.knowledge.screening import screen
from integrative.knowledge.screening.findings import Finding as Found
from integrative.knowledge.screening.question import Question, read_question
from integrative.knowledge.supplements import all_supplements
from integrative.knowledge.tables import BrokenTable
from integrative.knowledge.verbs import BadQuestion, same_form
from integrative.knowledge.verbs.identify import display_name
from integrative.knowledge.version import KNOWLEDGE_VERSION

from .models import PharmacistQuestion, ProductDecision, ProductUse, Verdict
from .screen_question import Asked, Line, Rows, ask, readable

WORST_FIRST = list(Verdict)
NEEDS_DECISION = frozenset({Verdict.STOP, Verdict.HOLD, Verdict.CANNOT_SCREEN})
INTERRUPTS = frozenset({1, 2})
"""Tiers that ask for a decision."""


@dataclass(frozen=True)
class Finding:
    """One finding as a page needs it. `key` names it across screens: what, with what, to what effect."""

    key: str
    product: str
    supplement: str
    supplement_name: str
    counterpart: str
    counterpart_name: str
    kind: str
    severity: str
    evidence: str
    certainty: str
    direction: str
    mechanism: str
    action: str
    action_detail: str
    tier: int | None
    rule: str
    chain: tuple[str, ...]
    sources: tuple[str, ...]
    review: str
    stop_by: date | None
    restart_on: date | None


@dataclass(frozen=True)
class Candidate:
    """What a product may be, for a person to confirm; of the kind "agent" it is a medicine, and can't be."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True)
class Reading:
    """One text as the library read it, with its word and findings."""

    text: str
    verdict: Verdict
    ingredients: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    route_to: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(finding.key for finding in self.findings)

    @property
    def ingredient_names(self) -> tuple[str, ...]:
        return tuple(all_supplements()[supplement].name for supplement in self.ingredients)


@dataclass(frozen=True)
class Screened:
    """One product of the person. `decided_before`: a decision stands, but something new came since."""

    product: ProductUse
    reading: Reading
    decision: ProductDecision | None
    questions: tuple[PharmacistQuestion, ...]
    needs_decision: bool
    decided_before: bool

    @property
    def verdict(self) -> Verdict:
        return self.reading.verdict

    @property
    def ingredients(self) -> tuple[str, ...]:
        return self.reading.ingredients

    @property
    def not_understood(self) -> tuple[str, ...]:
        return self.reading.not_understood

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self.reading.candidates

    @property
    def route_to(self) -> str:
        """ "medicines" when a medicine was typed as a product; else empty."""
        return self.reading.route_to

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.reading.findings

    @property
    def keys(self) -> tuple[str, ...]:
        """The findings by name, as a decision says which of them were seen."""
        return self.reading.keys

    @property
    def stop_by(self) -> date | None:
        """The first day of which a finding that interrupts says so."""
        return min((f.stop_by for f in self.findings if f.stop_by and f.tier in INTERRUPTS), default=None)

    @property
    def restart_on(self) -> date | None:
        """The last such day; none while a finding that interrupts names no end."""
        stops = [f for f in self.findings if f.stop_by and f.tier in INTERRUPTS]
        if not stops or any(f.restart_on is None for f in stops):
            return None
        return max(f.restart_on for f in stops if f.restart_on)


@dataclass(frozen=True)
class ListScreen:
    """The whole list, worst first. `failed` says why nothing was screened; empty when it was."""

    products: tuple[Screened, ...]
    among_medicines: tuple[Reading, ...]
    """Supplements that stand among the medicines: screened too, but rows of another list."""
    not_understood: tuple[str, ...]
    """Medicines and treatments that nobody could read: no product is found free of findings beside one."""
    against: tuple[Line, ...]
    knowledge_version: str
    screened_at: datetime
    question: Mapping[str, Any]
    failed: str = ""

    def of(self, product: ProductUse) -> Screened | None:
        return next((row for row in self.products if row.product.pk == product.pk), None)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Everything that was screened, once each."""
        every = (*(row.reading for row in self.products), *self.among_medicines)
        return tuple({reading.text: reading for reading in every}.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for reading in self.readings for finding in reading.findings)

    @property
    def undecided(self) -> tuple[Screened, ...]:
        return tuple(row for row in self.products if row.needs_decision)


def screen_rows(rows: Rows, clinic: Clinic, today: date, at: datetime) -> ListScreen:
    """In: the lists of `symptoms.screen_rows`. No query, nothing written."""
    asked = Asked({}, ())
    try:
        asked = ask(rows, clinic, today)
        question = read_question(dict(asked.question))
        found = screen(question.lines, question.person, drugs_understood=not question.unknown_drugs)
    except BadQuestion as refused:
        return _list(rows, {}, asked, at, failed=refused.message)
    except BrokenTable as broken:
        return _list(rows, {}, asked, at, failed=f"The knowledge tables can't be read: {broken}")
    readings = _readings(question, found.verdicts, found.findings)
    return _list(rows, readings, asked, at, not_understood=question.unknown_drugs)


def _readings(
    question: Question, verdicts: Iterable[tuple[Any, str]], findings: Iterable[Found]
) -> dict[str, Reading]:
    """By text; of two products written the same way, both get the worse word."""
    of_text: dict[str, list[Finding]] = {}
    for finding in findings:
        of_text.setdefault(finding.product, []).append(shown(finding))
    read: dict[str, Reading] = {}
    for line, word in verdicts:
        read.setdefault(
            line.text,
            Reading(
                text=line.text,
                verdict=Verdict(word),
                ingredients=tuple(part.id for part in line.reading.found),
                not_understood=() if line.understood else (line.reading.unmatched or (line.text,)),
                candidates=tuple(
                    Candidate(maybe.kind, maybe.id, display_name(maybe.kind, maybe.id))
                    for maybe in line.reading.candidates
                ),
                route_to=line.reading.route_to or "",
                findings=tuple(of_text.get(line.text, ())),
            ),
        )
    return read


def shown(finding: Found) -> Finding:
    """The library's finding as pages, lists and decisions need it."""
    return Finding(
        key=f"{finding.supplement}|{finding.with_}|{finding.effect}"[:400],
        product=finding.product,
        supplement=finding.supplement,
        supplement_name=all_supplements()[finding.supplement].name,
        counterpart=finding.with_,
        counterpart_name=target_name(finding.with_),
        kind=finding.with_kind,
        severity=finding.severity,
        evidence=finding.evidence,
        certainty=finding.certainty,
        direction=finding.direction,
        mechanism=finding.mechanism,
        action=finding.action,
        action_detail=finding.action_detail,
        tier=finding.tier,
        rule=finding.rule,
        chain=finding.chain,
        sources=finding.sources,
        review=finding.review,
        stop_by=finding.stop_by,
        restart_on=finding.restart_on,
    )


def _list(
    rows: Rows,
    readings: Mapping[str, Reading],
    asked: Asked,
    at: datetime,
    *,
    not_understood: Iterable[str] = (),
    failed: str = "",
) -> ListScreen:
    decisions = {decision.product_id: decision for decision in rows["decisions"]}
    own = {product.pk: same_form(readable(product.name_as_typed)) for product in rows["products"]}
    products = [
        _screened(
            product,
            readings.get(own[product.pk]) or Reading(own[product.pk], Verdict.NOT_SCREENED),
            decisions.get(product.pk),
            tuple(question for question in rows["questions"] if question.product_id == product.pk),
        )
        for product in rows["products"]
    ]
    products.sort(key=lambda row: (WORST_FIRST.index(row.verdict), str(row.product).lower()))
    return ListScreen(
        products=tuple(products),
        among_medicines=tuple(each for text, each in readings.items() if text not in own.values()),
        not_understood=tuple(not_understood),
        against=asked.against,
        knowledge_version=KNOWLEDGE_VERSION,
        screened_at=at,
        question=asked.question,
        failed=failed,
    )


def _screened(
    product: ProductUse,
    reading: Reading,
    decision: ProductDecision | None,
    questions: tuple[PharmacistQuestion, ...],
) -> Screened:
    needed = needs_decision(reading, decision)
    return Screened(product, reading, decision, questions, needed, needed and decision is not None)


def needs_decision(reading: Reading, decision: ProductDecision | None) -> bool:
    """Whether someone has to decide: on what interrupts and is not decided, or came or grew worse since."""
    if reading.verdict not in NEEDS_DECISION:
        return False
    if decision is None or worse(reading.verdict, decision.verdict):
        return True
    return bool(_interrupting(reading.findings) - set(decision.findings))


def _interrupting(findings: Collection[Finding]) -> set[str]:
    return {finding.key for finding in findings if finding.tier in INTERRUPTS}


def worse(now: str, before: str) -> bool:
    return WORST_FIRST.index(Verdict(now)) < WORST_FIRST.index(Verdict(before))
