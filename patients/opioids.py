"""Opioids on record as oral morphine equivalents a day: rows to the library's lines, its answer to words.

Nothing clinical is decided here; what can be counted, and how, says `integrative.knowledge.opioids`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from integrative.knowledge.instruments.records import rounded
from integrative.knowledge.opioids.equivalents import (
    ROUTES,
    TABLE,
    Equivalent,
    OpioidLine,
    morphine_equivalents,
)
from integrative.knowledge.opioids.facts import names_an_opioid, note_on, opioid_named, rules
from integrative.ui.numbers import plain_number

from .models import DoseUnit, Medication, Route

# "every 4 hours, up to 6 a day": how often, and the most in a day.
AT_MOST = re.compile(r"[\s,;.(]*\b(?=(?:max|maximum|up to|no more than|limit)\b)", re.IGNORECASE)
SAID_OF_CANCER = ("cancer", "conversion")
# Units of activity are no count of tablets, which the library reads "units" as.
UNIT_WORDS = {DoseUnit.UNITS: "international units"}


@dataclass(frozen=True)
class OpioidRow:
    """One opioid: its equivalents, or why it has none. `note` is what the table remarks about it."""

    medication: Medication
    scheduled: str
    maximum: str
    problem: str
    note: str


@dataclass(frozen=True)
class OpioidDay:
    """All opioids of a day. The totals are empty when nothing could be counted, and never 0 for that."""

    rows: list[OpioidRow]
    scheduled: str
    maximum: str
    table: str = TABLE

    @property
    def uncounted(self) -> int:
        return sum(1 for row in self.rows if row.problem)

    @property
    def is_known(self) -> bool:
        return bool(self.maximum)

    @property
    def remarks(self) -> list[str]:
        """What has to stand beside any such figure."""
        return [rules()[name] for name in SAID_OF_CANCER]


def opioid_day(medications: Iterable[Medication]) -> OpioidDay | None:
    """In: the medicines taken today. None when no opioid is among them."""
    opioids = [medication for medication in medications if names_an_opioid(medication.name)]
    if not opioids:
        return None
    regimen = morphine_equivalents([line_of(medication) for medication in opioids])
    problems = dict(regimen.problems)
    rows = [
        _row(medication, equivalent, problems.get(number, ""))
        for number, (medication, equivalent) in enumerate(zip(opioids, regimen.lines, strict=True), start=1)
    ]
    total = regimen.total
    return OpioidDay(
        rows, scheduled=_mg(total.scheduled) if total else "", maximum=_mg(total.maximum) if total else ""
    )


def line_of(medication: Medication) -> OpioidLine:
    """A row as the library reads it. A strength stands in the name; of a patch also as its dose."""
    frequency, at_most = _schedule(medication.schedule)
    rate = _marked_on_the_patch(medication)
    return OpioidLine(
        drug=medication.name,
        strength=rate,
        dose="1 patch" if rate else _dose(medication),
        route=medication.route,
        frequency=frequency,
        as_needed=medication.as_needed,
        max=at_most,
        # The reason for a medicine has no box of its own; people write it beside the name.
        indication=f"{medication.name} {medication.schedule}",
        patches_worn=None,
    )


def _marked_on_the_patch(medication: Medication) -> str:
    """A patch entered as "25 mcg" each time means the rate of all that is put on."""
    is_amount = medication.dose_unit in {DoseUnit.MCG, DoseUnit.MG}
    return _dose(medication) if medication.route == Route.TRANSDERMAL and is_amount else ""


def _dose(medication: Medication) -> str:
    if medication.dose is None:
        return ""
    unit = UNIT_WORDS.get(DoseUnit(medication.dose_unit), medication.dose_unit)
    return f"{medication.dose.normalize():f} {unit}"


def _schedule(text: str) -> tuple[str, str]:
    found = AT_MOST.search(text)
    return (text[: found.start()], text[found.end() :].strip(" ).")) if found else (text, "")


def _row(medication: Medication, equivalent: Equivalent | None, code: str) -> OpioidRow:
    route = ROUTES.get(medication.route, "")
    return OpioidRow(
        medication,
        scheduled=_mg(equivalent.scheduled) if equivalent else "",
        maximum=_mg(equivalent.maximum) if equivalent else "",
        problem=_problem(medication, code),
        note=note_on(opioid_named(medication.name) or "", route) if equivalent else "",
    )


def _mg(amount: Fraction) -> str:
    return plain_number(rounded(amount, 1))


def _problem(medication: Medication, code: str) -> str:
    """Why a line has no figure, and what would give it one."""
    words = {
        "": "",
        "excluded": f"left out by {TABLE}, which gives it no equivalent",
        "no factor": f"{TABLE} has no factor for it by this route ({medication.get_route_display().lower()})",
        "patch as needed": "a patch is not worn as needed; ask how it is used",
        "unreadable strength": _strength_missing(medication),
        "unreadable dose": _dose_missing(medication),
        "unreadable frequency": f"how often it is taken cannot be read from “{medication.schedule}”",
        "unreadable maximum": f"the most in a day cannot be read from “{medication.schedule}”",
    }
    return words[code]


def _strength_missing(medication: Medication) -> str:
    if medication.route == Route.TRANSDERMAL:
        return "patch strength missing; write it after the name, such as 25 mcg/h"
    return f"strength of one {medication.dose_unit} missing; write it after the name, such as 5 mg"


def _dose_missing(medication: Medication) -> str:
    if medication.dose is None:
        return "number of patches missing" if medication.route == Route.TRANSDERMAL else "dose missing"
    return f"a dose in {medication.dose_unit} cannot be counted"
