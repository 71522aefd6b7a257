import pytest

from integrative.embedded import check


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    return tmp_path


def test_any_address_in_a_lock_is_found(checkout):
    (checkout / "requirements" / "dev.lock").write_text("django==5.2\n--index-url ftp://mirror.example\n")
    fine, words = check._no_addresses()
    assert not fine
    assert words == "requirements/dev.lock:2: --index-url ftp://mirror.example"


def test_a_registry_is_found_in_any_file_and_other_addresses_are_let_be(checkout):
    (checkout / "guide.md").write_text("see https://clinic.example\n")
    assert check._no_addresses() == (True, "")
    (checkout / "guide.md").write_text("see https://" + "py" + "pi.org\n")
    assert check._no_addresses()[0] is False


def test_environments_and_caches_are_not_ours(checkout):
    for folder in ("venv", ".cache"):
        (checkout / folder).mkdir()
        (checkout / folder / "note").write_text("registry." + "npm" + "js.org")
    (checkout / "venv" / "pyvenv.cfg").touch()
    assert check._no_addresses() == (True, "")
