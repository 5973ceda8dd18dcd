"""A country cut off is never taken for a whole one, and no other database than its own is touched."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hirfa.core import marker as core_marker
from hirfa.core.locks import Busy
from hirfa.core.marker import read_marker, write_marker
from hirfa.ops.demo import marker
from hirfa.ops.demo.marker import clear_database, is_whole
from hirfa.ops.management.commands import demo
from tests.factories.register import lay_reference, register_artisan

pytestmark = pytest.mark.django_db


def pointed_at(monkeypatch, *, vendor="sqlite", name):
    at = SimpleNamespace(
        vendor=vendor, settings_dict={"NAME": name, "HOST": "", "PORT": ""}, close=lambda: None, introspection=None
    )
    for module in (marker, core_marker):
        monkeypatch.setattr(module, "connection", at)


@pytest.fixture(autouse=True)
def _installation(tmp_path, settings):
    settings.HIRFA_VAR = tmp_path


def test_a_removal_cut_off_leaves_no_whole_country(tmp_path, monkeypatch, settings):
    database = tmp_path / "hirfa.sqlite3"
    database.write_bytes(b"people")
    pointed_at(monkeypatch, name=database)
    write_marker(scale=1, seed=2, whole=True)

    def killed(*args, **words):
        raise KeyboardInterrupt

    monkeypatch.setattr(marker.Path, "unlink", killed)
    with pytest.raises(KeyboardInterrupt):
        clear_database()
    assert read_marker()["whole"] is False

    monkeypatch.undo()
    settings.HIRFA_VAR = tmp_path
    pointed_at(monkeypatch, name=database)
    assert clear_database()
    assert not database.exists()


def test_a_marker_cut_off_while_written_leaves_the_one_before(monkeypatch):
    write_marker(scale=1, seed=2, whole=True)

    def half(path, text, encoding):
        path.write_bytes(text[:5].encode(encoding))
        raise KeyboardInterrupt

    monkeypatch.setattr(marker.Path, "write_text", half)
    with pytest.raises(KeyboardInterrupt):
        write_marker(scale=1, seed=2, whole=False)
    assert read_marker()["whole"] is True


def test_a_register_beside_a_demonstration_is_not_emptied(tmp_path, monkeypatch):
    register = tmp_path / "register.sqlite3"
    register.write_bytes(b"real people")
    pointed_at(monkeypatch, vendor="postgresql", name="demonstration")
    write_marker(scale=1, seed=2, whole=True)
    pointed_at(monkeypatch, name=register)

    assert read_marker() is None
    assert not clear_database()
    assert register.exists()


def test_a_country_whose_database_is_gone_is_not_whole():
    write_marker(scale=1, seed=2, whole=True)
    assert not is_whole(scale=1, seed=2)

    lay_reference()
    register_artisan()
    assert is_whole(scale=1, seed=2)
    assert not is_whole(scale=0.5, seed=2)


def test_a_country_cut_off_before_its_first_table_is_known_as_begun(monkeypatch):
    def killed(*args, **words):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "call_command", killed)
    monkeypatch.setattr(demo, "quick_database", nullcontext)
    with pytest.raises(KeyboardInterrupt):
        call_command("demo", scale=0.005, seed=1)

    assert read_marker()["whole"] is False


def test_two_demonstrations_are_not_built_at_once(monkeypatch):
    def held(name):
        raise Busy("already being done")

    monkeypatch.setattr(demo, "exclusively", held)
    with pytest.raises(CommandError, match="already being done"):
        call_command("demo", scale=0.005, seed=1)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="an embedded database is removed as files, above")
def test_a_demonstration_on_a_server_is_emptied_whole_and_a_register_is_not():
    assert not clear_database()
    assert connection.introspection.table_names()

    write_marker(scale=1, seed=2, whole=True)
    assert clear_database()
    assert connection.introspection.table_names() == []
    assert read_marker()["whole"] is False
