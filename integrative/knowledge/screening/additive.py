"""Effects that add up across products (R28) and totals over an upper limit (R29)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..supplements import upper_limits
from .effects import bleeding_property
from .hits import MODERATE, STRONG, WEAK, Hit
from .lines import Ingredient, ProductLine
from .person import Person, below, with_any

SEVERAL = 2


@dataclass(frozen=True)
class Sum:
    """Supplements of one effect among all products."""

    rule: str
    ids: tuple[str, ...]
    severity: str


def sums(lines: Sequence[ProductLine], person: Person) -> list[Sum]:
    """Effects that two or more supplements share. Adding a product can only add to them."""
    taken = {part.supplement.id: part for line in lines for part in line.ingredients if _counts(part)}
    parts = list(taken.values())
    thin = [part for part in parts if bleeding_property(part.supplement)]
    found = [
        Sum("R28B", _ids(thin), "moderate") if _bleeds_easily(person) else None,
        Sum("R28S", _ids(_with(parts, "sedative", WEAK)), _worse(person, "sedative", "opioid")),
        Sum("R28Q", _ids(_rhythm(parts)), "moderate" if _rhythm_at_risk(person) else "minor"),
        Sum("R28T", _ids(_with(parts, "serotonergic", MODERATE)), "moderate"),
        Sum("R28H", _ids(_with(parts, "hepatotoxic", MODERATE)), _liver(person)),
    ]
    return [item for item in found if item and len(item.ids) >= SEVERAL]


def sum_hits(ingredient: Ingredient, found: Iterable[Sum]) -> Iterator[Hit]:
    """The sums that an ingredient contributes to, once for each of its products."""
    for item in found:
        if ingredient.supplement.id in item.ids and _counts(ingredient):
            others = ", ".join(item.ids)
            chain = (f"taken together: {others}",)
            yield Hit(
                item.rule, item.severity, "other_products", "products", "theory", chain, {"others": others}
            )


def totals(lines: Sequence[ProductLine]) -> dict[str, float]:
    """Milligrams a day of each nutrient that has an upper limit, over all products that name an amount."""
    found: dict[str, float] = {}
    for line in lines:
        for part in line.ingredients:
            amount = part.milligrams_of("mg") if part.supplement.id in upper_limits() else None
            if amount is not None:
                found[part.supplement.id] = found.get(part.supplement.id, 0.0) + amount
    return found


def total_hits(ingredient: Ingredient, found: dict[str, float]) -> Iterator[Hit]:
    """R29: this ingredient's nutrient is over its upper limit, all products together."""
    limit = upper_limits().get(ingredient.supplement.id)
    total = found.get(ingredient.supplement.id, 0.0)
    if limit and total > limit.milligrams * (1 + 1e-9) and ingredient.milligrams_of("mg") is not None:
        words = {"total": _amount(total), "limit": _amount(limit.milligrams), "nutrient": limit.name}
        chain = (f"total {words['total']} a day", f"upper limit {words['limit']} ({limit.source})")
        yield Hit("R29", "moderate", "upper_limit", "total", "human", chain, words)


def _amount(milligrams: float) -> str:
    return f"{milligrams:g} mg" if milligrams >= 1 else f"{milligrams * 1000:g} mcg"


def _counts(part: Ingredient) -> bool:
    return not part.as_food and not part.on_skin


def _with(parts: Iterable[Ingredient], name: str, least: int) -> list[Ingredient]:
    return [part for part in parts if part.supplement.strength(name) >= least]


def _rhythm(parts: Iterable[Ingredient]) -> list[Ingredient]:
    least = {"qt_prolonging": WEAK, "hypokalaemic": MODERATE, "stimulant": STRONG}
    return [
        part for part in parts if any(part.supplement.strength(name) >= size for name, size in least.items())
    ]


def _ids(parts: Iterable[Ingredient]) -> tuple[str, ...]:
    return tuple(sorted(part.supplement.id for part in parts))


def _bleeds_easily(person: Person) -> bool:
    low = "platelets_lt_50" in person.contexts or below(person, "platelets", 100)
    return bool(low or with_any(person.drugs, "anticoagulant"))


def _rhythm_at_risk(person: Person) -> bool:
    return any(drug.qt_risk == STRONG or "potassium_lowering" in drug.traits for drug in person.drugs)


def _worse(person: Person, *traits: str) -> str:
    return "moderate" if any(with_any(person.drugs, trait) for trait in traits) else "minor"


def _liver(person: Person) -> str:
    return "moderate" if "raised_lfts" in person.contexts else _worse(person, "hepatotoxic")
