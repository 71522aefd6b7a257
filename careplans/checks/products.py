"""Products beside the plan: what on the list waits for a decision, and what the plan itself would add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.knowledge.products import read_product
from integrative.knowledge.verbs import same_form
from patients.models import Patient
from symptoms.models import ProductUse, Verdict
from symptoms.screen_question import readable
from symptoms.screen_rows import rows_of
from symptoms.screening import NEEDS_DECISION, ListScreen, Screened, screen_rows

from ..models import Intervention, PlanPart
from ..models.intervention import Domain

TIERS = {
    Verdict.STOP: ("stop", "Stop"),
    Verdict.HOLD: ("hold", "Hold"),
    Verdict.CANNOT_SCREEN: ("unk", "Cannot screen"),
}
DECIDE = "Nobody has decided yet."
NOT_READ = "It could not be read, so nothing is known about it."
PLANNED = "The plan would add it."


@dataclass(frozen=True)
class ProductLine:
    """A product to look at before the plan counts. `is_planned`: it stands in the plan, not on the list."""

    name: str
    verdict: Verdict
    text: str
    is_planned: bool = False

    @property
    def tier(self) -> str:
        return TIERS[self.verdict][0]

    @property
    def word(self) -> str:
        return TIERS[self.verdict][1]


@dataclass(frozen=True)
class Products:
    """`failed` says why nothing was screened; empty when it was."""

    lines: tuple[ProductLine, ...]
    screened: int
    failed: str

    @property
    def stops(self) -> tuple[ProductLine, ...]:
        return tuple(line for line in self.lines if line.verdict == Verdict.STOP)


def products_beside(patient: Patient, parts: Iterable[PlanPart], user: User) -> Products:
    """One query. The list as it stands, then what the plan adds, screened beside it."""
    today = patient.clinic.today()
    rows = rows_of(patient, today, user=user)
    listed = screen_rows(rows, patient.clinic, today, clock.now())
    lines = [_line(row) for row in listed.undecided]
    planned = list(_planned(patient, parts, listed))
    if planned:
        beside = rows | {"products": [*rows["products"], *planned]}
        both = screen_rows(beside, patient.clinic, today, clock.now())
        seen = (both.of(product) for product in planned)
        lines += [_line(row, is_planned=True) for row in seen if row and row.verdict in NEEDS_DECISION]
    return Products(tuple(lines), screened=len(listed.products), failed=listed.failed)


def _planned(patient: Patient, parts: Iterable[PlanPart], listed: ListScreen) -> Iterator[ProductUse]:
    """Products the plan names that are not on the list, as unsaved rows of it."""
    on_list = {same_form(readable(row.product.name_as_typed)) for row in listed.products}
    ingredients = {part for row in listed.products for part in row.ingredients}
    for part in parts:
        for item in part.interventions.all():
            found = {each.id for each in read_product(readable(item.title)).found}
            if not _is_product(item, found) or same_form(readable(item.title)) in on_list:
                continue
            if not found or not found <= ingredients:
                yield ProductUse(
                    patient=patient,
                    name_as_typed=item.title,
                    dose_amount=item.amount,
                    dose_unit=item.unit,
                )


def _is_product(item: Intervention, found: set[str]) -> bool:
    """A supplement by its domain; food and advice are none, unless they name one."""
    if item.therapy or item.domain != Domain.NUTRITION:
        return False
    return bool(found) or item.is_new_pill or item.amount is not None


def _line(row: Screened, *, is_planned: bool = False) -> ProductLine:
    why = NOT_READ if row.verdict == Verdict.CANNOT_SCREEN else _against(row)
    said = PLANNED if is_planned else DECIDE
    return ProductLine(str(row.product), row.verdict, f"{why} {said}".strip(), is_planned)


def _against(row: Screened) -> str:
    """ "With warfarin, paclitaxel." """
    worst = [f for f in row.findings if f.tier is not None]
    tier = min((f.tier for f in worst if f.tier is not None), default=None)
    names = dict.fromkeys(f.counterpart_name for f in worst if f.tier == tier)
    return f"With {', '.join(names)}." if names else ""
