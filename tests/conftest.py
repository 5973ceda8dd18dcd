"""What every test shares."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


def pytest_configure() -> None:
    """Whitenoise warns of a folder of static files that is not there, and a warning is an error."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_unconfigure() -> None:
    """Keys and files of the run go with it."""
    shutil.rmtree(settings.HIRFA_VAR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _in_the_language_of_the_house() -> None:
    """A page asked for in French leaves French behind in its thread: the next test starts in Arabic all the same."""
    translation.deactivate()


@pytest.fixture
def at() -> dt.datetime:
    """A moment of an ordinary working day."""
    return AT
