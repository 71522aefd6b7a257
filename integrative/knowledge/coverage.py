"""What payers in the US cover, as dated rules. Outside its dates, or with no rule: unknown, never yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .tables import Table, anything, filled, one_of, optional, provenance, refers_to

CERTAINTIES = ("confirmed", "sure", "needs-review")
UNKNOWN = "unknown"
NO_RULE = "CV036"
"""The row that speaks when no other does."""


def _day(cell: str) -> str | None:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return f"{cell!r} is not a date"
    return None


COVERAGE = Table(
    "coverage_rules",
    {
        "id": filled,
        "payer": filled,
        "payer_type": filled,
        "service": filled,
        "therapy": optional(refers_to("therapies")),
        "codes": anything,
        "covered": one_of("yes", "no", "conditional", UNKNOWN),
        "condition": anything,
        "limits": anything,
        "effective_from": optional(_day),
        "effective_to": optional(_day),
        "as_of": filled,
        "when_unknown": filled,
        "for_patients": filled,
        "free_first": optional(refers_to("therapies")),
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class CoverageRule:
    """One rule of one payer. `for_patients` is worded for the person; `as_of`: when it was last looked at."""

    id: str
    payer: str
    service: str
    therapy: str
    covered: str
    condition: str
    limits: str
    effective_from: date | None
    effective_to: date | None
    as_of: str
    when_unknown: str
    for_patients: str
    free_first: str

    def in_force(self, on: date) -> bool:
        """Whether the rule's dates take in the day."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_to is None or on <= self.effective_to)


@cache
def all_coverage_rules() -> Mapping[str, CoverageRule]:
    """Every rule by id."""
    same = (
        *("id", "payer", "service", "therapy", "covered", "condition", "limits"),
        *("as_of", "when_unknown", "for_patients", "free_first"),
    )
    return {
        row["id"]: CoverageRule(
            **{name: row[name] for name in same},
            effective_from=_date(row["effective_from"]),
            effective_to=_date(row["effective_to"]),
        )
        for row in COVERAGE.rows()
    }


def _date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def coverage(payer: str, therapy: str, on: date) -> list[CoverageRule]:
    """What a payer's rules say of a therapy on a day.

    A rule outside its dates comes back as unknown; no rule at all gives the one row that says so.
    """
    found = [rule for rule in all_coverage_rules().values() if (rule.payer, rule.therapy) == (payer, therapy)]
    if not found:
        return [all_coverage_rules()[NO_RULE]]
    return [rule if rule.in_force(on) else _lapsed(rule) for rule in found]


def _lapsed(rule: CoverageRule) -> CoverageRule:
    return replace(rule, covered=UNKNOWN, for_patients=all_coverage_rules()[NO_RULE].for_patients)
