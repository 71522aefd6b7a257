"""What goes home after treatment: a copy in plain words for the person, one with facts for primary care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from integrative.knowledge.call_words import NOW, SAME_DAY, call_words
from integrative.knowledge.late_effect_words import everyday_words
from integrative.ui.days import identity_day, long_day, read_day
from patients.models import CareTeamMember, Patient
from patients.models.people import TeamRole

from .models import LateEffectWatch, WhoChecks
from .models.part import PlanPart
from .presenters import PARTS
from .sheet import Sheet, sheet_of
from .survivorship import Survivorship, Watched

CHECKED_BY: dict[str, str] = {
    WhoChecks.ONCOLOGY: "Your cancer team",
    WhoChecks.PRIMARY_CARE: "Your own doctor",
    WhoChecks.THIS_CLINIC: "We",
    WhoChecks.PERSON: "You",
    WhoChecks.OTHER: "Someone else",
}
TO_CALL = (
    TeamRole.PRIMARY_CARE,
    TeamRole.MEDICAL_ONCOLOGIST,
    TeamRole.RADIATION_ONCOLOGIST,
    TeamRole.SURGEON,
)


@dataclass(frozen=True)
class ToCall:
    who: str
    name: str
    phone: str


@dataclass(frozen=True)
class PersonCopy:
    """`treatment` and `looked_at` are sentences; `sheet` is the plan of six months, None without one."""

    found: Survivorship
    treatment: tuple[str, ...]
    looked_at: tuple[str, ...]
    sheet: Sheet | None
    call_now: tuple[str, ...]
    call_same_day: tuple[str, ...]
    to_call: tuple[ToCall, ...]

    def sentences(self) -> Iterator[str]:
        """What the page itself says, for the checks of words; the plan has its own."""
        yield from self.looked_at
        yield from (f"Call now if {words}." for words in self.call_now)
        yield from (f"Call us the same day for {words}." for words in self.call_same_day)


@dataclass(frozen=True)
class PrimaryCareCopy:
    """`parts`: heading and line of each part of the plan of six months."""

    found: Survivorship
    watched: tuple[tuple[Watched, str], ...]
    parts: tuple[tuple[str, str], ...]
    to_call: tuple[ToCall, ...]


def copy_for_the_person(patient: Patient, found: Survivorship) -> PersonCopy:
    """Up to four queries."""
    return PersonCopy(
        found=found,
        treatment=tuple(_treatment(found)),
        looked_at=tuple(dict.fromkeys(map(_looked_at, found.watched))),
        sheet=sheet_of(found.active, patient) if found.active else None,
        call_now=tuple(each.words for each in call_words(NOW)),
        call_same_day=tuple(each.words for each in call_words(SAME_DAY)),
        to_call=_to_call(patient),
    )


def copy_for_primary_care(patient: Patient, found: Survivorship) -> PrimaryCareCopy:
    """One query."""
    return PrimaryCareCopy(
        found=found,
        watched=tuple((each, _days(each.watch)) for each in found.watched),
        parts=tuple(_parts(found.active.parts.all())) if found.active else (),
        to_call=_to_call(patient),
    )


A_DAY = re.compile(r"\d{2}-[A-Z][a-z]{2}-\d{4}")


def _in_long_days(text: str) -> str:
    """09-Jul-2025, as staff read it, is 9 July 2025 on what goes home."""
    return A_DAY.sub(lambda found: long_day(read_day(found[0])), text)


def _treatment(found: Survivorship) -> Iterator[str]:
    """The lines of the summary, each with its days; what has none says so."""
    for section in found.summary.sections:
        if not section.lines:
            yield f"{section.heading}: {section.otherwise.lower()}."
        for line in section.lines:
            yield _in_long_days(", ".join(filter(None, (f"{section.heading}: {line.what}", line.when))))


def _looked_at(watched: Watched) -> str:
    """ "Your cancer team checks how well your heart works. Next: 3 March 2027." """
    watch = watched.watch
    who = CHECKED_BY[watch.who]
    verb = "check" if watch.who in {WhoChecks.THIS_CLINIC, WhoChecks.PERSON} else "checks"
    when = f"Next: {long_day(watch.next_on)}." if watch.next_on else "At each visit."
    if watched.is_due:
        when = "It is due now."
    return f"{who} {verb} {everyday_words()[watch.late_effect]}. {when}"


def _days(watch: LateEffectWatch) -> str:
    last = f"last {identity_day(watch.last_on)}" if watch.last_on else "no check on record"
    following = f"next {identity_day(watch.next_on)}" if watch.next_on else "no day set"
    return f"{last}; {following}"


def _parts(parts: Iterable[PlanPart]) -> Iterator[tuple[str, str]]:
    by_slot = {part.slot: part for part in parts}
    for _, heading, _, _, slots in PARTS:
        for part in (by_slot[slot] for slot in slots if slot in by_slot):
            goal = ""
            if part.measure and part.goal is not None:
                start = "no start on record" if part.baseline is None else f"start {part.baseline}"
                goal = f"{part.measured_by}: {start}, goal {part.goal}"
            done = [each.title for each in part.interventions.all()]
            yield heading, ". ".join(filter(None, (part.title, goal, part.how.rstrip("."), ", ".join(done))))


def _to_call(patient: Patient) -> tuple[ToCall, ...]:
    """This clinic first, then who treats the cancer or knows the person, as the record has them."""
    today = patient.clinic.today()
    members = CareTeamMember.objects.of(patient).not_ended_on(today).filter(role__in=TO_CALL)
    in_order = sorted(members.select_related("user"), key=lambda each: TO_CALL.index(TeamRole(each.role)))
    team = (
        ToCall(each.get_role_display(), str(each), each.phone or "no number on record") for each in in_order
    )
    return (ToCall("This clinic", patient.clinic.name, patient.clinic.phone), *team)
