"""Starting points for this person: templates by cancer, phase and exposures, each item accepted or not.

A template names no number for this person: the goal is set with them, and a dose that it words freely is
said again in numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from integrative.knowledge.plan_templates import PlanTemplate, Target, templates_for
from integrative.knowledge.symptoms import all_symptoms
from integrative.knowledge.therapies.catalog import Therapy, all_therapies
from integrative.knowledge.therapies.evidence import Situation

from .checks.evidence import Hint, hint_of
from .models import Measure, Slot
from .readings import Of, Reading
from .starts import measured

Readings = Mapping[Of, list[Reading]]
FOR_CAREGIVERS = "caregiver"
"""What a template asks for that is about the caregiver's own plan, not the person's."""
ESAS = "esas_r:"
DIARY_OF_SLEEP = "sleep_diary"
DAYS = re.compile(r"(\d+)(?:-\d+)? days a week")
TIMES_A_DAY = {"once a day": 7, "daily": 7, "twice a day": 14}
MINUTES = re.compile(r"(\d+)(?:-\d+)? minutes")
AT_LEAST = re.compile(r"at least (\d+) percent")


@dataclass(frozen=True)
class ProposedItem:
    """A therapy for a target. `key` names its answer in the form."""

    key: str
    therapy: Therapy
    hint: Hint

    @property
    def is_free(self) -> bool:
        return self.therapy.cost == "free"


@dataclass(frozen=True)
class ProposedTarget:
    key: str
    symptom: str
    measure: Measure
    newest: Reading | None
    template_goal: str
    goal: int | None
    """Where the template names one; else it is set with the person."""
    how: str
    items: tuple[ProposedItem, ...]

    @property
    def name(self) -> str:
        return all_symptoms()[self.symptom].name


@dataclass(frozen=True)
class ProposedPractice:
    """The anchor or the coping practice. `times` and `minutes` are None where the words give no number."""

    key: str
    therapy: Therapy
    dose: str
    times: Decimal | None
    minutes: int | None
    intensity: str = ""
    activity: str = ""
    progression: str = ""


@dataclass(frozen=True)
class Proposal:
    template: PlanTemplate
    targets: tuple[ProposedTarget, ...]
    anchor: ProposedPractice | None
    coping: ProposedPractice | None

    @property
    def answered(self) -> Iterator[str]:
        """The keys of everything that is accepted or rejected."""
        for target in self.targets:
            yield target.key
            yield from (item.key for item in target.items)
        yield from (practice.key for practice in (self.anchor, self.coping) if practice)

    @property
    def worst_score(self) -> int:
        """The highest score on record of what it aims at; -1 where none is on record."""
        scores = [t.newest.value for t in self.targets if t.newest and t.measure is Measure.SCORE]
        return max(scores, default=-1)


def proposals_for(person: Situation, readings: Readings, taken: frozenset[str]) -> list[Proposal]:
    """Those for this cancer first; among them those whose targets score worst now. `taken`: filled slots."""
    cancer = person.cancer_type or "any"
    fitting = [
        each
        for each in templates_for(cancer, person.phases, person.exposures)
        if FOR_CAREGIVERS not in each.requires
    ]
    proposals = [proposal_of(each, person, readings, taken) for each in fitting]
    return sorted(proposals, key=lambda each: (cancer not in each.template.cancers, -each.worst_score))


def proposal_of(
    template: PlanTemplate, person: Situation, readings: Readings, taken: frozenset[str]
) -> Proposal:
    """What of a template has a free place; the target that scores worse first."""
    free = [slot for slot in (Slot.TARGET_1, Slot.TARGET_2) if slot not in taken]
    aims = sorted(template.targets, key=lambda target: -_score(target, readings))
    return Proposal(
        template=template,
        targets=tuple(
            _target(slot, target, person, readings) for slot, target in zip(free, aims, strict=False)
        ),
        anchor=None if Slot.ANCHOR in taken else _anchor(template),
        coping=None if Slot.COPING in taken else _coping(template),
    )


def _score(target: Target, readings: Readings) -> int:
    rows = readings.get(measured(*_measured(target)))
    return rows[-1].value if rows and _measured(target)[0] is Measure.SCORE else -1


def _measured(target: Target) -> tuple[Measure, str]:
    """The measure of the plan and the symptom it belongs to; an item of the ESAS-r is a symptom itself."""
    if target.measure == DIARY_OF_SLEEP:
        return Measure.SLEEP_EFFICIENCY, target.symptom
    item = f"esas_{target.measure.removeprefix(ESAS)}"
    if target.measure.startswith(ESAS) and item in all_symptoms():
        return Measure.SCORE, item
    return Measure.SCORE, target.symptom


def _target(slot: Slot, target: Target, person: Situation, readings: Readings) -> ProposedTarget:
    measure, symptom = _measured(target)
    rows = readings.get(measured(measure, symptom))
    said = AT_LEAST.search(target.goal) if measure is Measure.SLEEP_EFFICIENCY else None
    return ProposedTarget(
        key=slot.value,
        symptom=symptom,
        measure=measure,
        newest=rows[-1] if rows else None,
        template_goal=target.goal,
        goal=int(said[1]) if said else None,
        how=". ".join(target.steps) + ".",
        items=tuple(
            ProposedItem(
                f"{slot.value}_{each}",
                all_therapies()[each],
                hint_of(frozenset({each}), [symptom], person),
            )
            for each in (*target.free, *target.paid)
        ),
    )


def _anchor(template: PlanTemplate) -> ProposedPractice:
    told = template.anchor
    return ProposedPractice(
        key=Slot.ANCHOR.value,
        therapy=all_therapies()[told.therapy],
        dose=f"{told.frequency}. {told.time}.",
        times=_times(told.frequency),
        minutes=_minutes(told.time),
        intensity=told.intensity,
        activity=told.type,
        progression=told.progression,
    )


def _coping(template: PlanTemplate) -> ProposedPractice:
    therapy, dose = all_therapies()[template.coping], template.coping_dose
    return ProposedPractice(
        key=Slot.COPING.value, therapy=therapy, dose=f"{dose}.", times=_times(dose), minutes=_minutes(dose)
    )


def _times(words: str) -> Decimal | None:
    """The fewest that the words name; None where they name none, or more than one."""
    if days := DAYS.fullmatch(words):
        return Decimal(days[1])
    found = [times for said, times in TIMES_A_DAY.items() if said in words.lower()]
    return Decimal(found[0]) if len(found) == 1 else None


def _minutes(words: str) -> int | None:
    found = MINUTES.findall(words)
    said_otherwise = "times" in words or "sets" in words
    return int(found[0]) if len(found) == 1 and not said_otherwise else None
