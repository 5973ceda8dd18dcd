"""What every test shares."""

import datetime as dt

import pytest

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def at() -> dt.datetime:
    """A moment of an ordinary working day."""
    return AT
