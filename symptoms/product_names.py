"""Names of supplements that begin as somebody types."""

from __future__ import annotations

from functools import cache

from integrative.knowledge.names import Name, fold
from integrative.knowledge.products import product_names
from integrative.knowledge.supplements import all_composites, all_supplements

SHORTEST, LONGEST, MOST = 3, 60, 8
HOW_FIRST = ("name", "brand", "alias", "composite", "latin")


def suggestions(typed: str) -> list[dict[str, str]]:
    """At most eight names with what they are; none before the third letter.

    In: what stands in the box. A name that begins so comes before one with a later word that does.
    """
    sought = " ".join(fold(typed).split())
    if not SHORTEST <= len(sought) <= LONGEST:
        return []
    begins = [each for each in _names() if each[0].startswith(sought)]
    within = [each for each in _names() if f" {sought}" in each[0]]
    chosen = list(dict.fromkeys(begins + within))[:MOST]
    return [{"name": name.text, "is": _is(name)} for _, name in chosen]


@cache
def _names() -> tuple[tuple[str, Name], ...]:
    """Folded spelling and name; the plain names first, then the shorter."""
    names = {
        name
        for found in product_names().exact.values()
        for name in found
        if name.kind in {"supplement", "composite"}
    }
    order = sorted(names, key=lambda name: (HOW_FIRST.index(name.how), len(name.text), name.text))
    return tuple((" ".join(fold(name.text).split()), name) for name in order)


def _is(name: Name) -> str:
    """What a brand or an alias stands for; empty for a plain name."""
    if name.how == "name":
        return ""
    if name.kind == "supplement":
        return all_supplements()[name.id].name
    parts = (all_supplements()[part].name for part in all_composites()[name.id].supplements)
    return ", ".join(parts)
