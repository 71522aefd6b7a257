"""Where each product stands after a screen, and what waits for the pharmacist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models import Patient
from symptoms.models import PharmacistQuestion, ProductScreen, ProductStanding, ProductUse, Verdict
from symptoms.screening import ListScreen, Screened

CAN_BE_SCREENED = "Closed by itself: it can be screened now."
NO_LONGER_TAKEN = "Closed by itself: it is no longer taken."
LONGEST_WORDS = 500
Standings = dict[UUID, ProductStanding]


def standings_of(patient: Patient) -> Standings:
    """By product, locked, of what is taken now."""
    rows = ProductStanding.objects.filter(product__patient=patient, product__stopped_on=None)
    return {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}


def keep_standings(
    screen: ProductScreen, products: Iterable[Screened], before: Standings, today: date
) -> None:
    """Only what became otherwise, or asks again, counts as changed. In: standings that are locked."""
    ProductStanding.objects.bulk_create(
        [_standing(screen, row, before.get(row.product.pk), today) for row in products],
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=[
            "screen", "verdict", "verdict_before", "changed_at", "needs_decision", "looked_on", "looked_with",
        ],
    )  # fmt: skip


def _standing(
    screen: ProductScreen, row: Screened, before: ProductStanding | None, today: date
) -> ProductStanding:
    now = ProductStanding(
        product=row.product, screen=screen, verdict=row.verdict, needs_decision=row.needs_decision,
        changed_at=screen.screened_at, looked_on=today, looked_with=screen.knowledge_version,
    )  # fmt: skip
    if before is None:
        return now
    is_other = before.verdict != row.verdict
    asks_again = row.needs_decision and not before.needs_decision
    now.verdict_before = before.verdict if is_other or asks_again else before.verdict_before
    if not is_other and not asks_again:
        now.changed_at = before.changed_at
    return now


def note_look(
    products: Iterable[Screened], today: date, knowledge_version: str, *, again: bool = False
) -> None:
    """They were screened, and nothing came of it. `again`: but for those that a change emptied meanwhile."""
    standings = ProductStanding.objects.filter(pk__in=[row.product.pk for row in products])
    if again:
        standings = standings.filter(looked_on__isnull=False)
    standings.update(looked_on=today, looked_with=knowledge_version)


def ask_the_pharmacist(seen: ListScreen, before: Standings, *, by: User | None) -> None:
    """A product that can't be screened waits for the pharmacist, once, until it can be."""
    cannot = [row for row in seen.products if row.verdict == Verdict.CANNOT_SCREEN]
    others = [row.product for row in seen.products if row.verdict != Verdict.CANNOT_SCREEN]
    _close(others, CAN_BE_SCREENED, why=PharmacistQuestion.Why.CANNOT_SCREEN)
    new = [row for row in cannot if not _could_not_before(before.get(row.product.pk))]
    PharmacistQuestion.objects.bulk_create(
        [
            PharmacistQuestion(
                patient=row.product.patient,
                product=row.product,
                why=PharmacistQuestion.Why.CANNOT_SCREEN,
                words=_not_understood(row, seen.not_understood),
                asked_at=seen.screened_at,
                asked_by=by,
            )
            for row in new
        ],
        ignore_conflicts=True,
    )


def _could_not_before(standing: ProductStanding | None) -> bool:
    return standing is not None and standing.verdict == Verdict.CANNOT_SCREEN


def _not_understood(row: Screened, drugs: tuple[str, ...]) -> str:
    own = f"Not understood: {', '.join(row.not_understood)}." if row.not_understood else ""
    beside = f"Not understood among medicines and treatments: {', '.join(drugs)}." if drugs else ""
    return " ".join(filter(None, (own, beside)))[:LONGEST_WORDS]


def no_longer_taken(product: ProductUse) -> None:
    """It leaves the lists and queues of what is open."""
    ProductStanding.objects.filter(product=product).update(needs_decision=False)
    _close([product], NO_LONGER_TAKEN)


def _close(products: list[ProductUse], answer: str, **which: str) -> None:
    waiting = PharmacistQuestion.objects.waiting().filter(product__in=products, **which)
    for question in waiting:
        question.answer, question.answered_at = answer, clock.now()
        question.version += 1
        question.save(update_fields=["answer", "answered_at", "version"])
