"""One product as it is taken: its ingredients with the amount a day, the form and the way it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..doses import Dose, Intake, intake
from ..label_words import AS_EXTRACT, AS_FOOD, AS_TEA, IN_BULK, INTO_VEIN, ON_SKIN
from ..labels import Candidate, Found, Reading
from ..products import read_product
from ..supplements import Supplement, all_supplements, upper_limits

# Food amounts count where the effect is strong (licorice candy) or the food is the problem (grapefruit).
STRONG = 3
INTO_VEIN_INSTEAD = {"vitamin_c_oral": "vitamin_c_iv"}
Amount = tuple[float | None, float | None]
"""Milligrams and international units a day."""
PARTS = ("text", "dose", "frequency", "form", "route")
FORMS_OF_FOOD = frozenset({"food", "culinary", "spice", "tea", "drink", "beverage", "juice"})


@dataclass(frozen=True)
class Ingredient:
    """One supplement in a product. `milligrams` and `units` are the amount a day, None if unknown."""

    supplement: Supplement
    milligrams: float | None
    units: float | None
    as_food: bool
    on_skin: bool
    in_bulk: bool
    words: str
    """The label and its form in lower case, where a salt or a form is looked for."""
    assumed: str = ""
    """What was taken for this ingredient when the label could mean several."""

    def milligrams_of(self, unit: str) -> float | None:
        """The daily amount in `unit` (mg or IU), converted where the weight of a unit is known."""
        limit = upper_limits().get(self.supplement.id)
        weight = limit.milligrams_per_unit if limit else None
        if unit == "mg":
            by_weight = self.units * weight if self.units is not None and weight else None
            return self.milligrams if self.milligrams is not None else by_weight
        by_weight = self.milligrams / weight if self.milligrams is not None and weight else None
        return self.units if self.units is not None else by_weight


@dataclass(frozen=True)
class ProductLine:
    """One entry of the product list. `understood`: every word that means something was."""

    text: str
    reading: Reading
    ingredients: tuple[Ingredient, ...]

    @property
    def understood(self) -> bool:
        return self.reading.status == "matched" and bool(self.ingredients)


def product_line(entry: Mapping[str, str], confirmed: Mapping[str, tuple[str, ...]]) -> ProductLine:
    """Read one product: `entry` has `text` and perhaps dose, frequency, route and form.

    `confirmed` maps a text as written to the supplements that a person accepted for it.
    """
    parts = tuple(entry.get(key, "") for key in PARTS)
    return _line(parts, confirmed.get(entry["text"], ()))


@lru_cache(maxsize=8192)
def _line(parts: tuple[str, ...], accepted: tuple[str, ...]) -> ProductLine:
    entry = dict(zip(PARTS, parts, strict=True))
    text = entry["text"]
    reading = _accepted(text, accepted) if accepted else read_product(text)
    whole = " ".join(part for part in parts if part)
    named = [(found.id, "") for found in reading.found]
    if reading.status == "ambiguous":
        named += [(maybe.id, text) for maybe in reading.candidates if maybe.kind == "supplement"]
    amounts = _amounts(entry, reading)
    ingredients = tuple(
        _ingredient(_by_route(supplement, whole), whole, entry, amounts.get(supplement), assumed)
        for supplement, assumed in named
    )
    return ProductLine(text, reading, ingredients)


def _accepted(text: str, supplements: tuple[str, ...]) -> Reading:
    whole = (text, "confirmed", 1.0, 0, len(text))
    return Reading("matched", tuple(Found("supplement", supplement, *whole) for supplement in supplements))


def _by_route(supplement: str, whole: str) -> str:
    return INTO_VEIN_INSTEAD.get(supplement, supplement) if INTO_VEIN.search(whole) else supplement


def _ingredient(
    supplement_id: str,
    whole: str,
    entry: Mapping[str, str],
    amount: Amount | None,
    assumed: str,
) -> Ingredient:
    supplement = all_supplements()[supplement_id]
    milligrams, units = amount or (None, None)
    in_bulk = bool(IN_BULK.search(whole))
    return Ingredient(
        supplement=supplement,
        milligrams=milligrams,
        units=units,
        as_food=not in_bulk and _as_food(supplement, whole, entry.get("form", "")),
        on_skin=bool(ON_SKIN.search(whole)) and not _named_for_skin(supplement),
        in_bulk=in_bulk,
        words=whole.lower(),
        assumed=assumed,
    )


def _as_food(supplement: Supplement, whole: str, form: str) -> bool:
    """Culinary amounts or a drink of it, where nothing on the label speaks for an extract."""
    strong = any(known.strength >= STRONG for known in supplement.properties.values())
    if supplement.category == "food" or strong:
        return False
    if form.strip().lower() in FORMS_OF_FOOD or AS_FOOD.search(whole):
        return not AS_EXTRACT.search(whole)
    tea = AS_TEA.search(whole) and supplement.id != "green_tea"
    return bool(tea) and not AS_EXTRACT.search(whole)


def _named_for_skin(supplement: Supplement) -> bool:
    """What acts through the skin, or harms it, counts on the skin too."""
    if {"carrier", "toxic_no_benefit", "estrogenic", "androgenic"} & supplement.properties.keys():
        return True
    return supplement.category == "cannabinoid"


def _amounts(entry: Mapping[str, str], reading: Reading) -> dict[str, Amount]:
    """Milligrams and units a day by ingredient. An amount belongs to the name before it."""
    if entry.get("dose"):
        taken = intake(f"{entry['dose']} {entry.get('frequency', '')}")
        alone = reading.found[0].id if len(reading.found) == 1 else None
        candidates = reading.candidates if not reading.found else ()
        named = [alone] if alone else [candidate.id for candidate in candidates]
        return {supplement: _a_day(taken.doses[0], taken) for supplement in named if taken.doses}
    taken = intake(f"{entry['text']} {entry.get('frequency', '')}")
    return _amounts_in(taken, reading.found, reading.candidates)


def _amounts_in(
    taken: Intake, found: tuple[Found, ...], candidates: tuple[Candidate, ...]
) -> dict[str, Amount]:
    if not taken.doses:
        return {}
    places = {part.start for part in found}
    if len(places) <= 1:
        named = [part.id for part in found] or [maybe.id for maybe in candidates]
        return {named[0]: _a_day(taken.doses[0], taken)} if len(named) == 1 else {}
    amounts = {}
    for part in found:
        following = min((start for start in places if start > part.start), default=1 << 30)
        dose = next((dose for dose in taken.doses if part.end <= dose.start < following), None)
        if dose and sum(other.start == part.start for other in found) == 1:
            amounts[part.id] = _a_day(dose, taken)
    return amounts


def _a_day(dose: Dose, taken: Intake) -> Amount:
    times = taken.times_a_day
    return (
        None if dose.milligrams is None else dose.milligrams * times,
        None if dose.units is None else dose.units * times,
    )
