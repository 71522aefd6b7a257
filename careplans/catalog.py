"""From the catalog to the fields of a plan: the usual dose to begin with, and what to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from integrative.knowledge.symptom_care import cared_for_as, symptom_care
from integrative.knowledge.therapies.catalog import Therapy, all_therapies
from integrative.knowledge.therapies.evidence import Situation

from .checks.evidence import Hint, hint_of
from .models import Costs, Domain
from .models.dose import Place, Responsible

NOT_OFFERED = "none"
FREE = "free"
DOMAINS = {
    "physical": Domain.PHYSICAL,
    "neuromodulatory": Domain.NEUROMODULATORY,
    "nutrition and supplements": Domain.NUTRITION,
    "psychosocial": Domain.PSYCHOSOCIAL,
}


def usual_dose(therapy: Therapy) -> dict[str, Any]:
    """Where its range begins. What is taught by a service takes place there, the rest at home."""
    return {
        "therapy": therapy.id,
        "times_a_week": therapy.least_times_a_week,
        "minutes": therapy.least_minutes,
        "weeks": therapy.longest_weeks,
        "place": Place.CLINIC if therapy.needs_referral else Place.HOME,
        "responsible": Responsible.SERVICE if therapy.needs_referral else Responsible.PERSON,
    }


def usual_intervention(therapy: Therapy) -> dict[str, Any]:
    """The fields of an Intervention, to be changed by the clinician."""
    return usual_dose(therapy) | {
        "domain": DOMAINS[therapy.domain],
        "title": therapy.name,
        "how": therapy.home_how,
        "sessions": therapy.trial_sessions,
        "costs": Costs.FREE if therapy.cost == FREE else Costs.ASK,
    }


@dataclass(frozen=True)
class Suggestion:
    """A therapy to choose. `is_first_step`: first care of this symptom, which costs nothing."""

    therapy: Therapy
    hint: Hint
    is_first_step: bool

    @property
    def is_free(self) -> bool:
        return self.therapy.cost == FREE

    @property
    def is_advised_against(self) -> bool:
        return self.hint.tier == "stop"


@dataclass(frozen=True)
class DomainOfHelp:
    """One of the four domains. `backed`: with evidence for this symptom or among its first steps."""

    domain: Domain
    backed: tuple[Suggestion, ...]
    others: tuple[Suggestion, ...]


def suggestions_for(symptom: str, person: Situation, taken: Collection[str]) -> list[DomainOfHelp]:
    """What the catalog has for this symptom, by domain: what is free first, then the best recommended."""
    care = symptom_care().get(cared_for_as(symptom))
    first_steps = frozenset(care.first_therapies) if care else frozenset()
    offered = [
        Suggestion(each, hint_of(frozenset({each.id}), [symptom], person), each.id in first_steps)
        for each in all_therapies().values()
        if NOT_OFFERED not in each.plan_slots and each.id not in taken
    ]
    return [_of_domain(domain, offered) for domain in DOMAINS.values()]


def _of_domain(domain: Domain, offered: Iterable[Suggestion]) -> DomainOfHelp:
    here = sorted((each for each in offered if DOMAINS[each.therapy.domain] == domain), key=_rank)
    backed = tuple(each for each in here if _is_backed(each))
    return DomainOfHelp(domain, backed, tuple(each for each in here if not _is_backed(each)))


def _is_backed(each: Suggestion) -> bool:
    return not each.is_advised_against and (each.is_first_step or each.hint.tier == "evid")


GRADES = ("Recommended", "May help")


def _rank(each: Suggestion) -> tuple[bool, bool, bool, int, bool]:
    """What costs nothing comes first; what is advised against last."""
    grade = GRADES.index(each.hint.grade) if each.hint.grade in GRADES else len(GRADES)
    return (
        each.is_advised_against,
        not each.is_free,
        not each.hint.known,
        grade,
        each.hint.outside_population,
    )
