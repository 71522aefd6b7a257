"""What is known of the person a product is screened for: drugs, counts, conditions, procedures, radiation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..agents import Agent

ACTIVE_PHASES = ("active", "chemo", "treatment", "induction", "adjuvant", "concurrent")
FRESH_DAYS_ON_TREATMENT = 14
FRESH_DAYS_OTHERWISE = 90
RADIATION_WITHIN_DAYS = 7
ULN = {"alt": 40.0, "ast": 40.0, "bilirubin": 1.2, "calcium": 10.5}
"""Upper limits of normal where the laboratory gave none: U/L, U/L, mg/dL, mg/dL. Usual adult values."""


@dataclass(frozen=True)
class Lab:
    """One result in its canonical unit. `on` is None when nobody said when it was taken."""

    test: str
    value: float
    on: date | None
    uln: float | None = None

    @property
    def times_uln(self) -> float:
        return self.value / (self.uln or ULN[self.test])


@dataclass(frozen=True)
class Procedure:
    name: str
    on: date | None


@dataclass(frozen=True)
class Person:
    """Everything the rules may ask. `contexts` maps an id of targets.csv to the fact that made it true."""

    today: date
    drugs: tuple[Agent, ...] = ()
    labs: tuple[Lab, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    radiation_until: date | None = None
    radiation_from: date | None = None
    phase: str = ""
    contexts: dict[str, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    """Facts that are no context of the tables: diarrhea, hypertension, donor_transplant, radiation, g6pd."""
    symptoms_known: bool = False
    planned_tests: tuple[tuple[str, date | None], ...] = ()

    @property
    def on_treatment(self) -> bool:
        """Marrow-lowering treatment, by the phase or by a drug."""
        said = any(word in self.phase.lower() for word in ACTIVE_PHASES)
        return said or any(
            drug.kind == "treatment" and "myelosuppressive" in drug.traits for drug in self.drugs
        )

    def lab(self, test: str) -> Lab | None:
        """The latest result of a test; of undated ones the worst comes first by the order they are given."""
        found = [lab for lab in self.labs if lab.test == test]
        return max(found, key=lambda lab: lab.on or date.min, default=None)

    def is_fresh(self, lab: Lab) -> bool:
        """Whether a good result still holds. A bad one always does: an old count never loosens a rule."""
        limit = FRESH_DAYS_ON_TREATMENT if self.on_treatment else FRESH_DAYS_OTHERWISE
        return lab.on is not None and timedelta(0) <= self.today - lab.on <= timedelta(days=limit)

    def next_procedure(self) -> Procedure | None:
        """The first procedure from today on; one without a date counts as near."""
        ahead = [p for p in self.procedures if p.on is None or p.on >= self.today]
        return min(ahead, key=lambda p: p.on or self.today, default=None)


def below(person: Person, test: str, limit: float) -> Lab | None:
    """The latest result when it is under the limit, however old it is."""
    lab = person.lab(test)
    return lab if lab and lab.value < limit else None


def unknown(person: Person, test: str) -> str | None:
    """Why a count can't be relied on, or None when it can."""
    lab = person.lab(test)
    if lab is None:
        return f"no {test} result"
    if person.is_fresh(lab):
        return None
    return f"{test} {lab.value:g} " + (f"of {lab.on.isoformat()} is too old" if lab.on else "has no date")


def with_any(drugs: Iterable[Agent], trait: str) -> Agent | None:
    """The first drug with a trait."""
    return next((drug for drug in drugs if trait in drug.traits), None)
