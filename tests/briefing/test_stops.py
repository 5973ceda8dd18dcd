"""The plain text of a briefing stops as its language does."""

import pytest

from hirfa.briefing.writing import _stops


@pytest.mark.parametrize(
    ("language", "stops"),
    [("ar", ("، ", "؛ ", ": ")), ("fr", (", ", "\u00a0; ", "\u00a0: ")), ("en", (", ", "; ", ": "))],
)
def test_commas_and_colons_are_those_of_the_language(language, stops):
    assert _stops(language) == stops
