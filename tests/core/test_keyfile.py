"""Secrets of an installation."""

import stat

from hirfa.core import keyfile
from hirfa.core.keyfile import read_or_make, read_or_make_secret


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "keys" / "secret"

    made = read_or_make_secret(path)

    assert read_or_make_secret(path) == made
    assert len(made) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_process_that_comes_second_takes_the_secret_of_the_first(tmp_path, monkeypatch):
    path = tmp_path / "secret"
    link = keyfile.os.link

    def overtaken(source, target):
        assert not path.exists()  # nobody can read what is only half there
        path.write_text("of the first", "utf-8")
        link(source, target)

    monkeypatch.setattr(keyfile.os, "link", overtaken)

    assert read_or_make(path, "of the second") == "of the first"
    assert list(tmp_path.iterdir()) == [path]
