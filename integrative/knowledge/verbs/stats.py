"""stats: how many rows each table has, by review state and certainty."""

import json
from collections import Counter

from ..layouts import table_names
from ..tables import Row, raw_rows
from ..version import KNOWLEDGE_VERSION


def report() -> tuple[list[str], bool]:
    """One JSON object a table and one for all together."""
    tables = {name: raw_rows(name) for name in table_names()}
    lines = [_counts(name, rows) for name, rows in tables.items()]
    everything = tuple(row for rows in tables.values() for row in rows)
    return [json.dumps(line) for line in [*lines, _counts("all", everything)]], True


def _counts(name: str, rows: tuple[Row, ...]) -> dict[str, object]:
    return {
        "table": name,
        "rows": len(rows),
        "review_state": dict(Counter(row.get("review_state", "") for row in rows)),
        "certainty": dict(Counter(row.get("certainty", "") for row in rows)),
        "knowledge": KNOWLEDGE_VERSION,
    }
