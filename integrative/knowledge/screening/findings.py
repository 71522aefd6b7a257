"""A finding as it is shown, the tier and verdict it leads to, and how duplicates merge into the worst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..facts import RANK

VERDICTS = ("stop", "hold", "cannot_screen", "care", "none_found")
STOP, HOLD, CARE = 1, 2, 3
VERDICT_OF_TIER = {STOP: "stop", HOLD: "hold", CARE: "care", None: "none_found"}
EVIDENCE_ORDER = (
    "label", "clinical_trial", "pk_human", "observational", "case_report", "animal", "in_vitro",
    "theoretical",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One problem, or one documented absence of a problem, of a product with something."""

    product: str
    supplement: str
    with_: str
    with_kind: str
    severity: str
    evidence: str
    certainty: str
    direction: str
    effect: str
    mechanism: str
    action: str
    action_detail: str
    rule: str
    chain: tuple[str, ...]
    sources: tuple[str, ...]
    review: str
    stop_by: date | None = None
    restart_on: date | None = None
    tier_at_worst: int | None = None
    """For a value nobody knows: the tier it would have if the value were as bad as it can be."""

    @cached_property
    def tier(self) -> int | None:
        """1 stop, 2 hold, 3 note, None when nothing speaks against it (the alert table of the design)."""
        rank = RANK[self.severity]
        if self.tier_at_worst is not None:
            return self.tier_at_worst
        if rank == RANK["contraindicated"]:
            return STOP
        if rank == RANK["major"]:
            sure = self.certainty in {"high", "moderate"}
            return STOP if sure and self.action in {"avoid", "hold"} else HOLD
        if rank == RANK["moderate"]:
            return HOLD if self.action in {"avoid", "hold", "clear_with_pharmacist"} else CARE
        return None if rank == 0 and self.action == "ok" else CARE

    @cached_property
    def gravity(self) -> tuple[int, int, int]:
        """Larger is worse: by tier, then severity, then evidence."""
        tier = {STOP: 3, HOLD: 2, CARE: 1, None: 0}[self.tier]
        return tier, RANK[self.severity], -EVIDENCE_ORDER.index(self.evidence)


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each product, supplement, counterpart and effect: the worst, with the facts of all."""
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.product, finding.supplement, finding.with_, finding.effect)
        groups.setdefault(key, []).append(finding)
    return sorted((_worst(group) for group in groups.values()), key=_place)


def _worst(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    group = sorted(group, key=lambda finding: (*(-part for part in finding.gravity), finding.rule))
    return replace(
        group[0],
        chain=tuple(dict.fromkeys(link for finding in group for link in finding.chain)),
        sources=tuple(dict.fromkeys(source for finding in group for source in finding.sources)),
        stop_by=min((finding.stop_by for finding in group if finding.stop_by), default=None),
        restart_on=max((finding.restart_on for finding in group if finding.restart_on), default=None),
    )


def _place(finding: Finding) -> tuple[int, int, int, str, str, str, str, str]:
    tier, severity, evidence = finding.gravity
    return (-tier, -severity, -evidence, finding.product, finding.supplement, finding.with_, finding.effect,
            finding.rule)  # fmt: skip


def verdict(findings: Iterable[Finding], *, fully_screened: bool) -> str:
    """The word for a product. What could not be screened is never called free of findings."""
    found = {VERDICT_OF_TIER[finding.tier] for finding in findings} | {"none_found"}
    if not fully_screened:
        found.add("cannot_screen")
    return next(word for word in VERDICTS if word in found)
