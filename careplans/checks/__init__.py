"""What is known about a plan before it counts: clearance, evidence, burden, cost, products and goals.

Nothing is written here and nothing prevented, but for the sentences in `blocking`, which hold a signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects

from integrative.accounts.models import User
from patients.models import Patient
from symptoms.goals_watch import GoalsWatch, goals_watch

from ..models import CarePlan, Intervention, PlanPart, Slot
from ..models.intervention import Domain
from .burden import Burden, burden_of, items_of
from .clearance import Because, Cleared, clearances_from, clearances_of
from .cost import Cost, CostLine, cost_of
from .evidence import Hint, hints_of
from .exposures import situation_of
from .products import ProductLine, Products, products_beside
from .record import read_record

__all__ = [
    "Because",
    "Burden",
    "Cleared",
    "Cost",
    "CostLine",
    "Hint",
    "PlanChecks",
    "ProductLine",
    "Products",
    "checks_of",
    "clearances_of",
]


@dataclass(frozen=True)
class PlanChecks:
    """`clearances` by therapy id, the strictest first; `evidence` by the key of a part or intervention;
    `unchecked`: titles of what the catalog of therapies does not know; `goals`: the goals-of-care watch,
    None where nothing is to be said or this user does not read them."""

    patient: Patient
    clearances: Mapping[str, Cleared]
    evidence: Mapping[UUID, Hint]
    burden: Burden
    cost: Cost
    products: Products
    goals: GoalsWatch | None
    unchecked: tuple[str, ...]

    @property
    def supplements(self) -> tuple[ProductLine, ...]:
        """Undecided stops, holds and what could not be read."""
        return self.products.lines

    @property
    def blocking(self) -> tuple[str, ...]:
        """Why the plan can't be signed, in sentences; empty when nothing holds it."""
        held = (each for each in self.clearances.values() if each.is_on_hold)
        therapies = [
            f"{each.name} is on hold. {each.reasons[0]} {each.unblocked_by}".strip() for each in held
        ]
        return (*therapies, *map(_stops_signing, self.products.stops))


def checks_of(plan: CarePlan, user: User) -> PlanChecks:
    """A bounded number of queries, whatever the plan holds; its own rows are read where they are not yet."""
    prefetch_related_objects([plan], "parts__interventions", "patient__clinic")
    patient, today = plan.patient, plan.patient.clinic.today()
    parts = sorted(plan.parts.all(), key=lambda part: part.slot != Slot.TARGET_1)
    found = read_record(patient, today)
    therapies = {item.therapy: None for item in items_of(parts) if item.therapy}
    cleared = clearances_from(found, patient, therapies, today)
    return PlanChecks(
        patient=patient,
        clearances=dict(sorted(cleared.items(), key=lambda pair: -pair[1].strictness)),
        evidence=hints_of(parts, situation_of(patient, found, today)),
        burden=burden_of(plan, parts),
        cost=cost_of(parts, found["coverage"], today),
        products=products_beside(patient, parts, user),
        goals=goals_watch(patient, user) or None,
        unchecked=tuple(item.title for item in items_of(parts) if _is_unchecked(item)),
    )


def _is_unchecked(item: PlanPart | Intervention) -> bool:
    """Something done with or by the body that the catalog has no rules for. A target alone is a goal;
    medicines are the prescriber's, and products have a check of their own."""
    if item.therapy or (isinstance(item, PlanPart) and Slot(item.slot).is_target):
        return False
    return isinstance(item, PlanPart) or item.domain not in {Domain.MEDICINE, Domain.NUTRITION}


def _stops_signing(line: ProductLine) -> str:
    if line.is_planned:
        return f"{line.name} in this plan: the screen says stop. {line.text} Take it out first."
    return f"{line.name}: the screen says stop. {line.text} Decide in Supplements first."
