from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.tree import Run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clinic")


@pytest.fixture
def start(home: Path) -> Iterator[Callable[[], Run]]:
    """Starts runs on one state folder, and leaves none behind."""
    runs: list[Run] = []

    def begin() -> Run:
        runs.append(Run(home / "state", home / f"run-{len(list(home.glob('*.log')))}.log"))
        return runs[-1]

    yield begin
    for run in runs:
        if run.process.poll() is None:
            run.end()
