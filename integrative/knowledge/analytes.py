"""Laboratory values: in which units they may be entered, and what number can't be right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .tables import read

COLUMNS = (
    "id", "name", "unit", "accepted_units", "plausible_low", "plausible_high",
    "usual_low", "usual_high", "source", "certainty", "review_state",
)  # fmt: skip


THOUSAND = 1000


class UnitUnknown(ValueError):
    """The analyte is not reported in this unit; nothing is guessed."""


class Implausible(ValueError):
    """No living person has this value; most often the unit is wrong."""


@dataclass(frozen=True)
class Analyte:
    id: str
    name: str
    unit: str
    factors: dict[str, Decimal]
    plausible_low: Decimal
    plausible_high: Decimal
    usual_low: Decimal
    usual_high: Decimal

    @property
    def unit_shown(self) -> str:
        """The unit as print sets it: ×10⁹/L."""
        return self.unit.replace("10^9", "×10⁹")

    def canonical(self, value: Decimal, unit: str) -> Decimal:
        """The value in `self.unit`. Raises UnitUnknown or Implausible."""
        try:
            converted = value * self.factors[unit]
        except KeyError:
            raise UnitUnknown(f"{self.name} is entered in {' or '.join(self.factors)}.") from None
        if not self.plausible_low <= converted <= self.plausible_high:
            raise Implausible(
                f"{value.normalize():f} {unit} is outside what can be right for {self.in_a_sentence}. "
                f"Check the number and the unit.{self._meant(value, unit)}"
            )
        return converted

    def doubt(self, value: Decimal, unit: str) -> str:
        """What to ask when the unit may be mistaken by a thousand; nothing when the value is not unusual."""
        converted = value * self.factors[unit]
        by_a_thousand = (converted * THOUSAND, converted / THOUSAND)
        if self._is_usual(converted) or not any(self._is_usual(other) for other in by_a_thousand):
            return ""
        shown = f"{value.normalize():f} {unit} is {converted.normalize():f} {self.unit_shown}"
        return (
            f"{shown}. Is the unit right?{self._meant(value, unit)} Tick the box if it is right as it stands."
        )

    def _is_usual(self, converted: Decimal) -> bool:
        return self.usual_low <= converted <= self.usual_high

    def _meant(self, value: Decimal, unit: str) -> str:
        """The unit in which the same number would be usual, as a question."""
        others = [other for other in self.factors if other != unit]
        fits = next((other for other in others if self._is_usual(value * self.factors[other])), None)
        return f" Did you mean {value.normalize():f} {fits}?" if fits else ""

    @property
    def in_a_sentence(self) -> str:
        """The name inside a sentence: "platelets", but "PSA"."""
        first = self.name.split()[0]
        return (
            self.name if first.upper() == first or first == "eGFR" else self.name[:1].lower() + self.name[1:]
        )


def _factors(cell: str) -> dict[str, Decimal]:
    return {unit: Decimal(factor) for unit, _, factor in (part.rpartition("=") for part in cell.split(";"))}


@cache
def all_analytes() -> dict[str, Analyte]:
    """Every analyte by id, in the order of the table."""
    return {
        row["id"]: Analyte(
            id=row["id"],
            name=row["name"],
            unit=row["unit"],
            factors=_factors(row["accepted_units"]),
            plausible_low=Decimal(row["plausible_low"]),
            plausible_high=Decimal(row["plausible_high"]),
            usual_low=Decimal(row["usual_low"]),
            usual_high=Decimal(row["usual_high"]),
        )
        for row in read("analytes", COLUMNS)
    }
