"""Every table with its layout, for those who check and count them all."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from .tables import DATA, REVIEW_STATES, BrokenTable, Row, Table, anything, filled, one_of, raw_rows

PROVENANCE = {"source": filled, "certainty": filled, "review_state": one_of(*REVIEW_STATES)}


def declared_tables() -> dict[str, Table]:
    """The layouts that the modules of this package declare, by the name of the table."""
    package = __package__ or ""
    modules = [import_module(name) for name in _module_names(package)]
    found = (value for module in modules for value in vars(module).values() if isinstance(value, Table))
    return {table.name: table for table in found}


def _module_names(package: str) -> list[str]:
    path = import_module(package).__path__
    return [
        module.name for module in walk_packages(path, f"{package}.") if not module.name.endswith("__main__")
    ]


def table_names() -> list[str]:
    """Every table there is, in the order of the alphabet."""
    return sorted(path.stem for path in DATA.glob("*.csv"))


def faults() -> Iterator[str]:
    """What is wrong with any table. One without a layout must still say where its facts come from."""
    declared = declared_tables()
    for name in sorted({*table_names(), *declared}):
        yield from (declared.get(name) or _undeclared(name)).faults()


def _undeclared(name: str) -> Table:
    columns = tuple(_first_row(name))
    wanted = columns + tuple(column for column in ("id", *PROVENANCE) if column not in columns)
    return Table(name, {column: PROVENANCE.get(column, anything) for column in wanted})


def _first_row(name: str) -> Row:
    try:
        rows = raw_rows(name)
    except BrokenTable:
        return {}
    return rows[0] if rows else {}
