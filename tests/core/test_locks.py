"""A place on the machine is held by one at a time, and waited for no longer than was said."""

import threading

import pytest

from hirfa.core.locks import Busy, one_of


@pytest.fixture(autouse=True)
def _installation(tmp_path, settings):
    settings.HIRFA_VAR = tmp_path


def test_no_more_than_the_places_are_held_at_once():
    with (
        one_of("reading", places=2, seconds=0),
        one_of("reading", places=2, seconds=0),
        pytest.raises(Busy),
        one_of("reading", places=2, seconds=0),
    ):
        pass


def test_a_place_given_back_is_taken_by_who_waits():
    taken, let_go = threading.Event(), threading.Event()

    def first():
        with one_of("reading", places=1, seconds=0):
            taken.set()
            let_go.wait(5)

    holder = threading.Thread(target=first)
    holder.start()
    taken.wait(5)
    threading.Timer(0.2, let_go.set).start()
    with one_of("reading", places=1, seconds=5):
        assert let_go.is_set()
    holder.join()


def test_work_of_another_name_has_places_of_its_own(settings):
    with one_of("reading", places=1, seconds=0), one_of("printing", places=1, seconds=0):
        assert {path.name for path in (settings.HIRFA_VAR / "locks").iterdir()} == {"reading-0.lock", "printing-0.lock"}
