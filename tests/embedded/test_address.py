import socket

import pytest

from integrative.embedded import address
from integrative.embedded.trouble import Trouble


@pytest.fixture
def taken() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused(taken):
    with pytest.raises(Trouble, match=rf"^Port {taken} of 127.0.0.1 is taken; choose another with --port\.$"):
        address.listen("127.0.0.1", taken)


def test_without_a_wish_the_next_free_port_is_taken(taken, monkeypatch):
    monkeypatch.setattr(address, "FIRST_PORT", taken)
    with address.listen("127.0.0.1", None) as door:
        assert taken < door.getsockname()[1] < taken + address.TRIES


def test_no_free_port_at_all_is_one_sentence(taken, monkeypatch):
    monkeypatch.setattr(address, "FIRST_PORT", taken)
    monkeypatch.setattr(address, "TRIES", 1)
    with pytest.raises(Trouble, match="all taken"):
        address.listen("127.0.0.1", None)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("192.0.2.1", 8000, "no address of this machine"),
        ("no.such.host.invalid", 8000, "no address of this machine"),
        ("127.0.0.1", 70000, "70000 is no port"),
    ],
)
def test_an_address_that_cannot_be_ours_is_one_sentence(host, port, words):
    with pytest.raises(Trouble, match=words):
        address.listen(host, port)


@pytest.mark.parametrize(
    ("host", "spoken"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_the_address_is_one_that_can_be_typed(host, spoken):
    assert address.spoken(host, 80) == spoken


def test_nobody_answers_where_nobody_listens(taken):
    with address.listen("127.0.0.1", None) as door:
        port = door.getsockname()[1]
    assert not address.answers("127.0.0.1", port)
