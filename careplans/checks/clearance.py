"""Whether each therapy suits this person today, until when, and what would change that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from integrative.knowledge.therapies.catalog import all_therapies
from integrative.knowledge.therapies.clearance import STRICTNESS, Clearance, Reason, clear
from integrative.knowledge.therapies.person import Measured
from integrative.knowledge.therapies.safety_facts import MEASURED, Condition, rules_of, safety_fields
from integrative.ui.days import work_day_in_full
from integrative.ui.numbers import plain_number
from patients.models import Patient
from patients.nadir import NEVER, nadir_lines

from .person import OnRecord, person_of
from .record import Found, read_record

NOTHING_AGAINST = "Nothing found against it in the record of today."
WORDS = {
    "clear": ("ok", "Nothing found"),
    "info": ("note", "Good to know"),
    "adapt": ("note", "With changes"),
    "ask": ("hold", "Ask first"),
    "hold": ("stop", "On hold"),
}
"""Action -> tier and word."""
SAID_AS = {
    "suspected_cord_compression": "the red flag about the spinal cord is open",
    "dvt_status": "a blood clot that is suspected, or not known to be treated",
    "bone_metastasis_sites": "bone metastases",
    "impending_fracture_sites": "a bone that may break",
    "irradiated_skin": "skin in a radiation field that has not healed",
    "osteoporosis": "thin bones",
    "seizure": "seizures that are not controlled",
}
"""Fields whose meaning in the table is written for those who fill them in."""
COUNTS = frozenset({"platelets_10e9_l", "anc_10e9_l"})


@dataclass(frozen=True)
class Because:
    """Why a rule speaks; `rule` is empty for what the record leaves open."""

    action: str
    text: str
    rule: str = ""


@dataclass(frozen=True)
class Cleared:
    """What the rules say of one therapy. `facts`: the values used, with their days, as JSON keeps them."""

    therapy: str
    name: str
    action: str
    because: tuple[Because, ...]
    facts: Mapping[str, Any]
    expires_on: date | None
    unblocked_by: str
    """For a therapy on hold: what would lift it."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(each.text for each in self.because)

    @property
    def tier(self) -> str:
        return WORDS[self.action][0]

    @property
    def words(self) -> str:
        return WORDS[self.action][1]

    @property
    def strictness(self) -> int:
        """Higher is stricter."""
        return STRICTNESS[self.action]

    @property
    def is_on_hold(self) -> bool:
        return self.action == "hold"

    @property
    def kept(self) -> dict[str, Any]:
        """The columns of a TherapyClearance, without the plan."""
        reasons = [{"rule": each.rule, "action": each.action, "text": each.text} for each in self.because]
        return {
            "therapy": self.therapy,
            "action": self.action,
            "reasons": reasons,
            "facts": dict(self.facts),
            "expires_on": self.expires_on,
        }


def clearances_of(patient: Patient, therapies: Iterable[str]) -> dict[str, Cleared]:
    """By therapy id, on the clinic's today; one query. In: the patient with the clinic, ids of the
    catalog."""
    today = patient.clinic.today()
    return clearances_from(read_record(patient, today), patient, therapies, today)


def clearances_from(
    found: Found, patient: Patient, therapies: Iterable[str], today: date
) -> dict[str, Cleared]:
    """The same from the lists of `record.read_record`."""
    known = person_of(patient, found, today)
    lowest = _counts_lowest_today(found, today)
    return {therapy: _cleared(therapy, known, lowest, today) for therapy in dict.fromkeys(therapies)}


def _cleared(therapy: str, known: OnRecord, lowest: str, today: date) -> Cleared:
    result = clear(therapy, known.person, {})
    because = [*_by_rules(result, known), *_left_open(therapy, known), *_by_calendar(therapy, lowest)]
    because.sort(key=lambda each: -STRICTNESS[each.action])
    return Cleared(
        therapy=therapy,
        name=all_therapies()[therapy].name,
        action=because[0].action if because else "clear",
        because=tuple(because) or (Because("clear", NOTHING_AGAINST),),
        facts={field: _fact(measured) for field, measured in result.used.items()},
        expires_on=result.expires_on,
        unblocked_by=" ".join(_lifts(result, known, today)),
    )


def _by_rules(result: Clearance, known: OnRecord) -> Iterator[Because]:
    for reason in result.reasons:
        place = known.where.get(reason.rule.when.field, "")
        text = f"{place[:1].upper()}{place[1:]}: {reason.text}" if place else reason.text
        yield Because(reason.action, text, reason.rule.id)


def _left_open(therapy: str, known: OnRecord) -> Iterator[Because]:
    """What the rules of this therapy look at and the record leaves open, each sentence once."""
    fields = {rule.when.field for rule in rules_of(therapy)}
    sentences = [text for field, text in known.unknown.items() if field in fields]
    yield from (Because("ask", text) for text in dict.fromkeys(sentences))


def _counts_lowest_today(found: Found, today: date) -> str:
    """That counts are usually lowest today, by the calendar of a treatment that runs; empty when not."""
    running = [course for course in found["courses"] if course.runs_on(today)]
    lines = (line.text for line in nadir_lines(running, today) if line.is_today)
    return next(lines, "").removesuffix(NEVER).strip()


def _by_calendar(therapy: str, lowest: str) -> Iterator[Because]:
    if lowest and any(rule.when.field in COUNTS for rule in rules_of(therapy)):
        yield Because("info", lowest)


def _fact(measured: Measured) -> dict[str, Any]:
    value = _shown(measured.value) if measured.value is not None else ""
    return {"value": value, "on": measured.on.isoformat() if measured.on else None}


def _shown(value: Fraction) -> str:
    return plain_number(float(value))


def _lifts(result: Clearance, known: OnRecord, today: date) -> Iterator[str]:
    holding = [reason for reason in result.reasons if reason.action == "hold"]
    yield from dict.fromkeys(_lifted_by(reason, known, today) for reason in holding)


def _lifted_by(reason: Reason, known: OnRecord, today: date) -> str:
    """From the rule itself: the number to reach, or the fact that has to be settled on record."""
    when = reason.rule.when
    field = safety_fields()[when.field]
    if field.kind not in MEASURED:
        return f"It stays on hold while the record says: {SAID_AS.get(field.id, field.meaning)}."
    measured = known.person.measured.get(when.field)
    last = ""
    if measured and measured.value is not None and measured.on:
        last = f" Last: {_shown(measured.value)}, {work_day_in_full(measured.on, today=today)}."
    return f"It is lifted by a {field.meaning} {_other_side(when)}.{last}"


def _other_side(when: Condition) -> str:
    mark = _shown(when.value) if when.value is not None else ""
    return {
        "<": f"of {mark} or more",
        "<=": f"above {mark}",
        ">": f"of {mark} or less",
        ">=": f"below {mark}",
    }.get(when.operator, "outside that range")
