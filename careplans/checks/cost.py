"""Who pays for each item of a plan, by the payer on record today. What is not known is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from integrative.knowledge.coverage import NO_RULE, UNKNOWN, CoverageRule, all_coverage_rules, coverage
from integrative.knowledge.symptom_care import cared_for_as, symptom_care
from integrative.knowledge.therapies.catalog import all_therapies
from patients.models import Coverage
from patients.models.coverage import PayerKind

from ..models import Intervention, PlanPart, Slot
from ..models.dose import Place, Responsible
from ..models.intervention import Costs
from .evidence import symptoms_asked

FREE, COVERED, ASK, NOT_COVERED = "free", "covered", "ask", "not_covered"
PAYERS = {
    PayerKind.COMMERCIAL: "Commercial",
    PayerKind.MEDICARE: "Original Medicare",
    PayerKind.MEDICARE_ADVANTAGE: "Medicare Advantage",
    PayerKind.MEDICAID: "Medicaid",
    PayerKind.VETERANS: "Veterans Health Administration",
    PayerKind.SELF_PAY: "Uninsured or self-pay",
}
"""Kind of payer on record -> its name in the rules."""
BACK_PAIN = frozenset({"msk_pain", "pain_general"})
ONLY_ABOUT = {"CV001": BACK_PAIN, "CV003": BACK_PAIN, "CV024": BACK_PAIN}
"""Rules for pain of back and joints alone: for another symptom they say nothing."""
SAYS = {"yes": COVERED, "no": NOT_COVERED}
WORDS = {
    FREE: ("ok", "No cost"),
    COVERED: ("ok", "Covered"),
    ASK: ("hold", "Coverage: ask"),
    NOT_COVERED: ("hold", "Not covered"),
}
NO_PAYER = "No payer is on record. Ask before the first paid visit."
PAYER_NOT_NAMED = "What this payer covers is not in our tables. Ask before the first paid visit."
BY_THEMSELVES = "Done at home. Nothing to pay for."
SAID_BY_CLINIC = {
    Costs.FREE: "No cost, as written in the plan.",
    Costs.COVERED: "Checked with the payer, as written in the plan.",
    Costs.NOT_COVERED: "Checked with the payer: not covered, as written in the plan.",
}
NOT_A_SERVICE = "Ask what it costs before it is bought."


@dataclass(frozen=True)
class CostLine:
    """One item by its key. `words` are for the person; `free_first`: what costs nothing and comes first."""

    key: UUID
    title: str
    coverage: str
    words: str
    free_first: str = ""

    @property
    def tier(self) -> str:
        return WORDS[self.coverage][0]

    @property
    def word(self) -> str:
        return WORDS[self.coverage][1]


@dataclass(frozen=True)
class Cost:
    payer: str
    lines: tuple[CostLine, ...]

    @property
    def by_key(self) -> Mapping[UUID, CostLine]:
        """By the key of the part or the intervention."""
        return {line.key: line for line in self.lines}

    @property
    def free(self) -> tuple[CostLine, ...]:
        return tuple(line for line in self.lines if line.coverage == FREE)

    @property
    def others(self) -> tuple[CostLine, ...]:
        return tuple(line for line in self.lines if line.coverage != FREE)

    @property
    def words(self) -> str:
        """ "2 without cost, 1 to ask about"."""
        said = {FREE: "without cost", COVERED: "covered", ASK: "to ask about", NOT_COVERED: "not covered"}
        counts = {kind: sum(line.coverage == kind for line in self.lines) for kind in said}
        return ", ".join(f"{count} {said[kind]}" for kind, count in counts.items() if count)


def cost_of(parts: Iterable[PlanPart], payers: Sequence[Coverage], today: date) -> Cost:
    """In: the parts with their interventions prefetched, and the coverage that holds on the day."""
    parts = list(parts)
    begun = [payer for payer in payers if payer.started_on is None or payer.started_on <= today]
    aims = [part.symptom for part in parts if part.symptom]
    lines = [
        _line(item, symptom, begun, today)
        for part in parts
        for item, symptom in _items(part, aims[0] if aims else "")
    ]
    return Cost(payer=", ".join(map(str, begun)) or "No payer on record", lines=tuple(lines))


def _items(part: PlanPart, first_aim: str) -> Iterator[tuple[PlanPart | Intervention, str]]:
    """What is done and what for. A target with nothing of its own to do is a goal, and costs nothing."""
    if part.therapy or not Slot(part.slot).is_target:
        yield part, part.symptom or first_aim
    yield from ((item, part.symptom) for item in part.interventions.all())


def _line(item: PlanPart | Intervention, symptom: str, payers: Sequence[Coverage], today: date) -> CostLine:
    said = SAID_BY_CLINIC.get(Costs(item.costs)) if isinstance(item, Intervention) else None
    if said and isinstance(item, Intervention):
        return CostLine(item.pk, item.title, item.costs, said)
    if _costs_nothing(item):
        return CostLine(item.pk, item.title, FREE, BY_THEMSELVES)
    if not item.therapy:
        return CostLine(item.pk, item.title, ASK, NOT_A_SERVICE, _free_for(symptom, ""))
    kind, rules = _decided([_rules(payer, item.therapy, symptom, today) for payer in payers])
    words = " ".join(dict.fromkeys(rule.for_patients for rule in rules)) or _no_words(payers)
    free = "" if kind == COVERED else _free_first(rules, item.therapy, symptom)
    return CostLine(item.pk, item.title, kind, words, free)


def _costs_nothing(item: PlanPart | Intervention) -> bool:
    """At home, by themselves, and by the catalog free where it knows the therapy."""
    alone = item.place == Place.HOME and item.responsible in {Responsible.PERSON, Responsible.CAREGIVER}
    if item.therapy:
        return alone and all_therapies()[item.therapy].cost == FREE
    return alone and isinstance(item, PlanPart)


def _rules(payer: Coverage, therapy: str, symptom: str, today: date) -> list[CoverageRule]:
    """What the rules of a payer say of a therapy for this symptom; empty for a payer without rules."""
    name = PAYERS.get(PayerKind(payer.kind))
    if name is None:
        return []
    # Without insurance one rule speaks for every paid service.
    asked = "" if payer.kind == PayerKind.SELF_PAY else therapy
    aim = cared_for_as(symptom)
    rules = coverage(name, asked, today)
    about = [rule for rule in rules if aim in ONLY_ABOUT.get(rule.id, {aim})]
    return about or [all_coverage_rules()[NO_RULE]]


def _decided(by_payer: Sequence[list[CoverageRule]]) -> tuple[str, list[CoverageRule]]:
    """Covered if one payer's rules all say so, not covered if all of all say no, and asked otherwise."""
    said = [{SAYS.get(rule.covered, ASK) for rule in rules} for rules in by_payer]
    for one, rules in zip(said, by_payer, strict=True):
        if one == {COVERED}:
            return COVERED, rules
    every = [rule for rules in by_payer for rule in rules]
    if said and all(one == {NOT_COVERED} for one in said):
        return NOT_COVERED, every
    # Beside a rule that may cover it, one that covers something else not would only confuse.
    return ASK, [rule for rule in every if SAYS.get(rule.covered) != NOT_COVERED] or every


def _no_words(payers: Sequence[Coverage]) -> str:
    return PAYER_NOT_NAMED if payers else NO_PAYER


def _free_first(rules: Iterable[CoverageRule], therapy: str, symptom: str) -> str:
    """The name of the rule's own free option, else the first free one for the symptom."""
    own = (rule.free_first for rule in rules if rule.id != NO_RULE and rule.covered != UNKNOWN)
    named = next((free for free in own if free and free != therapy and _is_free(free)), "")
    return all_therapies()[named].name if named else _free_for(symptom, therapy)


def _free_for(symptom: str, but: str) -> str:
    """By the first care of the symptom or a wider one; empty when no free therapy stands there."""
    for asked in symptoms_asked(symptom) if symptom else []:
        care = symptom_care().get(asked)
        for therapy in care.first_therapies if care else ():
            if therapy != but and _is_free(therapy):
                return all_therapies()[therapy].name
    return ""


def _is_free(therapy: str) -> bool:
    return all_therapies()[therapy].cost == FREE
