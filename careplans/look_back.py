"""What a follow-up looks back on: every item of the plan that is decided, with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from .checks.clearance import clearances_of
from .compare import Course, course_of
from .models import CarePlan, Intervention, Measure, PlanPart, Slot
from .proposals import Judged, Proposal, Said, propose
from .readings import Of, Reading, readings_of
from .simplify import Load


@dataclass(frozen=True)
class Record:
    """What the record says today of a plan: `readings` of every measure, and by therapy why it is on hold."""

    today: date
    readings: Mapping[Of, Sequence[Reading]]
    on_hold: Mapping[str, str] = field(default_factory=dict)

    def as_of(self, day: date) -> Record:
        """As it stood on a day gone by; what is on hold today says nothing of that day."""
        until = {of: [row for row in rows if row.on <= day] for of, rows in self.readings.items()}
        return Record(day, until)


@dataclass(frozen=True)
class Item:
    """One thing that gets a decision: an intervention, the anchor, the practice, or a bare target.

    `key` names it in the form: "anchor", or "target_1_2" for the second thing done for the first target.
    """

    key: str
    row: PlanPart | Intervention
    part: PlanPart
    course: Course | None
    on_hold: str

    @property
    def pk(self) -> UUID:
        return self.row.pk

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def stands(self) -> str:
        """Where in the plan: "for Nausea", "lifestyle anchor"."""
        if self.part.symptom:
            return f"for {self.part.get_symptom_display().lower()}"
        return self.part.get_slot_display().lower()

    @property
    def bad_day(self) -> str:
        return self.row.bad_day if isinstance(self.row, PlanPart) else ""

    @property
    def sessions(self) -> int | None:
        return self.row.sessions if isinstance(self.row, Intervention) else None

    @property
    def about(self) -> dict[str, PlanPart | Intervention]:
        """The column of a decision that points here."""
        return {"part": self.row} if isinstance(self.row, PlanPart) else {"intervention": self.row}

    def proposal(self, said: Said) -> Proposal:
        judged = Judged(self.course, self.row.times_a_week, self.sessions, self.on_hold)
        return propose(judged, said)

    def load(self, felt: str = "") -> Load:
        return Load(
            title=self.title,
            minutes_a_week=self.row.minutes_a_week,
            trips_a_month=Decimal(self.row.trips_a_month),
            is_new_pill=isinstance(self.row, Intervention) and self.row.is_new_pill,
            felt=felt,
            course=self.course,
        )


@dataclass(frozen=True)
class LookBack:
    items: tuple[Item, ...]
    courses: tuple[Course, ...]

    def by_pk(self) -> dict[UUID, Item]:
        return {item.pk: item for item in self.items}


def read_record(plan: CarePlan) -> Record:
    """Two queries. In: the plan with patient and clinic, its parts and their interventions."""
    rows = [row for part in plan.parts.all() for row in (part, *part.interventions.all())]
    cleared = clearances_of(plan.patient, {row.therapy for row in rows if row.therapy})
    return Record(
        today=plan.patient.clinic.today(),
        readings=readings_of(plan.patient),
        on_hold={therapy: each.reasons[0] for therapy, each in cleared.items() if each.is_on_hold},
    )


def look_back(plan: CarePlan, record: Record, scores: Mapping[UUID, int] | None = None) -> LookBack:
    """In: a plan with its parts and interventions, and the `scores` asked today by key of the part."""
    typed = {key: Reading(score, record.today) for key, score in (scores or {}).items()}
    parts = sorted(plan.parts.all(), key=lambda part: Slot.values.index(part.slot))
    courses = {
        part.pk: course_of(part, record.readings, begun_on=plan.activated_on, typed=typed.get(part.pk))
        for part in parts
    }
    items = [item for part in parts for item in _items_of(part, courses[part.pk], record)]
    return LookBack(tuple(items), tuple(filter(None, courses.values())))


def can_be_asked(part: PlanPart, record: Record, begun_on: date | None) -> bool:
    """A score that the record has nothing newer of."""
    if part.measure != Measure.SCORE:
        return False
    course = course_of(part, record.readings, begun_on=begun_on, typed=None)
    return course is not None and course.now is None


def _items_of(part: PlanPart, course: Course | None, record: Record) -> list[Item]:
    interventions = part.interventions.all()
    if not interventions:
        return [Item(part.slot, part, part, course, record.on_hold.get(part.therapy, ""))]
    return [
        Item(f"{part.slot}_{each.position}", each, part, course, record.on_hold.get(each.therapy, ""))
        for each in interventions
    ]
