"""Facts of one record that can't both be right. Nothing is decided here: someone has to look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .tables import read

COLUMNS = ("id", "name", "source", "certainty", "review_state")
HORMONE_RECEPTORS = ("er", "pr")
SPEAKS_FOR_HORMONES = frozenset({"positive", "equivocal"})


@dataclass(frozen=True)
class Contradiction:
    title: str
    text: str


@cache
def aromatase_inhibitors() -> dict[str, str]:
    """Name by id, in the order of the table."""
    return {row["id"]: row["name"] for row in read("aromatase_inhibitors", COLUMNS)}


def contradictions(*, medicines: Iterable[str], tumors: Sequence[Mapping[str, str]]) -> list[Contradiction]:
    """What someone has to check before relying on the record.

    In: medicines and regimens as written, those taken today; for each cancer its markers as
    marker -> result ("er": "negative"), an untested marker missing.
    """
    given = [name for name in aromatase_inhibitors().values() if _names(name, medicines)]
    if not given or not _no_receptor_for_hormones(tumors):
        return []
    return [
        Contradiction(
            title="Check the record",
            text=f"{' and '.join(given)} (aromatase inhibitor) stands beside a tumor recorded as ER negative "
            "and PR negative. One of them may be entered in error, or a cancer may be missing.",
        )
    ]


def _names(name: str, medicines: Iterable[str]) -> bool:
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    return any(word.search(medicine) for medicine in medicines)


def _no_receptor_for_hormones(tumors: Sequence[Mapping[str, str]]) -> bool:
    """A tumor without either receptor, and none that would explain endocrine treatment."""
    results = [[tumor.get(receptor, "") for receptor in HORMONE_RECEPTORS] for tumor in tumors]
    explained = any(result in SPEAKS_FOR_HORMONES for tumor in results for result in tumor)
    return not explained and any(tumor == ["negative", "negative"] for tumor in results)
