"""What stands on the record page: every kind of fact in its section, and what does not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from integrative.accounts.models import Clinic, User
from integrative.accounts.permissions import may
from integrative.knowledge.contradictions import Contradiction

from .checks import check_record, holds_today
from .gather import gather
from .kinds import KINDS, Kind
from .models import AskedAbout, Fact, Patient
from .models.fact import EndingFact
from .nadir import NadirLine, nadir_lines
from .opioids import OpioidDay, opioid_day
from .telling import details, how_we_know

SHOWN = 12
GROUPS: dict[str, tuple[str, ...]] = {
    "Cancer": ("diagnosis", "stage", "marker", "metastasis", "recurrence", "status", "performance"),
    "Treatment": ("phase", "treatment", "radiation", "procedure"),
    "Medicines, allergies, counts": ("medicine", "allergy", "measurement", "precaution"),
    "People around": ("team", "caregiver", "agreement", "skill", "coverage"),
    "Between visits": ("hospital", "fall", "life-event"),
    "Background": ("family", "tobacco"),
}

HANGING = (
    ("diagnosis", "cancer", ("stage", "marker", "metastasis", "recurrence", "status")),
    ("caregiver", "caregiver", ("agreement", "skill")),
)
"""Kinds whose facts point to one of another kind: slug of that, name of the field, their slugs."""


@dataclass(frozen=True)
class Row:
    """A fact with the line under its name."""

    fact: Fact
    details: list[tuple[str, str]]
    is_over: bool


@dataclass(frozen=True)
class Section:
    """One kind of fact: the newest that stand, whether there are more, and what was answered when asked."""

    kind: Kind
    rows: list[Row]
    has_more: bool
    asked: AskedAbout | None
    may_edit: bool

    @property
    def standing(self) -> list[Row]:
        return [row for row in self.rows if not row.is_over]

    @property
    def over(self) -> list[Row]:
        return [row for row in self.rows if row.is_over]


@dataclass(frozen=True)
class RecordPage:
    patient: Patient
    groups: list[tuple[str, list[Section]]]
    contradictions: list[Contradiction]
    opioids: OpioidDay | None
    nadirs: list[NadirLine]


def record_of(patient: Patient, user: User, today: date) -> RecordPage:
    """Everything on record, the newest of each kind. One query for all kinds."""
    found = gather(
        asked=AskedAbout.objects.of(patient).standing(),
        **holds_today(patient, today),
        **{slug: kind.rows(patient)[: SHOWN + 1] for slug, kind in KINDS.items()},
    )
    _join(found)
    asked = {answer.topic: answer for answer in found["asked"]}
    groups = [
        (name, [_section(KINDS[slug], found[slug], asked, patient, user) for slug in slugs])
        for name, slugs in GROUPS.items()
    ]
    return RecordPage(
        patient,
        groups,
        contradictions=check_record(found, today),
        opioids=opioid_day(found["taken"]),
        nadirs=nadir_lines(found["running"], today),
    )


def rows_of(kind: Kind, facts: list[Fact], clinic: Clinic) -> list[Row]:
    """Each fact with its line; what ended before today is over."""
    today = clinic.today()
    return [Row(fact, _line(fact, kind, clinic), _is_over(fact, today)) for fact in facts]


def _line(fact: Fact, kind: Kind, clinic: Clinic) -> list[tuple[str, str]]:
    """What is known of it, and at the end how."""
    return [*details(fact, kind.says, clinic), ("how we know", how_we_know(fact, clinic))]


def _is_over(fact: Fact, today: date) -> bool:
    return isinstance(fact, EndingFact) and fact.is_over_on(today)


def _section(
    kind: Kind, rows: list[Fact], asked: dict[str, AskedAbout], patient: Patient, user: User
) -> Section:
    return Section(
        kind=kind,
        rows=rows_of(kind, rows[:SHOWN], patient.clinic),
        has_more=len(rows) > SHOWN,
        asked=asked.get(kind.topic) if kind.topic else None,
        may_edit=may(user, kind.permission, patient),
    )


def _join(found: dict[str, list[Fact]]) -> None:
    """Each knows who wrote it down; a marker its cancer, an agreement its caregiver: one more query."""
    facts = [fact for slug in KINDS for fact in found[slug]]
    keys = {fact.recorded_by_id for fact in facts} | {member.user_id for member in found["team"]}
    accounts = User.objects.in_bulk(keys - {None})
    for fact in facts:
        fact.recorded_by = accounts.get(fact.recorded_by_id)
    for member in found["team"]:
        member.user = accounts.get(member.user_id)
    for parent, name, children in HANGING:
        by_key = {row.pk: row for row in found[parent]}
        rows = [row for child in children for row in found[child]]
        missing = {getattr(row, f"{name}_id") for row in rows} - by_key.keys()
        by_key |= KINDS[parent].model.objects.in_bulk(missing) if missing else {}
        for row in rows:
            setattr(row, name, by_key[getattr(row, f"{name}_id")])
