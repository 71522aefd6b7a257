from pathlib import Path

import pytest

from integrative.embedded.state import State


@pytest.fixture
def state(tmp_path: Path) -> State:
    tmp_path.chmod(0o711)
    for folder in tmp_path.parents[:3]:
        folder.chmod(folder.stat().st_mode | 0o001)
    return State(tmp_path / "state")
