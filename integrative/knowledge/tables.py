"""Reads the fact tables beside this module. A table that breaks its own layout stops the start.

A layout is a `Table`: the columns in their order, each with the check its cells must pass. Every fault names
the file, the row (the header is row 1) and the column.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

Row = dict[str, str]
Check = Callable[[str], str | None]
"""Takes a cell, gives what is wrong with it or None."""

REVIEW_STATES = ("not reviewed", "reviewed")


class BrokenTable(Exception):
    """Names the file, the row and the column that is wrong."""


@dataclass(frozen=True)
class Table:
    """The layout of `data/<name>.csv`."""

    name: str
    columns: Mapping[str, Check]

    def rows(self) -> tuple[Row, ...]:
        """Every row, checked. Raises BrokenTable at the first fault."""
        for fault in self.faults():
            raise BrokenTable(fault)
        return raw_rows(self.name)

    def faults(self) -> Iterator[str]:
        """What is wrong with the file, in the order of its rows."""
        try:
            header, rows = _content(DATA / f"{self.name}.csv")
        except BrokenTable as broken:
            yield str(broken)
            return
        if header != tuple(self.columns):
            yield f"{self.name}.csv, row 1: columns are {list(header)}, expected {list(self.columns)}"
            return
        yield from _cell_faults(self.name, rows, self.columns)
        yield from _duplicate_faults(self.name, rows)


def _cell_faults(name: str, rows: Iterable[Row], columns: Mapping[str, Check]) -> Iterator[str]:
    judged: dict[str, dict[str, str | None]] = {column: {} for column in columns}
    for number, row in enumerate(rows, start=2):
        for column, check in columns.items():
            known, cell = judged[column], row[column]
            if cell not in known:
                known[cell] = check(cell)
            if wrong := known[cell]:
                yield f"{name}.csv, row {number}, column {column}: {wrong}"


def _duplicate_faults(name: str, rows: Iterable[Row]) -> Iterator[str]:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if not row["id"] or row["id"] in seen:
            yield f"{name}.csv, row {number}, column id: {row['id']!r} is empty or stands twice"
        seen.add(row["id"])


def raw_rows(name: str) -> tuple[Row, ...]:
    """Rows of `data/<name>.csv` as they stand; only their number of cells is checked."""
    return _content(DATA / f"{name}.csv")[1]


@cache
def _content(path: Path) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            header = next(reader, [])
            rows = (_row(path.name, number, header, cells) for number, cells in enumerate(reader, start=2))
            return tuple(header), tuple(rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BrokenTable(f"{path.name}, row 1: {error}") from error


def _row(name: str, number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        column = header[min(len(cells), len(header)) - 1]
        raise BrokenTable(
            f"{name}, row {number}, column {column}: {len(cells)} cells, the header has {len(header)}"
        )
    return dict(zip(header, cells, strict=True))


@cache
def read(name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows of `data/<name>.csv`, whose header must be exactly `columns` and whose ids must be unique."""
    return Table(name, dict.fromkeys(columns, anything)).rows()


def ids(*names: str) -> frozenset[str]:
    """The ids of these tables, whatever else is wrong with them."""
    return frozenset(row.get("id", "") for name in names for row in raw_rows(name))


def split(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds a list."""
    return tuple(entry.strip() for entry in cell.split(";")) if cell else ()


def anything(cell: str) -> str | None:
    """No demand."""
    return None


def filled(cell: str) -> str | None:
    """Something must stand there."""
    return None if cell.strip() else "is empty"


def optional(check: Check) -> Check:
    """Empty, or what `check` demands."""
    return lambda cell: check(cell) if cell else None


def one_of(*words: str) -> Check:
    """One word of a vocabulary."""
    known = frozenset(words)
    return lambda cell: None if cell in known else f"{cell!r} is not one of {', '.join(words)}"


def each(check: Check) -> Check:
    """A list separated by semicolons, possibly empty, every entry of which passes `check`."""

    def check_each(cell: str) -> str | None:
        return next((wrong for entry in split(cell) if (wrong := check(entry))), None)

    return check_each


def a_number(low: float, high: float) -> Check:
    """A finite number from `low` to `high`."""

    def check_number(cell: str) -> str | None:
        try:
            value = float(cell)
        except ValueError:
            return f"{cell!r} is not a number"
        in_order = math.isfinite(value) and low <= value <= high
        return None if in_order else f"{cell} is not from {low:g} to {high:g}"

    return check_number


def refers_to(*tables: str) -> Check:
    """The id of a row in one of these tables."""
    return lambda cell: None if cell in ids(*tables) else f"{cell!r} stands in none of {', '.join(tables)}"


def provenance(*certainties: str) -> dict[str, Check]:
    """The last columns of every table: where a fact is from, how sure it is and whether it was reviewed."""
    return {"source": filled, "certainty": one_of(*certainties), "review_state": one_of(*REVIEW_STATES)}
