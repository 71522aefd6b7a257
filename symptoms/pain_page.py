"""What stands behind the pain map of a visit: the record's part of the hints, and the last visit's pain.

One query, and only once the page asks; a save asks for nothing of this.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from integrative.accounts.models import User
from integrative.knowledge.agents import Agent, all_agents
from integrative.knowledge.products import read_drugs
from patients.gather import gather
from patients.models import (
    CancerCondition,
    CancerType,
    Medication,
    Metastasis,
    Patient,
    Precaution,
    PrecautionKind,
    Procedure,
    ProcedureState,
    RadiationCourse,
    TreatmentCourse,
)
from patients.models.spread import MetastaticSite

from .models import Consultation, FunctionGoal, PainArea
from .pain_hints import RecordFacts

# As the feature of the library names them; its trait "neurotoxic" also means other harm to nerves and brain.
NEUROTOXIC_CLASSES = frozenset({"taxane", "platinum", "vinca_alkaloid"})
NEUROTOXIC_AGENTS = frozenset(
    {"bortezomib", "thalidomide", "eribulin", "ixabepilone", "enfortumab_vedotin", "brentuximab_vedotin"}
)


class PainBackdrop:
    """In: whose map, who reads, and the day of the visit."""

    def __init__(self, patient: Patient, user: User, on: date) -> None:
        self.patient, self.user, self.on = patient, user, on

    @cached_property
    def _found(self) -> dict[str, list[Any]]:
        seen = Consultation.objects.visible_to(self.user).of(self.patient).signed()
        with_areas, with_goals = _newest_with(PainArea, seen), _newest_with(FunctionGoal, seen)
        return gather(
            areas=PainArea.objects.filter(consultation__in=with_areas).order_by("position"),
            visit=Consultation.objects.filter(pk__in=with_areas).only("visit_on"),
            goals=FunctionGoal.objects.filter(consultation__in=with_goals).order_by("position"),
            goals_visit=Consultation.objects.filter(pk__in=with_goals).only("visit_on"),
            **_record(self.patient, self.user, self.on),
        )

    @cached_property
    def facts(self) -> RecordFacts:
        return facts_of(self._found, self.on)

    @property
    def last_areas(self) -> list[PainArea]:
        """Of the newest signed map that has any."""
        return self._found["areas"]

    @property
    def last_on(self) -> date | None:
        return _day(self._found["visit"])

    @property
    def last_goals(self) -> list[FunctionGoal]:
        """Of the newest signed map that has any."""
        return self._found["goals"]

    @property
    def goals_on(self) -> date | None:
        return _day(self._found["goals_visit"])


def _newest_with(rows: type[PainArea] | type[FunctionGoal], seen: QuerySet) -> QuerySet:
    has_some = Exists(rows._default_manager.filter(consultation=OuterRef("pk")))
    return seen.filter(has_some).order_by("-visit_on", "-pk").values("pk")[:1]


def _day(visits: list[Consultation]) -> date | None:
    return visits[0].visit_on if visits else None


def _record(patient: Patient, user: User, on: date) -> dict[str, QuerySet]:
    def known(model: type[Any]) -> QuerySet:
        return model.objects.visible_to(user).of(patient).valid()

    begun = Q(started_on=None) | Q(started_on__lte=on)
    return {
        "medicines": known(Medication).current_on(on).filter(begun),
        "treatments": known(TreatmentCourse).filter(started_on__lte=on),
        "metastases": known(Metastasis).filter(site=MetastaticSite.BONE)[:1],
        "precautions": known(Precaution).not_ended_on(on).filter(kind=PrecautionKind.BONE_METASTASIS)[:1],
        "myeloma": known(CancerCondition).filter(cancer_type=CancerType.MYELOMA)[:1],
        "operations": known(Procedure).filter(state=ProcedureState.DONE),
        "radiation": known(RadiationCourse),
    }


def facts_of(found: Mapping[str, list[Any]], on: date) -> RecordFacts:
    """In: the rows of `_record`; only names that are read without doubt count."""
    running = [course for course in found["treatments"] if course.runs_on(on)]
    of_late = [course for course in found["treatments"] if _ended_after(course, months_before(on, 12))]
    now = _agents([row.name for row in found["medicines"]] + [course.regimen for course in running])
    lately = now | _agents([course.regimen for course in of_late])
    old = months_before(on, 3)
    return RecordFacts(
        aromatase_inhibitor=any(agent.drug_class == "aromatase_inhibitor" for agent in now),
        neurotoxic_agent=any(
            agent.drug_class in NEUROTOXIC_CLASSES or agent.id in NEUROTOXIC_AGENTS for agent in lately
        ),
        on_oxaliplatin=any(agent.id == "oxaliplatin" for agent in now),
        bone_metastases=bool(found["metastases"] or found["precautions"] or found["myeloma"]),
        surgery_is_old=_all_by([row.performed_on for row in found["operations"]], old),
        radiation_is_old=_all_by([row.ended_on for row in found["radiation"]], old),
    )


def _ended_after(course: TreatmentCourse, day: date) -> bool:
    return course.ended_on is None or course.ended_on >= day


def _agents(names: Iterable[str]) -> frozenset[Agent]:
    return frozenset(
        all_agents()[found.id] for name in names for found in read_drugs(name).found if found.kind == "agent"
    )


def _all_by(days: list[date | None], last: date) -> bool:
    """Whether there are any, and each is known to be no later than `last`."""
    return bool(days) and all(day is not None and day <= last for day in days)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one it has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
