"""Laboratory values: in which units they may be entered, and what number can't be right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .tables import read

COLUMNS = (
    "id", "name", "unit", "accepted_units", "plausible_low", "plausible_high",
    "source", "certainty", "review_state",
)  # fmt: skip


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
                f"{value.normalize():f} {unit} is outside what can be right for {self.name.lower()}. "
                "Check the number and the unit."
            )
        return converted


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
        )
        for row in read("analytes", COLUMNS)
    }
