"""How often is too often."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from hirfa.core.throttle import allows, client_address, forget


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


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody of ours wrote it
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.1, 203.0.113.9", "203.0.113.9"),  # the first was written by the visitor
        (2, "192.0.2.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # did not come through both
        (1, "", "10.0.0.1"),
    ],
)
def test_a_visitor_is_known_by_what_our_own_proxies_wrote(settings, proxies, forwarded, address):
    settings.HIRFA_TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == address
