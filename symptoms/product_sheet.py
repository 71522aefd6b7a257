"""What a person's own sheet says of their supplements: what to stop or pause, until when, and why."""

from __future__ import annotations

from dataclasses import dataclass

from integrative.ui.days import long_day
from patients.models import Patient

from .models import Decision, ProductDecision, ProductFinding
from .product_words import plain_reason

ON_THE_SHEET = (Decision.ADVISE_STOP, Decision.HOLD)


@dataclass(frozen=True)
class SheetProduct:
    """One product: what we suggest, in a sentence or two, and why."""

    product: str
    suggestion: str
    why: str


def products_for_the_sheet(patient: Patient) -> list[SheetProduct]:
    """From the decisions that stand on what is taken now, in the order of their making. Two queries."""
    newest = (
        ProductDecision.objects.of(patient)
        .filter(product__stopped_on=None)
        .order_by("product", "-decided_at", "-pk")
        .distinct("product")
    )
    standing = [each for each in newest.select_related("product") if each.decision in ON_THE_SHEET]
    if not standing:
        return []
    worst = _worst_findings(standing)
    return [
        SheetProduct(
            str(each.product), suggestion(each), _why(each, worst.get((each.screen_id, each.product_id)))
        )
        for each in sorted(standing, key=lambda each: (each.decided_at, str(each.product)))
    ]


def suggestion(decision: ProductDecision) -> str:
    """In everyday words, with the days."""
    if decision.decision == Decision.ADVISE_STOP:
        if decision.stop_by:
            return f"We suggest you stop it. The last day to take it is {long_day(decision.stop_by)}."
        return "We suggest you stop it now."
    begins = f"The last day to take it is {long_day(decision.stop_by)}." if decision.stop_by else ""
    if decision.restart_on:
        ends = f"You can start again on {long_day(decision.restart_on)}; call us first."
    elif decision.until:
        ends = f"Pause it until {decision.until}. Talk with us before you start again."
    else:
        ends = "Talk with us before you start again."
    return " ".join(filter(None, ["We suggest you pause it.", begins, ends]))


def _worst_findings(decisions: list[ProductDecision]) -> dict[tuple[object, object], ProductFinding]:
    """The first finding of each product in the screen it was decided upon."""
    findings = (
        ProductFinding.objects.filter(
            verdict__screen__in=[each.screen_id for each in decisions],
            verdict__product__in=[each.product_id for each in decisions],
            tier__isnull=False,
        )
        .select_related("verdict")
        .order_by("-position")
    )
    return {(found.verdict.screen_id, found.verdict.product_id): found for found in findings}


def _why(decision: ProductDecision, found: ProductFinding | None) -> str:
    if found is None:
        return "We do not know yet what is in it."
    found.kind = found.counterpart_kind
    return plain_reason(str(decision.product), found)
