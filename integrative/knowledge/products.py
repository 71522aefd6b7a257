"""Supplements as people write them, to what they name. Nothing is guessed silently."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from .agents import all_agents, all_regimens
from .labels import Found, Reading, read_text
from .names import NameIndex
from .supplements import all_composites, all_supplements
from .tables import Table, each, filled, ids, one_of, provenance, split

SHORTEST_REGIMEN = 4


def _known_meaning(cell: str) -> str | None:
    tables = {"supplement": ("supplements",), "agent": ("agents", "comedications")}
    kind, _, entry = cell.partition(":")
    return None if entry in ids(*tables.get(kind, ())) else f"{cell!r} names no supplement or agent"


LOOKALIKES = Table(
    "lookalikes",
    {
        "id": filled,
        "text": filled,
        "means": each(_known_meaning),
        "note": filled,
        **provenance("high", "moderate", "low"),
    },
)


FURTHER_NAMES = Table(
    "further_names",
    {
        "id": filled,
        "entry": _known_meaning,
        "text": filled,
        "how": one_of("name", "alias", "brand", "latin"),
        **provenance("high", "moderate", "low"),
    },
)


@lru_cache(maxsize=8192)
def read_product(text: str) -> Reading:
    """Which supplements a label or a note names. A composite comes as its ingredients."""
    reading = read_text(text, product_names(), _meanings)
    if not reading.unmatched or reading.status == "ambiguous":
        return _with_ingredients(reading)
    medicines = read_drugs("; ".join(reading.unmatched), short_regimens=False)
    if not medicines.found:
        return _with_ingredients(reading)
    if not reading.found:
        return Reading("unmatched", unmatched=reading.unmatched, route_to="medicines")
    whole = _with_ingredients(reading)
    return Reading(whole.status, whole.found, whole.candidates, whole.unmatched, route_to="medicines")


@lru_cache(maxsize=8192)
def read_drugs(text: str, *, short_regimens: bool = True) -> Reading:
    """Which drugs a text names, by generic name, brand or regimen; a regimen comes as its agents.

    Two or three letters ("AC", "PE") are a regimen only where treatments are written.
    """
    reading = read_text(text, drug_names() if short_regimens else _drug_names_without_short(), _meanings)
    found = {part.id: part for whole in reading.found for part in _agents_of(whole)}
    return Reading(reading.status, tuple(found.values()), reading.candidates, reading.unmatched)


def _with_ingredients(reading: Reading) -> Reading:
    found = {part.id: part for whole in reading.found for part in _ingredients_of(whole)}
    return Reading(
        reading.status, tuple(found.values()), reading.candidates, reading.unmatched, reading.route_to
    )


def _ingredients_of(found: Found) -> tuple[Found, ...]:
    if found.kind != "composite":
        return (found,)
    return tuple(_part(found, "supplement", entry) for entry in all_composites()[found.id].supplements)


def _agents_of(found: Found) -> tuple[Found, ...]:
    if found.kind != "regimen":
        return (found,)
    return tuple(_part(found, "agent", entry) for entry in all_regimens()[found.id].agents)


def _part(whole: Found, kind: str, entry: str) -> Found:
    return Found(kind, entry, whole.matched, whole.how, whole.confidence, whole.start, whole.end)


@lru_cache(maxsize=8192)
def regimens_in(text: str) -> tuple[str, ...]:
    """The ids of the regimens that a text names."""
    return tuple(
        found.id for found in read_text(text, drug_names(), _meanings).found if found.kind == "regimen"
    )


@cache
def product_names() -> NameIndex:
    """Names of supplements, composites and what looks like them."""
    index = NameIndex()
    for supplement in all_supplements().values():
        _add(index, "supplement", supplement.id, supplement.name, supplement.brands, supplement.aliases)
        for latin in supplement.latin:
            index.add(latin, "supplement", supplement.id, "latin")
    _add_further(index, "supplement")
    for composite in all_composites().values():
        for text in (composite.name, *composite.aliases):
            index.add(text, "composite", composite.id, "composite")
    for row in LOOKALIKES.rows():
        index.add(row["text"], "lookalike", row["id"], "lookalike")
    return index


@cache
def drug_names() -> NameIndex:
    """Names of cancer drugs, other medicines and regimens."""
    return _drug_index(shortest_regimen=1)


@cache
def _drug_names_without_short() -> NameIndex:
    return _drug_index(shortest_regimen=SHORTEST_REGIMEN)


def _drug_index(*, shortest_regimen: int) -> NameIndex:
    index = NameIndex()
    for agent in all_agents().values():
        _add(index, "agent", agent.id, agent.name, agent.brands, ())
    _add_further(index, "agent")
    for regimen in all_regimens().values():
        for text in (regimen.name, *regimen.aliases):
            if len(text) >= shortest_regimen:
                index.add(text, "regimen", regimen.id, "regimen")
    for row in LOOKALIKES.rows():
        if "agent:" in row["means"]:
            index.add(row["text"], "lookalike", row["id"], "lookalike")
    return index


def _add(
    index: NameIndex, kind: str, entry: str, name: str, brands: Iterable[str], aliases: Iterable[str]
) -> None:
    index.add(name, kind, entry, "name")
    for brand in brands:
        index.add(brand, kind, entry, "brand")
    for alias in aliases:
        index.add(alias, kind, entry, "alias")


def _add_further(index: NameIndex, kind: str) -> None:
    for row in FURTHER_NAMES.rows():
        named, entry = _meaning(row["entry"])
        if named == kind:
            index.add(row["text"], kind, entry, row["how"])


def _meanings(lookalike: str) -> tuple[tuple[str, str], ...]:
    return _lookalikes()[lookalike]


@cache
def _lookalikes() -> dict[str, tuple[tuple[str, str], ...]]:
    return {row["id"]: tuple(map(_meaning, split(row["means"]))) for row in LOOKALIKES.rows()}


def _meaning(cell: str) -> tuple[str, str]:
    kind, _, entry = cell.partition(":")
    return kind, entry
