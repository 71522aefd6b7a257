"""`./clinic` itself: what it says before anything is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AS_SCRIPT = (
    "import runpy, sys; {}; sys.argv = ['clinic', *sys.argv[1:]]; runpy.run_path({!r}, run_name='__main__')"
)


def clinic(
    *arguments: str, venv: Path, first: str = "pass", root: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", AS_SCRIPT.format(first, str(root / "clinic")), *arguments],
        env=os.environ | {"CLINIC_VENV": str(venv)}, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",)])
def test_alone_it_lists_what_there_is(tmp_path, arguments):
    done = clinic(*arguments, venv=tmp_path / "none")
    assert done.returncode == 0
    for command in ("run", "test", "check", "fmt", "manage", "shell", "bench"):
        assert f"./clinic {command} " in done.stdout
    assert not (tmp_path / "none").exists()


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_an_unknown_command_is_answered_plainly(tmp_path):
    assert "./clinic walk" in one_sentence(clinic("walk", venv=tmp_path / "none"))


def test_an_old_python_is_told_which_is_needed(tmp_path):
    done = clinic("run", venv=tmp_path / "none", first="sys.version_info = (3, 9, 2, 'final', 0)")
    assert one_sentence(done) == "Integrative needs Python 3.11 or newer; this is 3.9."


def test_a_missing_venv_module_is_named(tmp_path):
    done = clinic("run", venv=tmp_path / "none", first="sys.modules['ensurepip'] = None")
    assert "apt-get install python3-venv" in one_sentence(done)


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    assert "no virtual environment" in one_sentence(clinic("run", venv=tmp_path))
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A checkout whose locks name nothing and whose programs only say that they ran."""
    root = tmp_path / "checkout"
    for folder in ("requirements", "integrative/embedded"):
        (root / folder).mkdir(parents=True)
    shutil.copy(ROOT / "clinic", root)
    (root / "requirements" / "bootstrap.lock").touch()
    for lock in ("runtime.lock", "dev.lock"):
        (root / "requirements" / lock).write_text("# the same packages\n")
    for name in ("runner", "testing"):
        (root / "integrative" / "embedded" / f"{name}.py").write_text("print('it ran')\n")
    return root


@pytest.mark.slow
def test_it_installs_once_and_again_when_it_must(small, tmp_path):
    venv = tmp_path / "venv"

    def installs(command: str) -> bool:
        done = clinic(command, venv=venv, root=small)
        assert "it ran" in done.stdout, done.stderr
        return "Installing" in done.stderr

    assert installs("test")
    assert not installs("test")
    assert not installs("run"), "what the tests need holds what the clinic needs"
    (venv / ".installed-runtime.lock").unlink()  # as an installation that was cut short leaves it
    assert installs("run")
    assert not installs("test")
    (small / "requirements" / "dev.lock").write_text("# other packages\n")
    assert not installs("run")
    assert installs("test")
    shutil.rmtree(venv / "lib")  # as a new Python leaves the environment of the old one
    (small / "requirements" / "runtime.lock").write_text("# other packages\n")
    assert installs("run")
