"""check: validate every fact table."""

from ..layouts import faults, table_names
from ..tables import raw_rows
from ..version import KNOWLEDGE_VERSION


def report() -> tuple[list[str], bool]:
    """Each fault with file, row and column, then a summary. Out: the lines, and whether all is in order."""
    found = list(faults())
    names = table_names()
    rows = 0 if found else sum(len(raw_rows(name)) for name in names)
    counted = f"{len(names)} tables, {rows} rows" if not found else f"{len(names)} tables"
    return [*found, f"{counted}, {len(found)} faults, knowledge {KNOWLEDGE_VERSION}"], not found
