"""How often is too often."""

import pytest
from django.core.cache import cache

from hirfa.core.throttle import allows, forget


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


def ask(who="10.0.0.1", what="check"):
    return allows(what=what, who=who, limit=3, seconds=60)


def test_the_fourth_time_in_a_window_is_too_often():
    assert [ask() for _ in range(5)] == [True, True, True, False, False]


def test_each_is_counted_alone_and_for_each_thing():
    for _ in range(4):
        ask()

    assert ask(who="10.0.0.2")
    assert ask(what="login")


def test_when_the_window_ends_the_count_starts_anew(monkeypatch):
    for _ in range(4):
        ask()

    cache.clear()  # as the time-out of the cache does
    assert ask()


def test_a_window_that_ends_between_two_questions_counts_as_the_first(monkeypatch):
    ask()

    def ended(key):
        raise ValueError(key)

    monkeypatch.setattr(cache, "incr", ended)
    assert ask()


def test_what_is_forgotten_no_longer_counts():
    for _ in range(4):
        ask()

    forget(what="check", who="10.0.0.1")
    assert ask()


def test_the_cache_never_holds_an_address(monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *_args, **_words: keys.append(key) or True)

    ask(who="10.0.0.1")

    assert keys
    assert "10.0.0.1" not in keys[0]
