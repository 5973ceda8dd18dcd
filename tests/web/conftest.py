"""Pages read the clock: in these tests it stands still, and nobody has tried anything before."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.conftest import AT


@pytest.fixture(autouse=True)
def _the_clock_stands_still(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT + dt.timedelta(minutes=5))


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()
