"""Reads the fact tables beside this module. A table that breaks its own layout stops the start."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class BrokenTable(Exception):
    """Names the file, the row and the column that is wrong."""


@cache
def read(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Rows of `data/<name>.csv`, whose header must be exactly `columns` and whose ids must be unique."""
    path = DATA / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != columns:
            raise BrokenTable(f"{path.name}: columns are {reader.fieldnames}, expected {list(columns)}")
        rows = tuple(reader)
    _refuse_duplicates(path.name, (row["id"] for row in rows))
    return rows


def _refuse_duplicates(name: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, key in enumerate(ids, start=2):
        if not key or key in seen:
            raise BrokenTable(f"{name}, row {number}, column id: {key!r} is empty or stands twice")
        seen.add(key)
