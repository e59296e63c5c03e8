import stat
import threading

import pytest

from zhice.site import home


def test_zhice_home_moves_all_data(monkeypatch, tmp_path):
    monkeypatch.setenv("ZHICE_HOME", str(tmp_path / "elsewhere"))
    assert home.path("keys", "django") == tmp_path / "elsewhere" / "keys" / "django"


def test_without_it_the_data_follow_the_xdg_folders(monkeypatch, tmp_path):
    monkeypatch.delenv("ZHICE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home.directory() == tmp_path / "zhice"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home.directory() == tmp_path / ".local" / "share" / "zhice"


def test_asking_where_something_lies_makes_nothing(own_home):
    home.path("files", "x")
    assert not own_home.exists()


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(own_home):
    first = home.secret("django")
    assert len(first) >= 43  # 256 bits
    assert home.secret("django") == first
    assert home.secret("other") != first
    assert stat.S_IMODE((own_home / "keys" / "django").stat().st_mode) == 0o600
    assert stat.S_IMODE((own_home / "keys").stat().st_mode) == 0o700


def test_processes_that_ask_at_once_get_the_same_secret(own_home):
    said = []
    threads = [threading.Thread(target=lambda: said.append(home.secret("django"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 20 and len(set(said)) == 1
    assert [file.name for file in (own_home / "keys").iterdir()] == ["django"]


def test_a_secret_that_others_can_read_is_refused_with_what_to_do(own_home):
    home.secret("django")
    (own_home / "keys" / "django").chmod(0o644)
    with pytest.raises(home.HomeRefused, match="chmod 600"):
        home.secret("django")


def test_a_home_that_cannot_be_made_says_where_and_why(own_home, monkeypatch):
    own_home.parent.joinpath("file").write_text("")
    monkeypatch.setenv("ZHICE_HOME", str(own_home.parent / "file" / "home"))
    with pytest.raises(home.HomeRefused) as refusal:
        home.ensure("keys")
    assert "ZHICE_HOME" in refusal.value.words.en and "file/home" in refusal.value.words.en
