"""Whether the static files must be gathered again, which takes longer than all the rest of a start."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_BY = ("requirements/runtime.lock", "integrative/settings.py")


def mark_of(root: Path = ROOT) -> str:
    """A digest of everything the gathered files are made from: ours, and the packages that bring some."""
    digest = hashlib.sha256()
    for name in MADE_BY:
        digest.update((root / name).read_bytes())
    for path in sorted(_sources(root)):
        state = path.stat()
        digest.update(f"{path.relative_to(root)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_gathered(gathered: Path, mark: str) -> bool:
    """Whether `gathered` was made, to its end, from what `mark` stands for."""
    try:
        return (gathered / ".made-from").read_text() == mark
    except OSError:
        return False


def note(gathered: Path, mark: str) -> None:
    """Written last, so that gathering which was cut short is done again."""
    (gathered / ".made-from").write_text(mark)


def _sources(root: Path) -> Iterator[Path]:
    for pattern in ("static", "*/static", "integrative/*/static"):
        for folder in root.glob(pattern):
            if not folder.relative_to(root).parts[0].startswith("."):
                yield from (path for path in folder.rglob("*") if path.is_file())
