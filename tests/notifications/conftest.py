"""A message of the tests' own, and drivers that do as they are told."""

from collections.abc import Callable

import pytest

from hirfa.notifications import operations, registry
from hirfa.notifications.registry import Message
from tests.factories.notifications import ToldDriver, enter_revoked


@pytest.fixture(autouse=True)
def product_messages(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """The messages that the apps have entered; in the tests there is one other instead."""
    entered = registry.list_messages()
    monkeypatch.setattr(registry, "_MESSAGES", {})
    enter_revoked()
    return entered


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., ToldDriver]:
    """Let every message leave by a driver with these answers."""

    def tell(*answers: str | BaseException) -> ToldDriver:
        driver = ToldDriver(answers)
        monkeypatch.setattr(operations, "driver_of", lambda _medium: driver)
        return driver

    return tell
