"""Lines of an opioid plan to oral morphine equivalents a day: scheduled, and at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .facts import EXCLUDED, NO_FACTOR, always_excluded, factors, opioid_named
from .reading import IN_MG, Amount, Strength, amount, as_needed, cap, doses_a_day, strength, tidy

TABLE = "CDC 2022"
ROUTES = {
    **dict.fromkeys(("oral", "po", "p.o.", "by mouth", "per os", "orally"), "oral"),
    **dict.fromkeys(("transdermal", "td", "patch", "transdermal patch", "skin"), "transdermal"),
}
USE_DISORDER = re.compile(
    r"\b(use disorder|oud|moud|addiction|(opioid|opiate) dependence|methadone maintenance)\b"
)
NO_CAP = ("", "-", "none", "n/a", "no maximum")
MOST_PATCHES = 20


class Unconvertible(Exception):
    """Why a line has no figure; the text is the code of the problem."""


@dataclass(frozen=True)
class OpioidLine:
    """One line as written; nothing in it is read yet."""

    drug: str
    strength: str
    dose: str
    route: str
    frequency: str
    as_needed: bool
    max: str
    indication: str
    patches_worn: int | None


@dataclass(frozen=True)
class Equivalent:
    """Milligrams of oral morphine a day, exact. The scheduled part leaves as-needed doses out."""

    scheduled: Fraction
    maximum: Fraction


@dataclass(frozen=True)
class Regimen:
    """`lines` holds None where `problems` (line number from 1, code) says why."""

    lines: tuple[Equivalent | None, ...]
    problems: tuple[tuple[int, str], ...]

    @property
    def total(self) -> Equivalent | None:
        """The sum of what could be counted: nothing at all is 0, nothing countable is None."""
        counted = [line for line in self.lines if line is not None]
        if self.lines and not counted:
            return None
        zero = Fraction(0)
        return Equivalent(
            sum((line.scheduled for line in counted), zero), sum((line.maximum for line in counted), zero)
        )


def morphine_equivalents(lines: Sequence[OpioidLine]) -> Regimen:
    """Every line converted or named as a problem; one bad line never spoils the others."""
    found: list[Equivalent | None] = []
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(convert(line))
        except Unconvertible as reason:
            found.append(None)
            problems.append((number, str(reason)))
    return Regimen(tuple(found), tuple(problems))


def convert(line: OpioidLine) -> Equivalent:
    """One line. Raises Unconvertible with `excluded`, `no factor` or what could not be read."""
    drug = opioid_named(line.drug)
    if drug in always_excluded() or (drug == "methadone" and USE_DISORDER.search(tidy(line.indication))):
        raise Unconvertible(EXCLUDED)
    if not line.route.strip():
        raise Unconvertible("no route")
    route = ROUTES.get(tidy(line.route), "")
    factor = factors().get((drug or "", route))
    if factor is None:
        raise Unconvertible(NO_FACTOR)
    return _patch(line, factor) if route == "transdermal" else _by_mouth(line, factor)


def _patch(line: OpioidLine, factor: Fraction) -> Equivalent:
    """Per patch worn, by its labeled rate; how often it is changed does not matter."""
    if line.as_needed or as_needed(line.frequency):
        raise Unconvertible("patch as needed")
    rate = strength(line.strength, line.drug)
    if rate is None or rate.kind == "mg/ml":
        raise Unconvertible("unreadable strength")
    per_hour = rate.amount if rate.kind == "mcg/h" else _bare_rate(line, rate)
    worn = line.patches_worn if line.patches_worn is not None else _patches(line.dose)
    equivalent = factor * per_hour * worn
    return Equivalent(equivalent, equivalent)


def _bare_rate(line: OpioidLine, rate: Strength) -> Fraction:
    """A patch marked 25 or 25 mcg means 25 mcg/h; milligrams on a patch are its content, not its rate."""
    if "mg" in tidy(line.strength or line.drug):
        raise Unconvertible("unreadable strength")
    in_mcg = "mcg" in tidy(line.strength or line.drug)
    return rate.amount / IN_MG["mcg"] if in_mcg else rate.amount


def _patches(dose: str) -> Fraction:
    patches = amount(dose)
    if patches is None or patches.unit not in {"patch", "unit"} or patches.value > MOST_PATCHES:
        raise Unconvertible("unreadable dose")
    return patches.value


def _by_mouth(line: OpioidLine, factor: Fraction) -> Equivalent:
    holds = strength(line.strength, line.drug)
    dose = amount(line.dose)
    at_most = _cap(line, holds, dose)
    prn = line.as_needed or as_needed(line.frequency)
    if prn and at_most is not None and not _says_when(line.frequency):
        return Equivalent(Fraction(0), at_most * factor)
    if dose is None:
        raise Unconvertible("unreadable dose")
    times = doses_a_day(line.frequency)
    if times is None:
        raise Unconvertible("unreadable frequency")
    a_day = _milligrams(dose, holds) * times
    most = a_day if at_most is None else min(a_day, at_most)
    return Equivalent(Fraction(0) if prn else a_day * factor, most * factor)


def _says_when(frequency: str) -> bool:
    return bool(tidy(frequency)) and tidy(frequency) not in {"prn", "as needed", "as required"}


def _milligrams(given: Amount, holds: Strength | None) -> Fraction:
    if given.unit in IN_MG:
        return given.value * IN_MG[given.unit]
    if holds is None:
        raise Unconvertible("unreadable strength")
    if (given.unit, holds.kind) not in {("unit", "mg"), ("ml", "mg/ml")}:
        raise Unconvertible("unreadable dose")
    return given.value * holds.amount


def _cap(line: OpioidLine, holds: Strength | None, dose: Amount | None) -> Fraction | None:
    """The most in a day in mg, None when no cap is written. A bare number counts what the dose counts."""
    if tidy(line.max) in NO_CAP:
        return None
    most = cap(line.max)
    if most is None:
        raise Unconvertible("unreadable maximum")
    counts_doses = most.unit == "dose" or (most.unit == "unit" and (dose is None or dose.unit != "unit"))
    if counts_doses and dose is not None:
        return most.value * _milligrams(dose, holds)
    return _milligrams(most, holds)
