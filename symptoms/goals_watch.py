"""The record as `goals_prompts` asks about it: read in one question, alone or with the lists of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, may
from patients.gather import gather
from patients.models import (
    DiseaseStatus,
    HospitalVisit,
    LifeEvent,
    Metastasis,
    Patient,
    Phase,
    PhaseOfCare,
    Recurrence,
)
from patients.models.hospital import VisitKind
from patients.models.spread import Evidence

from .goals_prompts import Answer, AskAgain, Doubt, Happening, ask_again, doubt_about
from .models import GoalsOfCareEntry, Lean
from .plan_in_force import lists_for_plan

# The newest of each kind: who was not asked for longer than that is asked anyway.
NEWEST = 6
STAYS = {
    VisitKind.EMERGENCY: "emergency visit",
    VisitKind.OBSERVATION: "hospital observation",
    VisitKind.ADMISSION: "hospital stay",
    VisitKind.INTENSIVE_CARE: "intensive care stay",
}
Found = Mapping[str, list[Any]]


@dataclass(frozen=True)
class GoalsWatch:
    """What a page says about goals of care beside the log itself; none of the person's words."""

    ask_again: AskAgain | None
    doubt: Doubt | None

    def __bool__(self) -> bool:
        return bool(self.ask_again or self.doubt)


def goals_watch(patient: Patient, user: User) -> GoalsWatch | None:
    """One query; None for those who don't read goals of care, and after a death."""
    if not is_watched(patient, user):
        return None
    return watch_from(gather(**lists_for_watch(patient, user)), patient)


def is_watched(patient: Patient, user: User) -> bool:
    return patient.deceased_on is None and may(user, Permission.READ_GOALS, patient)


def lists_for_watch(patient: Patient, user: User) -> dict[str, QuerySet]:
    """What `watch_from` reads, to be gathered with the other lists of a page."""
    answers = GoalsOfCareEntry.objects.visible_to(user).of(patient).newest_first()
    imaging, turning = Evidence.IMAGING, [Phase.ADVANCED, Phase.HOSPICE]
    happened = {
        "scans": _valid(DiseaseStatus, patient, user, "observed_on").filter(evidence=imaging),
        "spread": _valid(Metastasis, patient, user, "found_on").exclude(found_on=None),
        "recurrences": _valid(Recurrence, patient, user, "found_on"),
        "stays": _valid(HospitalVisit, patient, user, "started_on"),
        "phases": _valid(PhaseOfCare, patient, user, "started_on").filter(phase__in=turning),
        "life_events": _valid(LifeEvent, patient, user, "happened_on"),
    }
    newest = {name: rows[:NEWEST] for name, rows in happened.items()}
    return {"answers": answers.only("asked_on", "lean"), **newest, **lists_for_plan(patient, user)}


def _valid(model: Any, patient: Patient, user: User, day: str) -> QuerySet:
    return model.objects.visible_to(user).of(patient).valid().order_by(f"-{day}", "-pk")


def watch_from(found: Found, patient: Patient) -> GoalsWatch:
    """In: the lists of `lists_for_watch`."""
    answers = [Answer(entry.asked_on, Lean(entry.lean)) for entry in found["answers"]]
    plan = next(iter(found.get("plan_in_force", ())), None)
    registered_on = patient.registered_at.astimezone(patient.clinic.zone).date()
    return GoalsWatch(
        ask_again=ask_again(
            _happenings(found), asked_on=answers[0].on if answers else None, known_since=registered_on
        ),
        doubt=doubt_about(plan.activated_on if plan else None, answers),
    )


def _happenings(found: Found) -> Iterator[Happening]:
    for scan in found["scans"]:
        yield Happening(scan.observed_on, f"scan, {scan.get_status_display().lower()}")
    for spread in found["spread"]:
        yield Happening(spread.found_on, f"metastasis found, {spread.get_site_display().lower()}")
    for recurrence in found["recurrences"]:
        yield Happening(recurrence.found_on, f"{recurrence.get_kind_display().lower()} recurrence")
    for stay in found["stays"]:
        yield Happening(stay.started_on, STAYS[VisitKind(stay.kind)])
    for phase in found["phases"]:
        yield Happening(phase.started_on, f"phase of care is now {phase.get_phase_display().lower()}")
    for event in found["life_events"]:
        yield Happening(event.happened_on, f"life event, {event.event}")
