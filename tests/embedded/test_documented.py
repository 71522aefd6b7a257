"""The operations page keeps up with the settings."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_of_the_settings_is_in_the_operations_page():
    settings = (ROOT / "integrative" / "settings.py").read_text()
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', settings))
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"} <= read
    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text()))
    assert read - told == set()
