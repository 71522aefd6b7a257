import errno
import stat
from pathlib import Path

import pytest

from integrative.embedded.state import SOCKET_PATH_LIMIT, State
from integrative.embedded.trouble import Trouble, plainly


def test_one_run_holds_the_folder_at_a_time(state):
    with state.lock() as held:
        held.write("process 1, http://127.0.0.1:8000/")
        held.flush()
        with pytest.raises(Trouble, match=r"already runs .*http://127.0.0.1:8000/"):
            state.lock()
        assert state.is_in_use()
    assert not state.is_in_use()
    state.lock().close()


def test_the_key_is_made_once_for_its_owner_alone(state):
    key = state.secret_key()
    assert len(key) > 50
    assert State(state.path).secret_key() == key
    assert stat.S_IMODE((state.path / "secret_key").stat().st_mode) == 0o600


def test_a_key_that_was_cut_short_is_made_anew(state):
    (state.path / "secret_key").touch()
    assert len(state.secret_key()) > 50


def test_sockets_of_a_deep_folder_get_a_short_path(tmp_path):
    deep = State(tmp_path / ("deep" * 20))
    assert len(str(deep.run)) <= SOCKET_PATH_LIMIT
    assert stat.S_IMODE(deep.run.stat().st_mode) == 0o700
    deep.run.rmdir()


def test_a_file_in_the_place_of_the_folder_is_one_sentence(tmp_path):
    (tmp_path / "state").write_text("")
    with pytest.raises(Trouble, match=r"state cannot be used: File exists\."):
        State(tmp_path / "state")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full; free some space"),
        (errno.EDQUOT, "is full; free some space"),
        (errno.EACCES, "belongs to root"),
        (errno.EROFS, "can only be read"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_plainly(number, words):
    sentence = str(plainly(OSError(number, "Input/output error"), Path("/etc")))
    assert words in sentence
    assert sentence.endswith(".")
