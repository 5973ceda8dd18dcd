"""Messages in English, files in a place of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path) -> Path:
    settings.HIRFA_VAR = tmp_path
    return tmp_path


@pytest.fixture
def files_left(own_place):
    return lambda: [path for path in (own_place / "files").rglob("*") if path.is_file()]
